/** `scrutineer check`: one protocol, or all default instances in a table. */
import { targetOf } from "../checker/check.ts";
import { replayTrace } from "../traces/replay-trace.ts";
import { checkWritable } from "../traces/write-trace.ts";
import { reportOn } from "./check-report.ts";
import { closingText, findingsText, openingText } from "./check-text.ts";
import { counterexampleText } from "./counterexample-text.ts";
import { tracesOf, writeTraces } from "./counterexamples.ts";
import type { CheckFlags } from "./flags.ts";
import type { Io } from "./io.ts";
import { rejectIdleFlags } from "./idle-flags.ts";
import { entryOf, type Plan, planFor } from "./plan.ts";
import { Interruption, search, type Searched } from "./search.ts";

/** Runs `check`; resolves to the exit code. */
export async function checkCommand(
  protocol: string | undefined,
  flags: CheckFlags,
  io: Io,
): Promise<number> {
  const [{ catalog }] = await Promise.all([
    import("../models/catalog.ts"),
    checkWritable(flags.out),
  ]);
  if (protocol === undefined) {
    const { checkAll } = await import("./check-all.ts");
    return checkAll(catalog, flags, io);
  }
  return checkOne(planFor(entryOf(catalog, protocol), flags), flags, io);
}

/** From the first word on an interruption is heard; what is known is told all the same. */
async function checkOne(plan: Plan, flags: CheckFlags, io: Io): Promise<number> {
  const deadline = performance.now() + (flags.time ?? Infinity) * 1000;
  const target = targetOf(plan.model, plan.options);
  rejectIdleFlags(flags, target.environment);
  const interruption = new Interruption(io);
  try {
    if (flags.json !== true) io.out(openingText(plan, target, io));
    return await tell(await search(plan, deadline, interruption, io), flags, io);
  } finally {
    interruption.end();
  }
}

/** Writes the traces of what was found, and reports on it; resolves to the exit code. */
async function tell(searched: Searched, flags: CheckFlags, io: Io): Promise<number> {
  const traces = tracesOf(searched);
  const { files, failure } = await writeTraces(traces, flags.out);
  const report = reportOn(searched, files);
  if (flags.json === true) {
    io.out(`${JSON.stringify(report, null, 2)}\n`);
  } else {
    const counterexamples = traces.map((trace) => {
      const { states } = replayTrace(trace, searched.target);
      const file = files.get(trace.property);
      const options = { full: flags.full === true, io };
      return counterexampleText(trace, states, searched.target, file, options);
    });
    io.out([findingsText(report, io), ...counterexamples, closingText(report, io)].join("\n"));
  }
  if (failure !== undefined) throw failure;
  return report.exitCode;
}
