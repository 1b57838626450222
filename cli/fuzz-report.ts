/** What a fuzzing session found, as data: what `fuzz --json` prints (docs/fuzz-output.schema.json). */
import { VERSION } from "../checker/version.ts";
import { budgetOf, FAULTS, type Budget } from "../checker/environment.ts";
import { type Proof, proofText } from "../traces/minimise/proof.ts";
import type { FuzzCounterexample } from "./fuzz-counterexamples.ts";
import { commandOf, type FuzzPlan } from "./fuzz-plan.ts";
import type { Fuzzed } from "./fuzz-session.ts";
import { SIGNAL_EXIT_CODES } from "./io.ts";

export interface FuzzReport {
  readonly version: string;
  readonly protocol: string;
  readonly variant: string | null;
  readonly instance: string | null;
  readonly mutant: string | null;
  /** In the usual size. */
  readonly config: Readonly<Record<string, unknown>>;
  /** The cluster sizes that a strategy may choose from. */
  readonly sizes: readonly number[];
  readonly budgets: Readonly<Record<string, Budget>>;
  readonly strategy: string;
  readonly seed: number;
  readonly shard: { readonly index: number; readonly count: number };
  /** How many regressions were replayed before the first run. */
  readonly regressions: number;
  readonly runs: number;
  /** The most steps of a run, and the steps of all runs. */
  readonly stepsMax: number;
  readonly steps: number;
  /** At least so many, if `distinctIsExact` is false. */
  readonly distinctStates: number;
  readonly distinctIsExact: boolean;
  readonly seconds: number;
  readonly stepsPerSecond: number;
  readonly ending: Fuzzed["result"]["ending"];
  /** What was read from the corpus and what is in its file now; null without a corpus. */
  readonly corpus: Fuzzed["corpus"];
  readonly violations: readonly FuzzViolationReport[];
  /** The command that finds the same again. */
  readonly command: string;
  readonly exitCode: number;
}

export interface FuzzViolationReport {
  readonly property: string;
  readonly reason: string;
  /** The states of its trace when it was found, and after minimising. */
  readonly found: number;
  readonly length: number;
  /** What was proved of the trace, in words and as data; null without minimising. */
  readonly proved: string | null;
  readonly proof: Proof | null;
  /** The regression that it is; null if a run found it. */
  readonly regression: string | null;
  /** The number of that run; 0 for a regression. */
  readonly run: number;
  readonly trace: string | null;
}

/** The report on a session; `files` has the traces that were written, by property. */
export function fuzzReportOn(
  plan: FuzzPlan,
  { result, seconds, signal, corpus }: Fuzzed,
  regressions: number,
  counterexamples: readonly FuzzCounterexample[],
  files: ReadonlyMap<string, string>,
): FuzzReport {
  const { flags, targets, seed } = plan;
  const { entry, variant, instance, mutant, config } = plan.plan;
  const { runs, steps, distinctStates, isDistinctExact, ending } = result;
  return {
    version: VERSION,
    protocol: entry.model.name,
    variant: variant?.name ?? null,
    instance: instance?.name ?? null,
    mutant: mutant?.name ?? null,
    config,
    sizes: targets.map((target) => Number(target.config[entry.fuzz.size])),
    budgets: budgetsOf(plan),
    strategy: plan.strategy.name,
    seed,
    shard: flags.shard ?? { index: 1, count: 1 },
    regressions,
    runs,
    stepsMax: flags.steps,
    steps,
    distinctStates,
    distinctIsExact: isDistinctExact,
    seconds,
    stepsPerSecond: seconds > 0 ? Math.round(steps / seconds) : 0,
    ending,
    corpus,
    violations: counterexamples.map((each) => violationReportOn(each, files)),
    command: commandOf(plan, runs),
    exitCode: signal === undefined ? Number(counterexamples.length > 0) : SIGNAL_EXIT_CODES[signal],
  };
}

function violationReportOn(
  { violation, regression, trace, found, proof }: FuzzCounterexample,
  files: ReadonlyMap<string, string>,
): FuzzViolationReport {
  const { property, reason, length } = trace;
  return {
    property,
    reason,
    found,
    length,
    proved: proof === null ? null : proofText(proof),
    proof,
    regression: regression ?? null,
    run: violation.run,
    trace: files.get(property) ?? null,
  };
}

function budgetsOf({ targets }: FuzzPlan): Record<string, Budget> {
  const environment = targets[0]?.environment;
  if (environment === undefined) return {};
  const names = [...FAULTS, ...Object.keys(environment.budgets)];
  return Object.fromEntries(names.map((name) => [name, budgetOf(environment, name)]));
}
