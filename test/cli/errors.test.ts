/** Whatever is wrong with a command line gets a sentence and an exit code, never a stack trace. */
import { describe, expect, it } from "vitest";
import { run } from "../../cli/run.ts";
import { recordingIo, scrutineer } from "./scrutineer.ts";

const CHECK = ["check", "two-phase-commit"] as const;

describe("a wrong command line", () => {
  it.each<readonly [readonly string[], string]>([
    [["chek"], "Did you mean check?"],
    [["check", "--mutnt", "x"], "Did you mean --mutant?"],
    [["check", "two-phase-comit"], 'Did you mean "two-phase-commit"?'],
    [["list", "no-such-protocol"], 'There is no protocol "no-such-protocol".'],
    [[...CHECK, "--instance", "smal"], 'Did you mean "small"?'],
    [[...CHECK, "--variant", "fast"], "There are none."],
    [[...CHECK, "--mutant", "resource-manager-commit-alone"], "Did you mean"],
    [[...CHECK, "--only", "AtomicCommitmen"], 'Did you mean "AtomicCommitment"?'],
    [["check", "raft", "--only", "DroppedNeverReappears"], "does not claim DroppedNeverReappears"],
    [[...CHECK, "--set", "resourceManager=3"], 'Did you mean "resourceManagers"?'],
    [[...CHECK, "--set", "resourceManagers=99"], "an integer from 1 to 12"],
    [[...CHECK, "--set", "resourceManagers=many"], "an integer from 1 to 12"],
    [[...CHECK, "--set", "resourceManagers"], "name=value"],
    [[...CHECK, "--set"], "argument missing"],
    [[...CHECK, "--crashes", "-1"], "0, 1, 2, … or unlimited"],
    [[...CHECK, "--crashes", "1.5"], "0, 1, 2, … or unlimited"],
    [[...CHECK, "--budget", "Prepare=often"], "0, 1, 2, … or unlimited"],
    [[...CHECK, "--order", "fifi"], 'Did you mean "fifo"?'],
    [[...CHECK, "--delivery", "never"], "exactly-once, at-most-once"],
    [[...CHECK, "--timing", "synchronou"], 'Did you mean "synchronous"?'],
    [[...CHECK, "--detection", "perfekt"], 'Did you mean "perfect"?'],
    [[...CHECK, "--cuts", "all"], "splits, partial, one-way"],
    [[...CHECK, "--duplicates", "1"], "do not combine"],
    [[...CHECK, "--restarts", "1"], "restarts without crashes never happen"],
    [[...CHECK, "--max-depth", "0"], "a whole number from 1 on"],
    [[...CHECK, "--max-states", "1e6"], "a whole number from 1 on"],
    [[...CHECK, "--time", "soon"], "30, 30s, 5m or 1h"],
    [[...CHECK, "--time", "0"], "30, 30s, 5m or 1h"],
    [[...CHECK, "--seed", "dice"], "a whole number"],
    [[...CHECK, "--out", ""], "the name of a folder"],
    [["check", "raft", "--cuts", "partial"], "no partitions are granted"],
    [["check", "raft", "--delivery", "unreliable"], "no drops are granted"],
    [["check", "raft", "--delivery", "unreliable", "--drops", "1"], "no duplicates are granted"],
    [["check", "raft", "--delivery", "exactly-once", "--drops", "1"], "has no drops"],
    [["check", "raft", "--delivery", "at-most-once", "--duplicates", "1"], "no drops are granted"],
    [[...CHECK, "again"], "too many arguments"],
    [["check", "--mutant", "x"], "--mutant needs a protocol"],
    [["check", "--crashes", "1"], "--crashes needs a protocol"],
    [["check", "--only", "NonBlockin"], 'Did you mean "NonBlocking"?'],
    [["show"], "missing required argument"],
    [["show", "no-such-file"], "can't be read"],
    [["replay", "/"], "not a file"],
  ])("%j gets a sentence and exit code 2", async (argv, sentence) => {
    const { code, out, err } = await scrutineer(...argv);

    expect(code).toBe(2);
    expect(out).toBe("");
    expect(err).toMatch(/^error: /);
    expect(err).toContain(sentence);
    expect(err.split("\n").length).toBeLessThanOrEqual(3);
    expect(err).not.toMatch(/\n\s+at /);
  });

  it("quotes nothing that a terminal would obey", async () => {
    const { err } = await scrutineer("check", "\u001B[2Jraft");

    expect(err).not.toContain("\u001B");
    expect(err).toContain(String.raw`There is no protocol "\u001b[2Jraft".`);
  });

  it("without a command gets help and exit code 2", async () => {
    const { code, err } = await scrutineer();

    expect(code).toBe(2);
    expect(err).toContain("Usage: scrutineer");
  });
});

function broken(): never {
  throw new Error("the printer is on fire\nat once");
}

describe("an error that nobody expected", () => {
  it("is one line and exit code 5", async () => {
    const { io, printed } = recordingIo();

    const code = await run(["list"], { ...io, out: broken });

    expect(code).toBe(5);
    expect(printed.err).toBe("internal error: the printer is on fire\n");
  });

  it("shows where it comes from if asked to", async () => {
    const { io, printed } = recordingIo();
    await run(["list"], { ...io, out: broken, debug: true });

    expect(printed.err).toMatch(/\n\s+at /);
  });
});

describe("help and version", () => {
  it.each([["--help"], ["check", "--help"], ["help", "replay"], ["--version"]])(
    "%s %s is printed to stdout with exit code 0",
    async (...argv) => {
      const { code, out, err } = await scrutineer(...argv);

      expect(code).toBe(0);
      expect(out).not.toBe("");
      expect(err).toBe("");
    },
  );
});
