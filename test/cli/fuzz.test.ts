/** `scrutineer fuzz` as a user meets it. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { DEFAULT_STRATEGY } from "../../checker/fuzz/strategies/index.ts";
import { scrutineer, temporaryFolder } from "./scrutineer.ts";

/** What is found is looked at as it was found; fuzz-minimise.test.ts looks at what becomes of it. */
const BROKEN = [
  "fuzz raft --mutant forgets-vote --nodes 5 --set maxTerm=1 --set values=0 --seed 7",
  "--no-regressions --no-minimise",
].flatMap((line) => line.split(" "));

function reported(out: string): Readonly<Record<string, unknown>> {
  return JSON.parse(out) as Record<string, unknown>;
}

describe("fuzz", () => {
  it("says what it tried, never that a property holds, and exits with 0", async () => {
    const { code, out } = await scrutineer("fuzz", "two-phase-commit", "--runs", "5");

    expect(code).toBe(0);
    expect(out).toMatch(/no violation in 5 runs, \d+ steps, \d+ distinct states/);
    expect(out).not.toContain("holds");
  });

  it("chooses steps by the best strategy if none is named", async () => {
    const { out } = await scrutineer("fuzz", "bully", "--runs", "1", "--json");

    expect(reported(out)["strategy"]).toBe(DEFAULT_STRATEGY.name);
  });

  it("refuses flags that would change nothing", async () => {
    const { code, err } = await scrutineer("fuzz", "bully", "--runs", "1", "--cuts", "partial");

    expect(code).toBe(2);
    expect(err).toContain("--cuts partial cuts nothing: no partitions are granted.");
  });

  it("prints the seed first and last", async () => {
    const { out } = await scrutineer("fuzz", "bully", "--runs", "1", "--seed", "0x10");

    const lines = out.trimEnd().split("\n");
    expect(lines[1]).toBe("  seed           16 (0x10)");
    expect(lines.at(-1)).toBe("  seed           16 (0x10)");
  });

  it("writes a trace that replays, was not reduced by symmetry, and is not said to be shortest", async () => {
    const folder = temporaryFolder();

    const found = await scrutineer(...BROKEN, "--out", folder);

    const file = join(folder, "raft.forgets-vote.ElectionSafety.trace.json");
    expect(found.code).toBe(1);
    expect(JSON.parse(readFileSync(file, "utf8"))).toMatchObject({
      seed: 7,
      shortest: false,
      symmetry: false,
    });
    expect((await scrutineer("replay", file)).out).toContain("is still violated");
  });

  it("finds the same again with the command that it prints", async () => {
    const report = ["--json", "--out", temporaryFolder()];
    const first = reported((await scrutineer(...BROKEN, ...report)).out);
    const argv = String(first["command"]).split(" ").slice(2);

    const again = reported((await scrutineer(...argv, ...report)).out);

    expect(again["violations"]).toEqual(first["violations"]);
    expect(again["runs"]).toBe(first["runs"]);
  });

  it.each([
    [["--strategy", "unifrom"], 'Did you mean "uniform"?'],
    [["--shard", "3/2"], "with i from 1 to n"],
    [["--nodes", "5", "--set", "nodes=3"], "say the same thing twice"],
    [["--nodes", "five"], '--nodes can\'t be "five"'],
    [["--nodes", "99"], "nodes"],
    [["--symmetry"], "can't be reduced by --symmetry"],
    [["--steps", "0"], '--steps can\'t be "0"'],
  ])("rejects %j with a sentence", async (flags, sentence) => {
    const { code, out, err } = await scrutineer("fuzz", "raft", "--runs", "1", ...flags);

    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain(sentence);
  });
});
