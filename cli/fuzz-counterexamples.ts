/** What a session found, as counterexamples: minimised, each within a limit of its own. */
import { CheckerError } from "../checker/errors.ts";
import type { FuzzViolation } from "../checker/fuzz/fuzz.ts";
import type { Trace } from "../traces/format.ts";
import { Minimisation } from "../traces/minimise/minimise.ts";
import type { Proof } from "../traces/minimise/proof.ts";
import { traceOf } from "./counterexamples.ts";
import type { FuzzPlan } from "./fuzz-plan.ts";
import type { Recurrence } from "./fuzz-regressions.ts";
import type { Io } from "./io.ts";
import { runMinimisation } from "./minimisation.ts";
import type { Interruption } from "./search.ts";

/** How long minimising one counterexample may take, in seconds. */
const MINIMISE_SECONDS = 10;

/** A violation and the trace that is reported of it. */
export interface FuzzCounterexample {
  readonly violation: FuzzViolation;
  /** The name of the regression that it is, if it is one. */
  readonly regression: string | undefined;
  /** As it was found, with --no-minimise. */
  readonly trace: Trace;
  /** How many states it had when it was found. */
  readonly found: number;
  /** What was proved of it; null if it was not minimised. */
  readonly proof: Proof | null;
  /** What went wrong while it was minimised. It is told after the report: the violation stands. */
  readonly failure: CheckerError | undefined;
}

/**
 * The counterexample to `violation`, which is a `recurrence` if it was not found by a run. Minimising
 * keeps the best so far when it is interrupted.
 */
export async function counterexampleOf(
  plan: FuzzPlan,
  violation: FuzzViolation,
  recurrence: Recurrence | undefined,
  interruption: Interruption,
  io: Io,
): Promise<FuzzCounterexample> {
  const trace = traceOfFound(plan, violation, recurrence);
  const what = { violation, regression: recurrence?.name, found: trace.length };
  if (!plan.flags.minimise) return { ...what, trace, proof: null, failure: undefined };
  const { model, entry } = plan.plan;
  const property = entry.properties(trace.config).find(({ name }) => name === trace.property)!;
  const limits = { seconds: MINIMISE_SECONDS, total: MINIMISE_SECONDS };
  let minimisation: Minimisation | undefined;
  let failure: CheckerError | undefined;
  try {
    minimisation = new Minimisation(trace, model, property, limits);
    await runMinimisation(minimisation, interruption, io);
  } catch (error) {
    if (!(error instanceof CheckerError)) throw error;
    failure = error;
  }
  const { trace: best, proof } = minimisation?.result() ?? { trace, proof: null };
  return { ...what, trace: best, proof, failure };
}

/** The trace as it was found; a regression's config is its own, and owes nothing to the seed. */
function traceOfFound(
  { plan, seed }: FuzzPlan,
  violation: FuzzViolation,
  recurrence: Recurrence | undefined,
): Trace {
  const trace = traceOf({ ...plan, seed }, violation.target, violation, false);
  if (recurrence === undefined) return trace;
  const { variant, instance } = recurrence.trace;
  return { ...trace, variant, instance, seed: null };
}
