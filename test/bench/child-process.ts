/** Running a tool as a process of its own, and how long and how much memory it took. */
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { ToolError, type Usage } from "./contender.ts";

export interface Run {
  readonly output: string;
  readonly usage: Usage;
}

/** How often a process is looked at: so much of its end may be missed. */
const LOOK_MS = 10;
/** Linux says CPU time in hundredths of a second. */
const TICKS_PER_SECOND = 100;

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
  let last: Omit<Usage, "processSeconds"> = {};
  child.stdout.on("data", (chunk) => (output += String(chunk)));
  child.stderr.on("data", (chunk) => (output += String(chunk)));
  const look = setInterval(() => {
    if (child.pid !== undefined) last = usageOf(child.pid) ?? last;
  }, LOOK_MS);
  let processSeconds = 0;
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on("error", (error) => reject(new ToolError(`${command}: ${error.message}`)));
    child.on("exit", () => (processSeconds = (performance.now() - start) / 1000));
    child.on("close", resolve);
  }).finally(() => clearInterval(look));
  if (code !== 0) {
    throw new ToolError(`${[command, ...args].join(" ")} exited with ${code}:\n${output}`);
  }
  return { output, usage: { processSeconds, ...last } };
}

/** Undefined once the process has ended. */
function usageOf(pid: number): Omit<Usage, "processSeconds"> | undefined {
  try {
    const kilobytes = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
    // The fields after the name, which may contain anything: user and system time are 12th and 13th.
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)!.split(" ");
    const ticks = Number(fields[11]) + Number(fields[12]);
    if (kilobytes === undefined) return undefined;
    return { peakRssBytes: Number(kilobytes) * 1024, cpuSeconds: ticks / TICKS_PER_SECOND };
  } catch {
    return undefined;
  }
}
