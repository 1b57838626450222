/**
 * `tsx scripts/nightly/run-lane.ts LANE FOLDER COMMAND…`: runs the command of a lane, and leaves what
 * came of it in FOLDER. Exits with 0 unless the lane is red: a search that ran out of time is not.
 */
import { spawn } from "node:child_process";
import { type LaneResult, parseLane, writeLane } from "./lane.ts";
import { isRed, type Outcome, outcomeOf } from "./outcome.ts";
import { oneLine } from "./text.ts";

/** What is kept of stderr: its end says what went wrong. */
const ERRORS_MAX = 4_000;
/** More than any report; a command that prints without end is not kept. */
const OUTPUT_MAX = 16 * 2 ** 20;

/** Runs `command`; a signal to this process goes on to it, so that it can say what it found. */
export async function runLane(lane: string, command: readonly string[]): Promise<LaneResult> {
  const started = performance.now();
  const [program = "", ...argv] = command;
  const child = spawn(program, argv, { stdio: ["ignore", "pipe", "pipe"] });
  const printed = { output: "", errors: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    if (printed.output.length < OUTPUT_MAX) printed.output += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    printed.errors = (printed.errors + text).slice(-ERRORS_MAX);
  });
  const passOn = (signal: NodeJS.Signals): void => void child.kill(signal);
  process.on("SIGINT", passOn).on("SIGTERM", passOn);
  const [exitCode, signal] = await new Promise<[number | null, string | null]>((resolve) => {
    child.on("close", (code, by) => resolve([code, by]));
    child.on("error", (error) => {
      printed.errors += error.message;
      resolve([null, null]);
    });
  });
  process.off("SIGINT", passOn).off("SIGTERM", passOn);
  const seconds = (performance.now() - started) / 1000;
  return { lane, command: command.join(" "), exitCode, signal, seconds, ...printed };
}

/** Runs a lane, and leaves its result in `folder`. @throws Error if its name is not one. */
export async function runLaneInto(
  folder: string,
  lane: string,
  command: readonly string[],
): Promise<Outcome> {
  const result = parseLane(JSON.stringify(await runLane(lane, command)));
  await writeLane(result, folder);
  return outcomeOf(result);
}

if (import.meta.filename === process.argv[1]) {
  const [lane = "", folder = "", ...command] = process.argv.slice(2);
  const { status, sentence } = await runLaneInto(folder, lane, command);
  process.stdout.write(`${lane}: ${status}: ${oneLine(sentence)}\n`);
  process.exitCode = isRed(status) ? 1 : 0;
}
