/**
 * The causal slice: the steps that the violation depends on. It is a set of steps that has with each
 * all that happens before it (causality.ts), that taken alone, in their order, are a behaviour of the
 * model that violates the property in the same words, and of which no last step can be spared.
 *
 * It may be too wide: a step of a process is taken to depend on all earlier ones of that process, and on
 * every message that was delivered to it. It may be too narrow: that something did not happen, or not
 * in time, is no cause; and of messages of which some suffice, those that can be spared are (reads.ts).
 */
import { causesOf, processOf } from "../causality.ts";
import { Player } from "../player.ts";
import type { Violating } from "./explanation.ts";
import type { Told } from "./told.ts";

/** Of a long behaviour only so many steps are tried without. */
const TRIES_MAX = 1000;

/** By step: may the violation depend on it? All may in what does not violate the property. */
export function sliceOf({ steps, states, stage }: Told, violating: Violating): boolean[] {
  const causes = causesOf(steps, states, stage);
  const player = new Player(violating.target);
  const violates = (some: ReadonlySet<number>): boolean => {
    const chosen = steps.filter((_step, index) => some.has(index));
    const played = player.play(violating.initial, chosen, "exact");
    return played.objection?.reason === violating.reason && played.steps.length === chosen.length;
  };
  const all = new Set(steps.keys());
  // A partition and its healing can only be spared together.
  const byProcesses = new Set([...all].filter((index) => isDueTo(index)));
  let slice = violates(byProcesses) ? byProcesses : all;
  if (!violates(slice)) return steps.map(() => true);
  let tries = 0;
  for (let before = slice.size + 1; slice.size < before && tries < TRIES_MAX;) {
    before = slice.size;
    for (const index of [...slice].toReversed()) {
      if (tries >= TRIES_MAX || isCause(index, slice)) continue;
      tries++;
      const rest = new Set([...slice].filter((other) => other !== index));
      if (violates(rest)) slice = rest;
    }
  }
  return steps.map((_step, index) => slice.has(index));

  /** Is it a process's, or does one of a process depend on it? */
  function isDueTo(index: number): boolean {
    if (processOf(steps[index]!) !== undefined) return true;
    return causes.some((each, later) => each.includes(index) && isDueTo(later));
  }

  function isCause(index: number, some: ReadonlySet<number>): boolean {
    return [...some].some((other) => causes[other]!.includes(index));
  }
}
