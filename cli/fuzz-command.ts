/** `scrutineer fuzz`: one protocol, or each of the catalog for its share of the time. */
import { randomInt } from "node:crypto";
import { checkWritable } from "../traces/write-trace.ts";
import { writeTraces } from "./counterexamples.ts";
import type { FuzzFlags } from "./flags.ts";
import { counterexampleOf, type FuzzCounterexample } from "./fuzz-counterexamples.ts";
import { rejectIdleCorpus } from "./fuzz-corpus.ts";
import { type FuzzPlan, fuzzPlanFor } from "./fuzz-plan.ts";
import { type FuzzReport, fuzzReportOn } from "./fuzz-report.ts";
import { tryRegressions } from "./fuzz-regressions.ts";
import { fuzz } from "./fuzz-session.ts";
import {
  fuzzClosingText,
  fuzzCounterexampleText,
  fuzzOpeningText,
  regressionsText,
} from "./fuzz-text.ts";
import { rejectIdleFlags } from "./idle-flags.ts";
import type { Io } from "./io.ts";
import { entryOf } from "./plan.ts";
import { Interruption } from "./search.ts";

/** How long a session takes if neither time nor runs are given, in seconds. */
const TIME_DEFAULT = 60;

/** Runs `fuzz`; resolves to the exit code. */
export async function fuzzCommand(
  protocol: string | undefined,
  flags: FuzzFlags,
  io: Io,
): Promise<number> {
  const [{ catalog }] = await Promise.all([
    import("../models/catalog.ts"),
    checkWritable(flags.out),
    flags.corpus === undefined ? undefined : checkWritable(flags.corpus),
  ]);
  const entries = protocol === undefined ? catalog : [entryOf(catalog, protocol)];
  const seed = randomInt(2 ** 32);
  const plans = entries.map((entry) => fuzzPlanFor(entry, flags, seed));
  for (const { targets, strategy } of plans) {
    rejectIdleFlags(flags, targets[0]?.environment);
    rejectIdleCorpus(flags, strategy);
  }
  const total = flags.time ?? (flags.runs === undefined ? TIME_DEFAULT : Infinity);
  const interruption = new Interruption(io);
  const reports: FuzzReport[] = [];
  try {
    for (const plan of plans) {
      if (interruption.signal !== undefined) break;
      reports.push(await fuzzOne(plan, total / plans.length, interruption, io));
    }
  } finally {
    interruption.end();
  }
  const exitCode = Math.max(0, ...reports.map((report) => report.exitCode));
  if (flags.json === true) {
    const [only] = reports;
    const all = protocol === undefined ? { results: reports, exitCode } : only;
    io.out(`${JSON.stringify(all, null, 2)}\n`);
  }
  return exitCode;
}

async function fuzzOne(
  plan: FuzzPlan,
  seconds: number,
  interruption: Interruption,
  io: Io,
): Promise<FuzzReport> {
  const { flags } = plan;
  const isText = flags.json !== true;
  if (isText) io.out(fuzzOpeningText(plan, io));
  const tried = await tryRegressions(plan);
  if (isText) io.out(regressionsText(tried));
  const known = tried.recurrences.map(({ violation }) => violation);
  const fuzzed = await fuzz(plan, known, performance.now() + seconds * 1000, interruption, io);
  const counterexamples: FuzzCounterexample[] = [];
  for (const violation of fuzzed.result.violations) {
    const recurrence = tried.recurrences.find((each) => each.violation === violation);
    counterexamples.push(await counterexampleOf(plan, violation, recurrence, interruption, io));
  }
  const traces = counterexamples.map(({ trace }) => trace);
  const { files, failure } = await writeTraces(traces, flags.out);
  const { signal = counterexamples.length > 0 ? interruption.signal : undefined } = fuzzed;
  const report = fuzzReportOn(plan, { ...fuzzed, signal }, tried.count, counterexamples, files);
  if (isText) {
    for (const each of counterexamples) {
      io.out(`${fuzzCounterexampleText(each, files.get(each.trace.property), flags, io)}\n`);
    }
    io.out(fuzzClosingText(plan, report, io));
  }
  const failed = failure ?? counterexamples.find((each) => each.failure !== undefined)?.failure;
  if (failed !== undefined) throw failed;
  return report;
}
