/**
 * The folder of regressions: trace files of bugs that were found once. `npm test` replays them all,
 * and whoever looks for bugs by chance can try them first.
 */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { namesIn } from "./folder.ts";
import { type Trace, TRACE_SUFFIX } from "./format.ts";
import { readTrace } from "./read-trace.ts";

/** A trace and the file that it is in. */
export interface FiledTrace {
  readonly file: string;
  readonly trace: Trace;
}

/**
 * Where the regressions are, seen from this file, whose URL `module` is. Built, it is in dist/, and the
 * traces are not copied there.
 */
export function regressionsFolder(module: string): string {
  const path = module.endsWith(".ts") ? "./regressions" : "../../traces/regressions";
  return fileURLToPath(new URL(path, module));
}

/** The regressions that come with this package. */
export const REGRESSIONS = regressionsFolder(import.meta.url);

/**
 * The traces in `folder`, by the names of their files; none if there is no such folder.
 * @throws CheckerError `BadTrace` for a file that is none, or a folder that can't be read.
 */
export async function regressionsIn(folder: string): Promise<FiledTrace[]> {
  const names = (await namesIn(folder)).filter((name) => name.endsWith(TRACE_SUFFIX));
  const files = names.map((name) => join(folder, name));
  return Promise.all(files.map(async (file) => ({ file, trace: await readTrace(file) })));
}

/** Those in `folder` that are of `protocol`, or of a mutant of it. @throws CheckerError `BadTrace`. */
export async function regressionsFor(protocol: string, folder: string): Promise<FiledTrace[]> {
  const all = await regressionsIn(folder);
  return all.filter(({ trace }) => trace.protocol === protocol);
}
