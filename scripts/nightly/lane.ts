/**
 * A lane: one command of a nightly run, on a machine of its own. What came of it is a file, so that
 * another job can read it: how the command ended and what it printed, nothing interpreted yet.
 */
import { readdir, readFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import * as v from "valibot";
import { writeWhole } from "../../traces/write-whole.ts";

/** The file that a lane leaves in its folder. */
export const LANE_FILE = "lane.json";

const laneResult = v.strictObject({
  /** Part of file names and commands: letters, digits, dots and dashes. */
  lane: v.pipe(v.string(), v.regex(/^[A-Za-z0-9][\w.-]*$/)),
  command: v.string(),
  /** Null if a signal ended it, or it could not be started. */
  exitCode: v.nullable(v.pipe(v.number(), v.safeInteger())),
  signal: v.nullable(v.string()),
  seconds: v.pipe(v.number(), v.minValue(0)),
  output: v.string(),
  /** The end of what it said on stderr. */
  errors: v.string(),
});

/** How the command of a lane ended, and what it printed. */
export type LaneResult = v.InferOutput<typeof laneResult>;

/** The lane that `text`, the content of a file, tells of. @throws Error if it is none. */
export function parseLane(text: string): LaneResult {
  return v.parse(laneResult, JSON.parse(text));
}

/** Writes `result` into `folder`, whole or not at all. */
export async function writeLane(result: LaneResult, folder: string): Promise<void> {
  await writeWhole(join(folder, LANE_FILE), `${JSON.stringify(result, null, 2)}\n`);
}

/** A lane's result, and the folder that it and its traces are in. */
export interface FiledLane {
  readonly result: LaneResult;
  readonly folder: string;
}

/** All lanes in `root` and below it, by name; what is no lane is told of in `faults`. */
export async function lanesIn(
  root: string,
): Promise<{ readonly lanes: readonly FiledLane[]; readonly faults: readonly string[] }> {
  const entries = await readdir(root, { recursive: true });
  const lanes: FiledLane[] = [];
  const faults: string[] = [];
  for (const path of entries.filter((entry) => basename(entry) === LANE_FILE).toSorted()) {
    try {
      const result = parseLane(await readFile(join(root, path), "utf8"));
      lanes.push({ result, folder: join(root, dirname(path)) });
    } catch (error) {
      faults.push(`${path}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return { lanes: lanes.toSorted((a, b) => (a.result.lane < b.result.lane ? -1 : 1)), faults };
}
