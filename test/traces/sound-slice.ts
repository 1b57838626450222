/** What a causal slice promises, asked of the plain world. */
import { expect } from "vitest";
import { replay } from "../../checker/search/replay.ts";
import { causesOf } from "../../traces/causality.ts";
import { explanationOf, type Violating } from "../../traces/explanation/explanation.ts";
import { stageOf } from "../../traces/stage.ts";

/**
 * The steps that the slice keeps are closed under what happens before them; alone, in their order, they
 * violate the property in the same words; and no last one of them can be spared.
 */
export function expectSound(violating: Violating): void {
  const { steps, states, target, initial, reason } = violating;
  const { slice } = explanationOf(violating)!;
  const causes = causesOf(steps, states, stageOf(target));
  const kept = [...steps.keys()].filter((index) => slice[index] === true);
  const property = target.properties[0]!.name;
  const { system } = target.subject;
  const says = (some: readonly number[]): string => {
    const chosen = some.map((index) => steps[index]!);
    const replayed = replay(target.subject, { property, initial, steps: chosen });
    // An earlier end would be another violation, and no behaviour goes on outside the constraint.
    const isWhole = replayed.states.length === chosen.length + 1;
    const isInside = replayed.states
      .slice(0, -1)
      .every((state) => system.constraint?.(state) ?? true);
    return replayed.kind === "violates" && isWhole && isInside ? replayed.reason : replayed.kind;
  };

  expect(kept.flatMap((index) => causes[index]!).every((cause) => slice[cause])).toBe(true);
  expect(says(kept)).toBe(reason);
  const isLast = (index: number): boolean => kept.every((other) => !causes[other]!.includes(index));
  for (const index of kept.filter(isLast)) {
    expect(says(kept.filter((other) => other !== index))).not.toBe(reason);
  }
}
