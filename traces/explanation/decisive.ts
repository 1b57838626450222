/**
 * The decisive step of a model with a known bug: the first that the model without it would not have
 * taken, or not so.
 */
import type { Subject } from "../../checker/search/subject.ts";
import { encode } from "../../checker/data.ts";
import type { Typed } from "../../checker/protocol.ts";

/**
 * `impossible`: the right model has no such step there. `different`: it leads elsewhere, to `instead`.
 * `shown`: it leads there, but the right model shows something else to properties.
 * `missing`: no step leads on from the last state, where the right model has the step `instead`.
 */
export interface Decisive {
  readonly kind: "impossible" | "different" | "shown" | "missing";
  /** The index of the step; for `missing`, one more than the last. */
  readonly step: number;
  readonly instead: unknown;
}

/** A model as far as it matters here. */
export interface Judged {
  readonly subject: Subject<unknown, Typed>;
  /** A state as text, without what properties remember. */
  content(state: unknown): string;
  /** What its processes show to properties, as text. */
  shown(state: unknown): string;
}

/**
 * The first of `steps` that `right`, whose states are the same, would not take so; if it would take them
 * all, the first after which it shows something else.
 */
export function decisiveStep(
  steps: readonly Typed[],
  states: readonly unknown[],
  wrong: Judged,
  right: Judged,
): Decisive | undefined {
  let shown: Decisive | undefined;
  for (let step = 0; step + 1 < states.length; step++) {
    const wanted = encode(steps[step]);
    const enabled = right.subject.system.enabled(states[step]);
    const same = enabled.find((each) => encode(each) === wanted);
    if (same === undefined) return { step, kind: "impossible", instead: undefined };
    const after = states[step + 1];
    const instead = right.subject.system.next(states[step], same);
    if (right.content(instead) !== right.content(after))
      return { step, kind: "different", instead };
    if (wrong.shown(after) !== right.shown(after)) shown ??= { step, kind: "shown", instead };
  }
  if (shown !== undefined) return shown;
  const last = states.at(-1);
  const possible = wrong.subject.system.enabled(last).map((each) => encode(each));
  const instead = right.subject.system
    .enabled(last)
    .find((step) => !possible.includes(encode(step)));
  return instead === undefined ? undefined : { step: steps.length, kind: "missing", instead };
}
