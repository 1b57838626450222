/** The command line as a process of its own: exit codes, signals, pipes, colours. */
import { type ChildProcess, spawn } from "node:child_process";
import { describe, expect, it } from "vitest";
import { builtCli } from "../built.ts";
import { temporaryFolder } from "./scrutineer.ts";

const ROOT = new URL("../../", import.meta.url).pathname;
const CLI = builtCli();
const LARGE = ["check", "two-phase-commit", "--set", "resourceManagers=9"];

interface Exit {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function start(argv: readonly string[], environment: Readonly<Record<string, string>> = {}) {
  const child = spawn(process.execPath, [CLI, ...argv], {
    cwd: ROOT,
    env: { ...process.env, NO_COLOR: undefined, FORCE_COLOR: undefined, ...environment },
  });
  return { child, exit: exitOf(child) };
}

function exitOf(child: ChildProcess): Promise<Exit> {
  let out = "";
  let err = "";
  child.stdout?.on("data", (text) => (out += String(text)));
  child.stderr?.on("data", (text) => (err += String(text)));
  return new Promise((resolve) => child.on("close", (code) => resolve({ code, out, err })));
}

describe("the process", () => {
  it("exits with the verdict's code; a pipe gets the report alone, and no colours", async () => {
    const argv = ["check", "two-phase-commit", "--crashes", "1"];

    const { code, out, err } = await start([...argv, "--out", temporaryFolder()]).exit;

    expect(code).toBe(1);
    expect(err).toBe("");
    expect(out).toContain("NonBlocking is violated");
    expect(out).not.toContain("\u001B[");
  });

  it.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)("says on %s what was covered, and exits with %i", async (signal, code) => {
    const { child, exit } = start(LARGE);
    // The search has begun when it has said what it searches.
    child.stdout.once("data", () => child.kill(signal));

    const result = await exit;

    expect(result.code).toBe(code);
    expect(result.out).toMatch(
      /it was interrupted; all behaviours of up to \d+ states were covered/,
    );
  });

  it("colours what goes to a pipe if it is told to", async () => {
    const { out } = await start(["list"], { FORCE_COLOR: "1" }).exit;

    expect(out).toContain("\u001B[");
  });

  it("stays silent when its reader goes away", async () => {
    const { child, exit } = start(["list", "--json"]);
    child.stdout.destroy();

    const { code, err } = await exit;

    expect(err).toBe("");
    expect(code).toBe(0);
  });
});
