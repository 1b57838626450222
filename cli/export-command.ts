/**
 * `scrutineer export FILE`: a counterexample as a test that fails if it comes back, or in a format of
 * another program.
 */
import { join } from "node:path";
import { CheckerError } from "../checker/errors.ts";
import { catalog } from "../models/catalog.ts";
import { EXPORT_FORMATS } from "../traces/export/formats.ts";
import type { Trace } from "../traces/format.ts";
import { readTrace } from "../traces/read-trace.ts";
import { regressionOf } from "../traces/regression.ts";
import { regressionTest, regressionTestName } from "../traces/regression-test.ts";
import { sceneOf } from "../traces/scene.ts";
import { wrap } from "../traces/wrap.ts";
import { quoted } from "./command-line.ts";
import { readChoice } from "./flags.ts";
import type { Io } from "./io.ts";
import { targetOfTrace } from "./trace-target.ts";
import { writeNew } from "./write-new.ts";

/** The flags of `export`, as commander hands them over. */
export interface ExportFlags {
  readonly test?: boolean;
  readonly format?: string;
  /** A file; of a test, the folder if it is no file of TypeScript. */
  readonly out?: string;
  readonly force?: boolean;
}

const FORMATS = EXPORT_FORMATS.map(({ name }) => name);

/** Exports the trace in `file`; resolves to the exit code. */
export async function exportCommand(file: string, flags: ExportFlags, io: Io): Promise<number> {
  const { test = false, format } = flags;
  if (test === (format !== undefined)) {
    const problem = test
      ? "export writes one thing at a time: --test or --format."
      : "export needs to know what to write.";
    throw new CheckerError("UsageError", problem, {
      hint: `Allowed: --test, a vitest file that replays the trace; --format ${FORMATS.join("|")}.`,
    });
  }
  if (format === undefined) return exportTest(await readTrace(file), flags, io);
  const name = readChoice("--format", format, FORMATS);
  return exportFormat(await readTrace(file), name, flags, io);
}

async function exportTest(trace: Trace, { out = ".", force }: ExportFlags, io: Io) {
  const { kind, sentence } = regressionOf(trace, catalog);
  const target = /\.[mc]?ts$/.test(out) ? out : join(out, regressionTestName(trace));
  await writeNew(target, regressionTest(trace), force === true);
  const { palette, columns } = io;
  const outcome = kind === "violates" ? palette.bad("It fails now:") : "It passes now:";
  io.out(`${palette.strong(target)} is written.\n${wrap(`${outcome} ${sentence}`, columns, 0)}\n`);
  io.out(`\n  ${palette.faint("run")}  npx vitest run ${quoted(target)}\n`);
  return 0;
}

/** To stdout the text alone goes, for other programs to read. */
async function exportFormat(
  trace: Trace,
  name: string,
  { out, force }: ExportFlags,
  io: Io,
): Promise<number> {
  const format = EXPORT_FORMATS.find((each) => each.name === name)!;
  const text = format.write(sceneOf(trace, targetOfTrace(trace).target));
  if (out === undefined) {
    io.out(text);
  } else {
    await writeNew(out, text, force === true);
    io.out(`${io.palette.strong(out)} is written.\n`);
  }
  return 0;
}
