/** Runs the scripts of a nightly run as its workflow does: as processes. */
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

export const ROOT = fileURLToPath(new URL("../../", import.meta.url));

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** This process's environment with nothing of GitHub's in it but `given`. */
export function environmentFor(given: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith("GITHUB_"));
  return { ...Object.fromEntries(inherited), ...given };
}

/** What came of a process that `execFile` started. */
export async function resultOf(
  running: Promise<{ readonly stdout: string; readonly stderr: string }>,
): Promise<Ran> {
  try {
    const { stdout, stderr } = await running;
    return { code: 0, out: stdout, err: stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, out: stdout, err: stderr };
  }
}

/** Runs scripts/nightly/<script>.ts. */
export async function runScript(
  script: string,
  argv: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<Ran> {
  const command = ["--import", "tsx", `scripts/nightly/${script}.ts`, ...argv];
  const options = { cwd: ROOT, env: environmentFor(env) };
  return resultOf(promisify(execFile)(process.execPath, command, options));
}
