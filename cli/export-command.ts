/** `scrutineer export FILE --test`: a counterexample as a test that fails if it comes back. */
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { CheckerError } from "../checker/errors.ts";
import { catalog } from "../models/catalog.ts";
import { readTrace } from "../traces/read-trace.ts";
import { regressionOf } from "../traces/regression.ts";
import { regressionTest, regressionTestName } from "../traces/regression-test.ts";
import { wrap } from "../traces/wrap.ts";
import { writeWhole } from "../traces/write-whole.ts";
import { quoted } from "./command-line.ts";
import type { Io } from "./io.ts";

/** The flags of `export`, as commander hands them over. */
export interface ExportFlags {
  readonly test?: boolean;
  /** A file, if it is one of TypeScript; else a folder. */
  readonly out: string;
  readonly force?: boolean;
}

/** Exports the trace in `file`; resolves to the exit code. */
export async function exportCommand(file: string, flags: ExportFlags, io: Io): Promise<number> {
  if (flags.test !== true) {
    throw new CheckerError("UsageError", "export needs to know what to write.", {
      hint: "Allowed: --test, a vitest file that replays the trace.",
    });
  }
  const trace = await readTrace(file);
  const { kind, sentence } = regressionOf(trace, catalog);
  const target = /\.[mc]?ts$/.test(flags.out)
    ? flags.out
    : join(flags.out, regressionTestName(trace));
  await write(target, regressionTest(trace), flags.force === true);
  const { palette, columns } = io;
  const outcome = kind === "violates" ? palette.bad("It fails now:") : "It passes now:";
  io.out(`${palette.strong(target)} is written.\n${wrap(`${outcome} ${sentence}`, columns, 0)}\n`);
  io.out(`\n  ${palette.faint("run")}  npx vitest run ${quoted(target)}\n`);
  return 0;
}

/** Writes `file` whole or not at all; one that is there already only with `isForced`. */
async function write(file: string, text: string, isForced: boolean): Promise<void> {
  if (!isForced && (await exists(file))) {
    throw new CheckerError("BadOutput", `${file} is there already.`, {
      hint: "Name another file with --out, or add --force to replace it.",
    });
  }
  try {
    await writeWhole(file, text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CheckerError("BadOutput", `${file} can't be written: ${reason}.`, {
      hint: "Name another file or folder with --out.",
      cause: error,
    });
  }
}

/** What can't be looked at can't be written either, which says more. */
async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}
