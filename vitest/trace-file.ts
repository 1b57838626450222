/** The trace file of a violation that a test found. */
import { createHash } from "node:crypto";
import { relative } from "node:path";
import type { Typed } from "../checker/protocol.ts";
import type { Violation } from "../checker/search/exploration.ts";
import { type Trace, TRACE_SUFFIX } from "../traces/format.ts";
import { traceOf } from "../traces/trace-of.ts";
import { traceFileName, writeTrace } from "../traces/write-trace.ts";
import type { Examination } from "./examination.ts";
import { TRACES_FOLDER } from "./options.ts";

/**
 * Writes the trace of `violation`, and answers with its path.
 * @param test what the test is called: its trace is not to take the place of another test's.
 * @throws CheckerError `BadOutput`.
 */
export async function writeTraceFile(
  violation: Violation<Typed>,
  { target, options: { symmetry = false, traces = TRACES_FOLDER } }: Examination,
  test: string,
): Promise<string> {
  const trace = traceOf(target, violation, {
    variant: null,
    instance: null,
    mutant: null,
    symmetry,
    seed: null,
    shortest: true,
  });
  return relative(process.cwd(), await writeTrace(trace, traces, fileNameOf(trace, test)));
}

/** `ring.OneLeaderAtATime.1f0a93bc.trace.json`: the same whenever the test runs, and no other test's. */
function fileNameOf(trace: Trace, test: string): string {
  const mark = createHash("sha256").update(test).digest("hex").slice(0, 8);
  return `${traceFileName(trace).slice(0, -TRACE_SUFFIX.length)}.${mark}${TRACE_SUFFIX}`;
}
