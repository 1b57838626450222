/** The counterexamples of a check as traces, and their files. */
import type { Target } from "../checker/check.ts";
import { CheckerError } from "../checker/errors.ts";
import type { Typed } from "../checker/protocol.ts";
import type { Violation } from "../checker/search/exploration.ts";
import type { Trace } from "../traces/format.ts";
import { type Origin, traceOf as traceIn } from "../traces/trace-of.ts";
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
  violation: Violation<Typed>,
  shortest: boolean,
): Trace {
  return traceIn(target, violation, { ...originOf(plan), shortest });
}

/** Where the behaviours of `plan` come from; nothing is known of how short they are. */
export function originOf(plan: Plan): Origin {
  return {
    variant: plan.variant?.name ?? null,
    instance: plan.instance?.name ?? null,
    mutant: plan.mutant?.name ?? null,
    symmetry: plan.options.symmetry === true,
    seed: plan.seed,
    shortest: false,
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
