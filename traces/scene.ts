/**
 * A trace with all that is needed to tell it: its states, recomputed in the model as it is now, and
 * what its property says of them. What other programs are given is made from this.
 */
import type { Target } from "../checker/check.ts";
import { CheckerError } from "../checker/errors.ts";
import { replay } from "../checker/search/replay.ts";
import type { Trace } from "./format.ts";
import { replayTrace } from "./replay-trace.ts";
import { type Stage, stageOf } from "./stage.ts";

/** A trace all of whose steps are possible. */
export interface Scene {
  readonly trace: Trace;
  readonly stage: Stage;
  /** One more than there are steps. */
  readonly states: readonly unknown[];
  /** Where its property is violated, counted in states from 1, and why; undefined if it is not now. */
  readonly violation: { readonly at: number; readonly reason: string } | undefined;
}

/**
 * `trace` in `target`, the model that it is of.
 * @throws CheckerError `BadTrace` if a step is not possible any more.
 */
export function sceneOf(trace: Trace, target: Target): Scene {
  const replayed = replayTrace(trace, target);
  // A violation before the end ends a replay; here the states after it are wanted too.
  const whole = replay(target.subject, trace);
  if (whole.kind === "diverges") {
    const reason = replayed.kind === "diverges" ? replayed.reason : whole.reason;
    throw new CheckerError(
      "BadTrace",
      `The step to state ${whole.index + 2} is not possible any more: ${reason}.`,
      { hint: "scrutineer show tells how far the trace can be replayed." },
    );
  }
  const { states } = whole;
  const violation =
    replayed.kind === "violates" ? { at: replayed.at, reason: replayed.reason } : undefined;
  return { trace, stage: stageOf(target), states, violation };
}

/** What becomes of the property, in a sentence. */
export function conclusionOf({ trace, violation }: Scene): string {
  return violation === undefined
    ? `${trace.property} holds here now`
    : `${trace.property} is violated in state ${violation.at}: ${violation.reason}`;
}
