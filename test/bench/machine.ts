/** What the benchmark ran on: figures mean nothing without it. */
import { spawnSync } from "node:child_process";
import { cpus, totalmem } from "node:os";

export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly memoryBytes: number;
  readonly versions: Readonly<Record<string, string>>;
}

const TOOLS: Readonly<Record<string, string>> = {
  spin: "-V",
  rumur: "--version",
  gcc: "--version",
};

/** This machine, and the peers' versions. */
export function describeMachine(): Machine {
  const tools = Object.entries(TOOLS).map(([tool, flag]) => [tool, versionOf(tool, flag)] as const);
  return {
    processor: cpus()[0]?.model ?? "unknown",
    cores: cpus().length,
    memoryBytes: totalmem(),
    versions: { node: process.version, ...Object.fromEntries(tools.filter(([, found]) => found)) },
  };
}

/** The peers that are not installed. */
export function missingTools(machine: Machine): string[] {
  return Object.keys(TOOLS).filter((tool) => !(tool in machine.versions));
}

function versionOf(tool: string, flag: string): string {
  const { stdout, error } = spawnSync(tool, [flag], { encoding: "utf8" });
  if (error !== undefined) return "";
  const version = /\d+(?:\.\d+)+(?:-\d+)?/.exec(stdout.split("\n")[0] ?? "")?.[0];
  return version ?? stdout.split("\n")[0] ?? "";
}
