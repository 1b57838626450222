/** From trace files to schedules: what once went wrong is tried before anything new. */
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { encode } from "../checker/data.ts";
import { CheckerError } from "../checker/errors.ts";
import type { Typed } from "../checker/protocol.ts";
import { type Trace, TRACE_SUFFIX } from "../traces/format.ts";
import { readTrace } from "../traces/read-trace.ts";
import { replayTrace } from "../traces/replay-trace.ts";
import { Schedule } from "./schedule.ts";
import type { Setting } from "./setting.ts";

/**
 * The schedule of the trace in `file`. What the model as it is now does not do any more is left out: a
 * trace of a bug is a good example even when the bug is gone.
 * @throws CheckerError `BadTrace` for a file that is no trace, or one of another model or config.
 */
export async function scheduleFrom<Seen, Step extends Typed>(
  file: string,
  setting: Setting,
): Promise<Schedule<Seen, Step>> {
  const trace = await readTrace(file);
  const { target } = setting;
  const objection = objectionTo(trace, setting, setting.player.walk.initials);
  if (objection !== undefined) throw new CheckerError("BadTrace", `${file}: ${objection}`);
  const behaviour = setting.player.play(trace.initial, trace.steps, "exact");
  const replayed = behaviour.objection === undefined ? replayTrace(trace, target) : undefined;
  const left =
    replayed?.kind === "diverges"
      ? ` as far as it goes: its step ${replayed.step} is not possible any more (${replayed.reason})`
      : "";
  return new Schedule<Seen, Step>(setting, behaviour, `from ${file}${left}`);
}

/** The trace files that `path` is or, if it is a folder, that are in it, by name. */
export async function traceFiles(path: string): Promise<string[]> {
  const isFolder = await stat(path).then(
    (found) => found.isDirectory(),
    () => false, // Reading the file says what is wrong with it.
  );
  if (!isFolder) return [path];
  const names = (await readdir(path)).filter((name) => name.endsWith(TRACE_SUFFIX));
  return names.toSorted().map((name) => join(path, name));
}

/** Why `trace` is not one of the setting's model, in a sentence, if it is not. */
function objectionTo(trace: Trace, { target }: Setting, initials: number): string | undefined {
  const { name, config, environment } = target;
  if (trace.protocol !== name || (trace.environment === null) !== (environment === undefined)) {
    return `It is a trace of ${trace.protocol}; the schedules are of ${name}.`;
  }
  const keys = new Set([...Object.keys(config), ...Object.keys(trace.config)]);
  for (const key of keys) {
    const [wanted, given] = [config[key], trace.config[key]];
    if (wanted !== given) {
      return `It has ${key} ${textOf(given)}; the schedules have ${textOf(wanted)}.`;
    }
  }
  return trace.initial < initials ? undefined : `There is no initial state ${trace.initial}.`;
}

function textOf(value: number | boolean | string | undefined): string {
  return value === undefined ? "not set" : typeof value === "string" ? encode(value) : `${value}`;
}
