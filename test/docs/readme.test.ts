/** The README does what it says: its model runs, and its outputs are what is really printed. */
import { afterAll, describe, expect, it } from "vitest";
import { scrutineer, temporaryFolder } from "../cli/scrutineer.ts";
import { guideIn } from "./guide.ts";

const guide = guideIn("README.md");

describe("the README", () => {
  afterAll(() => guide.dispose());

  it("has a model whose types fit", async () => {
    expect(await guide.typeErrors()).toBe("");
  });

  it("says what its model prints", async () => {
    const printed = await guide.run();

    expect(guide.runs.length).toBeGreaterThan(0);
    for (const { command, output } of guide.runs) expect(printed.get(command)).toBe(output);
  });

  it("shows a counterexample as the command line tells it", async () => {
    const command = ["check", "raft", "--mutant", "forgets-vote"];
    const { out } = await scrutineer(...command, "--out", temporaryFolder());

    expect(guide.unchecked.filter((block) => block.includes("1  initially"))).toEqual([
      expect.toSatisfy((block: string) => out.includes(block)),
    ]);
  });

  it("names commands and options that exist", async () => {
    const shell = guide.unchecked.filter((block) => block.startsWith("npx scrutineer")).join("");
    const uses = Array.from(shell.matchAll(/npx scrutineer (\w+)([^#\n]*)/g), ([, name, rest]) => ({
      name: name!,
      options: Array.from(rest!.matchAll(/--[a-z-]+/g), ([option]) => option),
    }));

    const unknown: string[] = [];
    for (const { name, options } of uses) {
      const { code, out: help } = await scrutineer(name, "--help");
      if (code !== 0) unknown.push(name);
      const missing = options.filter((option) => !help.includes(option));
      unknown.push(...missing.map((option) => `${name} ${option}`));
    }

    expect(uses.flatMap(({ options }) => options).length).toBeGreaterThan(0);
    expect(unknown).toEqual([]);
  });
});
