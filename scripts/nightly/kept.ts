/**
 * The traces of what is open, kept from night to night: each is replayed the next night, and goes when
 * it violates nothing any more.
 */
import { copyFile, mkdir, readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { isTraceName } from "./commands.ts";
import type { FiledLane } from "./lane.ts";
import { outcomeOf } from "./outcome.ts";

/** The names of the traces in `folder`; none if there is no such folder. */
export async function keptIn(folder: string): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  return (await readdir(folder)).filter(isTraceName).toSorted();
}

/** The lane in which the trace `name` is replayed. */
export function replayLaneOf(name: string): string {
  return `replay-${name.replace(/\.trace\.json$/, "")}`;
}

/**
 * Takes out of `folder` what is settled tonight, and puts in what was found. A trace that no model
 * fits any more goes too, once it was told of: it would fail every night, and show nothing.
 */
export async function updateKept(folder: string, lanes: readonly FiledLane[]): Promise<void> {
  const filed = lanes.map((lane) => ({ ...lane, outcome: outcomeOf(lane.result) }));
  const kept = await keptIn(folder);
  const settled = filed
    .filter(({ outcome }) => outcome.status === "holds" || outcome.status === "usage error")
    .map(({ outcome }) => outcome.lane);
  for (const name of kept.filter((each) => settled.includes(replayLaneOf(each)))) {
    await rm(join(folder, name), { force: true });
  }
  for (const { outcome, folder: from } of filed) {
    for (const { status, trace } of outcome.cases) {
      if (status !== "violated" || trace === null || !isTraceName(trace)) continue;
      const file = join(from, trace);
      // A replayed trace is kept already: its lane has no file of it.
      if (await isFile(file)) await copyFile(file, join(folder, trace));
    }
  }
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}
