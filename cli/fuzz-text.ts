/** The report on a fuzzing session for people. It never says that a property holds. */
import { field, modelLines, titleOf } from "./check-text.ts";
import { proofText } from "../traces/minimise/proof.ts";
import { replayTrace } from "../traces/replay-trace.ts";
import { counterexampleText } from "./counterexample-text.ts";
import type { FuzzFlags } from "./flags.ts";
import type { FuzzCounterexample } from "./fuzz-counterexamples.ts";
import type { CorpusReport } from "./fuzz-corpus.ts";
import type { FuzzPlan } from "./fuzz-plan.ts";
import type { TriedRegressions } from "./fuzz-regressions.ts";
import type { FuzzReport } from "./fuzz-report.ts";
import type { Io } from "./io.ts";
import { count, counted, duration } from "./numbers.ts";

/** What is about to be fuzzed; the seed comes first. */
export function fuzzOpeningText(plan: FuzzPlan, io: Io): string {
  const { strategy, flags, targets } = plan;
  const [target] = targets;
  const { size } = plan.plan.entry.fuzz;
  const sizes = targets.map(({ config }) => String(config[size])).join(", ");
  const lines = [
    io.palette.strong(`Fuzzing ${titleOf(plan.plan)}`),
    field("seed", seedText(plan), io),
    ...modelLines(plan.plan, target!, io),
    ...(targets.length > 1 ? [field("sizes", `${size} of ${sizes}`, io)] : []),
    field("strategy", `${strategy.name}: ${strategy.about}`, io),
    field("runs", `of at most ${counted(flags.steps, "step")}`, io),
  ];
  return `${lines.join("\n")}\n\n`;
}

/** What became of the regressions that were replayed first; nothing if there were none. */
export function regressionsText({ count: replayed, recurrences }: TriedRegressions): string {
  if (replayed === 0) return "";
  const { length } = recurrences;
  const fate = length === 0 ? "none violates" : length === 1 ? "1 violates" : `${length} violate`;
  return `${counted(replayed, "regression")} replayed first: ${fate}\n\n`;
}

/** A counterexample, and what minimising it came to. */
export function fuzzCounterexampleText(
  { trace, found, proof, violation, regression }: FuzzCounterexample,
  file: string | undefined,
  { full = false }: FuzzFlags,
  io: Io,
): string {
  const { states } = replayTrace(trace, violation.target);
  const from = regression === undefined ? `run ${violation.run}` : `regression ${regression}`;
  const lengths = `from ${count(found)} to ${counted(trace.length, "state")}`;
  const minimised = proof === null ? "" : `, minimised ${lengths}: ${proofText(proof)}`;
  const note = `${from}${minimised}`;
  return counterexampleText(trace, states, violation.target, file, { full, io, note });
}

/** What was found and how far that goes; the seed comes last. */
export function fuzzClosingText(plan: FuzzPlan, report: FuzzReport, io: Io): string {
  const { palette } = io;
  const { violations, command, seconds, stepsPerSecond } = report;
  const lines = [
    violations.length === 0
      ? `${palette.faint("·")} ${extentText(report)}`
      : `${palette.bad("✗")} ${counted(violations.length, "violation")} in ${extentOf(report)}`,
    field("took", `${duration(seconds)}, ${count(stepsPerSecond)} steps/s`, io),
    ...(report.corpus === null ? [] : [field("corpus", corpusText(report.corpus), io)]),
    `${palette.faint("Run it again:")} ${command}`,
    field("seed", seedText(plan), io),
  ];
  return `${lines.join("\n")}\n`;
}

function corpusText({ file, read, written }: CorpusReport): string {
  return `went on from ${counted(read, "prefix")}; ${count(written)} are in ${file} now`;
}

function extentText(report: FuzzReport): string {
  const cut = report.ending === "interrupted" ? ", interrupted" : "";
  return `no violation in ${extentOf(report)}${cut}`;
}

function extentOf(report: FuzzReport): string {
  const { regressions, violations, runs, steps, distinctStates, distinctIsExact } = report;
  const least = distinctIsExact ? "" : "more than ";
  const states = `${least}${counted(distinctStates, "distinct state")}`;
  const tried = `${counted(runs, "run")}, ${counted(steps, "step")}, ${states}`;
  if (violations.every(({ regression }) => regression === null)) return tried;
  return `${counted(regressions, "regression")} and ${tried}`;
}

function seedText({ seed, flags }: FuzzPlan): string {
  const hex = seed < 0 ? "" : ` (0x${seed.toString(16)})`;
  const shard =
    flags.shard === undefined ? "" : `, shard ${flags.shard.index}/${flags.shard.count}`;
  return `${seed}${hex}${shard}`;
}
