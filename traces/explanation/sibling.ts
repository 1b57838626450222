/**
 * The nearest passing sibling: a behaviour that differs in one thing and violates nothing. One step
 * comes earlier or later, or a fault is left out; all others are taken as they were. The nearer to the
 * end the change, the nearer the sibling.
 */
import type { Typed } from "../../checker/protocol.ts";
import { faultOf } from "../actors.ts";
import type { Player } from "../player.ts";

/** Of a long behaviour only so many of the nearest are tried. */
const TRIES_MAX = 1000;

export interface Sibling {
  /** What is done to step `step`; `other` is the one that it changes places with. */
  readonly kind: "left out" | "before" | "after";
  readonly step: number;
  readonly other: number | null;
}

/** The nearest sibling of the behaviour; undefined if none of those that are tried violates nothing. */
export function nearestSibling(
  player: Player,
  initial: number,
  steps: readonly Typed[],
): Sibling | undefined {
  let tries = 0;
  for (const sibling of candidates(steps.length)) {
    if (sibling.other === null && faultOf(steps[sibling.step]!, player.stage) === undefined)
      continue;
    if (++tries > TRIES_MAX) return undefined;
    const changed = applied(sibling, steps);
    const played = player.play(initial, changed, "exact");
    // What could not be taken is no sibling: too much would be different.
    if (played.objection === undefined && played.steps.length === changed.length) return sibling;
  }
  return undefined;
}

/** The steps with one change. */
export function applied({ kind, step, other }: Sibling, steps: readonly Typed[]): Typed[] {
  const rest = steps.toSpliced(step, 1);
  if (kind === "left out" || other === null) return rest;
  return rest.toSpliced(other, 0, steps[step]!);
}

/** All changes, the nearest to the end first; of those to one step, the smallest first. */
function* candidates(length: number): Generator<Sibling> {
  for (let step = length - 1; step >= 0; step--) {
    for (let other = step - 1; other >= 0; other--) yield { kind: "before", step, other };
    for (let other = step + 1; other < length; other++) yield { kind: "after", step, other };
    yield { kind: "left out", step, other: null };
  }
}
