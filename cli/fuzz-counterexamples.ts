/** What a session found, as counterexamples: minimised, each within a limit of its own. */
import { CheckerError } from "../checker/errors.ts";
import type { FuzzViolation } from "../checker/fuzz/fuzz.ts";
import type { Trace } from "../traces/format.ts";
import { Minimisation } from "../traces/minimise/minimise.ts";
import type { Proof } from "../traces/minimise/proof.ts";
import { traceOf } from "./counterexamples.ts";
import type { FuzzPlan } from "./fuzz-plan.ts";
import type { Io } from "./io.ts";
import { runMinimisation } from "./minimisation.ts";
import type { Interruption } from "./search.ts";

/** How long minimising one counterexample may take, in seconds. */
const MINIMISE_SECONDS = 10;

/** A violation and the trace that is reported of it. */
export interface FuzzCounterexample {
  readonly violation: FuzzViolation;
  /** As it was found, with --no-minimise. */
  readonly trace: Trace;
  /** How many states it had when it was found. */
  readonly found: number;
  /** What was proved of it; null if it was not minimised. */
  readonly proof: Proof | null;
  /** What went wrong while it was minimised. It is told after the report: the violation stands. */
  readonly failure: CheckerError | undefined;
}

/** The counterexample to `violation`; minimising keeps the best so far when it is interrupted. */
export async function counterexampleOf(
  plan: FuzzPlan,
  violation: FuzzViolation,
  interruption: Interruption,
  io: Io,
): Promise<FuzzCounterexample> {
  const trace = traceOf({ ...plan.plan, seed: plan.seed }, violation.target, violation, false);
  if (!plan.flags.minimise) {
    return { violation, trace, found: trace.length, proof: null, failure: undefined };
  }
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
  return { violation, trace: best, found: trace.length, proof, failure };
}
