/** `scrutineer fuzz`: one protocol, or each of the catalog for its share of the time. */
import { randomInt } from "node:crypto";
import { replayTrace } from "../traces/replay-trace.ts";
import { checkWritable } from "../traces/write-trace.ts";
import { counterexampleText } from "./counterexample-text.ts";
import { traceOf, writeTraces } from "./counterexamples.ts";
import type { FuzzFlags } from "./flags.ts";
import { type FuzzPlan, fuzzPlanFor } from "./fuzz-plan.ts";
import { type FuzzReport, fuzzReportOn } from "./fuzz-report.ts";
import { fuzz } from "./fuzz-session.ts";
import { fuzzClosingText, fuzzOpeningText } from "./fuzz-text.ts";
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
  ]);
  const entries = protocol === undefined ? catalog : [entryOf(catalog, protocol)];
  const seed = randomInt(2 ** 32);
  const plans = entries.map((entry) => fuzzPlanFor(entry, flags, seed));
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
  const fuzzed = await fuzz(plan, performance.now() + seconds * 1000, interruption, io);
  const found = fuzzed.result.violations.map((violation) => ({
    violation,
    trace: traceOf({ ...plan.plan, seed: plan.seed }, violation.target, violation, false),
  }));
  const { files, failure } = await writeTraces(
    found.map(({ trace }) => trace),
    flags.out,
  );
  const report = fuzzReportOn(
    plan,
    fuzzed,
    found.map(({ violation, trace }) => ({
      property: trace.property,
      reason: trace.reason,
      length: trace.length,
      run: violation.run,
      trace: files.get(trace.property) ?? null,
    })),
  );
  if (isText) {
    for (const { violation, trace } of found) {
      const { states } = replayTrace(trace, violation.target);
      const options = { full: flags.full === true, io };
      const file = files.get(trace.property);
      io.out(`${counterexampleText(trace, states, violation.target, file, options)}\n`);
    }
    io.out(fuzzClosingText(plan, report, io));
  }
  if (failure !== undefined) throw failure;
  return report;
}
