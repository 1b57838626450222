/** Progress: a line that is rewritten on a terminal, and leaves no trace of itself. */
import { describe, expect, it } from "vitest";
import { progressText } from "../../cli/progress.ts";
import { run } from "../../cli/run.ts";
import { bytes, count, counted, duration } from "../../cli/numbers.ts";
import { recordingIo, temporaryFolder } from "./scrutineer.ts";

describe("progress", () => {
  it("says how deep and how fast the search is, and what it takes", () => {
    const progress = {
      depth: 12,
      distinctStates: 1_234_567,
      frontier: 45_678,
      bytes: 52_800_000,
    };

    expect(progressText(progress, 700_000, 2.5)).toBe(
      "depth 12 · 1,234,567 states · 700,000 states/s · frontier 45,678 · 52.8 MB · 2.50 s",
    );
  });

  it("rewrites one line of a terminal, within its width, and clears it before the report", async () => {
    const { io, printed } = recordingIo(900);
    const flags = ["--set", "resourceManagers=9", "--out", temporaryFolder()];

    await run(["check", "two-phase-commit", ...flags], { ...io, progressColumns: 40 });

    const lines = printed.err.split("\r").map((line) => line.replaceAll("\u001B[K", ""));
    expect(printed.err).not.toContain("\n");
    expect(lines.some((line) => line.startsWith("depth "))).toBe(true);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(40);
    expect(printed.err.endsWith("\r\u001B[K")).toBe(true);
  });

  it("says nothing of a short search to a pipe", async () => {
    const { io, printed } = recordingIo();

    await run(["check", "two-phase-commit", "--out", temporaryFolder()], io);

    expect(printed.err).toBe("");
  });
});

describe("numbers for people", () => {
  it.each([
    [count(999), "999"],
    [count(1_745_408), "1,745,408"],
    [counted(1, "state"), "1 state"],
    [counted(1000, "state"), "1,000 states"],
    [duration(0.0234), "0.02 s"],
    [duration(59.94), "59.9 s"],
    [duration(125), "2 min 5 s"],
    [bytes(0), "0 B"],
    [bytes(1500), "1.5 kB"],
    [bytes(2.5e12), "2500.0 GB"],
  ])("%s reads %s", (text, expected) => {
    expect(text).toBe(expected);
  });
});
