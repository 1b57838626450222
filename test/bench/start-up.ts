/** How long a user waits for the command line's first output. */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { ToolError } from "./contender.ts";

/** The commands whose start is measured; none runs to its end. */
export const COMMANDS: readonly (readonly string[])[] = [
  ["check"],
  ["check", "two-phase-commit", "--set", "resourceManagers=8"],
];

/** Is there a command line to start? */
export function hasCommandLine(dist: string): boolean {
  return existsSync(bin(dist));
}

/** The seconds from starting the process to the first byte on stdout or stderr; then it is ended. */
export async function secondsToFirstOutput(
  dist: string,
  args: readonly string[],
  directory: string,
): Promise<number> {
  const start = performance.now();
  const child = spawn(process.execPath, [bin(dist), ...args], {
    cwd: directory,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = new Promise<void>((resolve) => child.on("close", () => resolve()));
  const seconds = await new Promise<number>((resolve, reject) => {
    const first = (): void => resolve((performance.now() - start) / 1000);
    child.stdout.once("data", first);
    child.stderr.once("data", first);
    child.on("close", () => reject(new ToolError(`${args.join(" ")} printed nothing.`)));
  }).finally(() => child.kill("SIGKILL"));
  await ended;
  return seconds;
}

function bin(dist: string): string {
  return join(dist, "cli", "main.js");
}
