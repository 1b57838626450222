/**
 * A trace as a regression test: whatever of its behaviour is still possible must not violate its
 * property. Once the bug is gone, some step is usually not possible any more. That is no violation,
 * but it is said: a test whose behaviour ends early shows less than it did.
 */
import type { Trace } from "./format.ts";
import { type ReplayedTrace, replayTrace } from "./replay-trace.ts";
import { targetIn, type Traced } from "./trace-target.ts";

/** What became of the violation that a trace shows. */
export interface Regression {
  /** `diverges`: a step is not possible any more, and the property holds in all states before it. */
  readonly kind: ReplayedTrace["kind"];
  /** How many states of the behaviour were reached and judged. */
  readonly states: number;
  readonly sentence: string;
}

/**
 * Replays `trace` as far as it is possible, in its protocol as `catalog` has it now: without the bug
 * that a mutant's trace was found with, or in that mutant.
 * @throws CheckerError `BadTrace` if `catalog` has nothing like it any more.
 */
export function regressionOf(
  trace: Trace,
  catalog: readonly Traced[],
  where: "protocol" | "mutant" = "protocol",
): Regression {
  const replayedTrace = where === "mutant" ? trace : { ...trace, mutant: null };
  const { target } = targetIn(catalog, replayedTrace);
  const replayed = replayTrace(replayedTrace, target);
  const model = where === "mutant" ? (trace.mutant ?? trace.protocol) : trace.protocol;
  const claim = `${trace.property} of ${model}`;
  return {
    kind: replayed.kind,
    states: replayed.states.length,
    sentence: `${claim} ${fate(trace, replayed)}`,
  };
}

function fate({ length }: Trace, replayed: ReplayedTrace): string {
  const reached = replayed.states.length;
  switch (replayed.kind) {
    case "violates":
      return `is violated in state ${replayed.at} of ${length}: ${replayed.reason}.`;
    case "holds":
      return `holds in all ${length} states of the behaviour.`;
    case "diverges":
      return `holds as far as the behaviour is possible, in ${reached} of ${length} states. Then it ends: ${replayed.reason}.`;
  }
}
