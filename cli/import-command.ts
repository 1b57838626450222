/** `scrutineer import FILE`: a trace in the Informal Trace Format as a trace file again. */
import { join } from "node:path";
import { CheckerError } from "../checker/errors.ts";
import { catalog } from "../models/catalog.ts";
import { differenceFrom, type ItfFile, readItf } from "../traces/export/read-itf.ts";
import type { Trace } from "../traces/format.ts";
import { regressionOf } from "../traces/regression.ts";
import { type Scene, sceneOf } from "../traces/scene.ts";
import { wrap } from "../traces/wrap.ts";
import { traceFileName, traceText } from "../traces/write-trace.ts";
import { showCommandFor } from "./command-line.ts";
import type { Io } from "./io.ts";
import { targetOfTrace } from "./trace-target.ts";
import { writeNew } from "./write-new.ts";

/** The flags of `import`. */
export interface ImportFlags {
  readonly out: string;
  readonly force?: boolean;
}

/** Imports the trace in `file`; resolves to the exit code. */
export async function importCommand(file: string, flags: ImportFlags, io: Io): Promise<number> {
  const read = await readItf(file);
  const { trace } = read;
  const { sentence } = regressionOf(trace, catalog, "mutant");
  const difference = differenceOf(read);
  const target = join(flags.out, traceFileName(trace));
  await writeNew(target, traceText(trace), flags.force === true);
  const { palette, columns } = io;
  io.out(`${palette.strong(target)} is written.\n${wrap(sentence, columns, 0)}\n`);
  if (difference !== undefined) io.out(`${palette.warning(wrap(difference, columns, 0))}\n`);
  io.out(`\n  ${palette.faint("show")}  ${showCommandFor(target)}\n`);
  return 0;
}

/** Where the file's states are not those that the steps make now, if they are not. */
function differenceOf({ trace, states }: ItfFile): string | undefined {
  const scene = sceneIfPossible(trace);
  const difference = scene && differenceFrom(scene, states);
  return difference === undefined
    ? undefined
    : `The file has other states than its steps lead to now: ${difference} differs. A trace file has only steps.`;
}

/** That a step is not possible any more is told already. */
function sceneIfPossible(trace: Trace): Scene | undefined {
  try {
    return sceneOf(trace, targetOfTrace(trace).target);
  } catch (error) {
    if (error instanceof CheckerError && error.code === "BadTrace") return undefined;
    throw error;
  }
}
