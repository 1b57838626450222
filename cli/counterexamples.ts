/** The counterexamples of a check as traces, and their files. */
import type { Target } from "../checker/check.ts";
import { CheckerError } from "../checker/errors.ts";
import type { Typed } from "../checker/protocol.ts";
import type { Violation } from "../checker/search/exploration.ts";
import { VERSION } from "../checker/version.ts";
import { type Trace, TRACE_FORMAT, TRACE_VERSION } from "../traces/format.ts";
import { writeTrace } from "../traces/write-trace.ts";
import type { Plan } from "./plan.ts";
import type { Searched } from "./search.ts";

/** The traces of what `searched` found violated. */
export function tracesOf({ plan, target, result }: Searched): Trace[] {
  return result.exploration.violations.map((violation) => traceOf(plan, target, violation, true));
}

/** The trace of a violation; is there surely none that is shorter? */
export function traceOf(
  plan: Plan,
  target: Target,
  { property, reason, steps, initial }: Violation<Typed>,
  shortest: boolean,
): Trace {
  return {
    format: TRACE_FORMAT,
    version: TRACE_VERSION,
    tool: VERSION,
    protocol: target.name,
    variant: plan.variant?.name ?? null,
    instance: plan.instance?.name ?? null,
    mutant: plan.mutant?.name ?? null,
    config: target.config,
    environment: target.environment ?? null,
    symmetry: plan.options.symmetry === true,
    property,
    reason,
    seed: plan.seed,
    length: steps.length + 1,
    shortest,
    initial,
    steps,
  };
}

/** Files by property, and what went wrong if one could not be written. */
export interface Written {
  readonly files: ReadonlyMap<string, string>;
  readonly failure: CheckerError | undefined;
}

/** Writes `traces` to `folder`. A failure is kept for later: the verdict is not to be lost with it. */
export async function writeTraces(traces: readonly Trace[], folder: string): Promise<Written> {
  const files = new Map<string, string>();
  let failure: CheckerError | undefined;
  for (const trace of traces) {
    try {
      files.set(trace.property, await writeTrace(trace, folder));
    } catch (error) {
      if (!(error instanceof CheckerError)) throw error;
      failure ??= error;
    }
  }
  return { files, failure };
}
