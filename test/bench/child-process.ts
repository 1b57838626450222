/** Running a tool as a process of its own, and how long and how much memory it took. */
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { ToolError } from "./contender.ts";

export interface Run {
  readonly output: string;
  readonly seconds: number;
  /** Only where there is /proc. */
  readonly peakRssBytes: number | undefined;
}

/** How often a process's memory is looked at. The kernel keeps the peak: only its end may be missed. */
const LOOK_MS = 10;

/**
 * Runs a command to its end.
 * @throws ToolError if it can't be run or does not exit with 0.
 */
export async function run(
  command: string,
  args: readonly string[],
  directory: string,
): Promise<Run> {
  const start = performance.now();
  const child = spawn(command, args, { cwd: directory, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  let peakRssBytes: number | undefined;
  child.stdout.on("data", (chunk) => (output += String(chunk)));
  child.stderr.on("data", (chunk) => (output += String(chunk)));
  const look = setInterval(() => {
    if (child.pid !== undefined) peakRssBytes = peakRssOf(child.pid) ?? peakRssBytes;
  }, LOOK_MS);
  let seconds = 0;
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on("error", (error) => reject(new ToolError(`${command}: ${error.message}`)));
    child.on("exit", () => (seconds = (performance.now() - start) / 1000));
    child.on("close", resolve);
  }).finally(() => clearInterval(look));
  if (code !== 0) {
    throw new ToolError(`${[command, ...args].join(" ")} exited with ${code}:\n${output}`);
  }
  return { output, seconds, peakRssBytes };
}

function peakRssOf(pid: number): number | undefined {
  try {
    const kilobytes = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
    return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
  } catch {
    return undefined;
  }
}
