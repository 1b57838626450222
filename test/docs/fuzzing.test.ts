/** The page on fuzzing says what was measured, and what was measured is there. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { catalog } from "../../models/catalog.ts";
import { merged, type Results } from "../bench/fuzz/merge.ts";
import { standingsOf, standingsText } from "../bench/fuzz/report.ts";

const page = readFileSync(new URL("../../docs/fuzzing.md", import.meta.url), "utf8");
/** The default strategy for a minute, and all others and their rivals for two seconds. */
const measured = resultsIn("measured.json");
const compared = resultsIn("compared.json");

function resultsIn(name: string): Results {
  const file = new URL(`../bench/fuzz/${name}`, import.meta.url);
  return JSON.parse(readFileSync(file, "utf8")) as Results;
}

describe("the yardstick's results", () => {
  it("are of mutants that there are", () => {
    const known = new Set(
      catalog.flatMap(({ model, mutants }) => mutants.map(({ name }) => `${model.name} ${name}`)),
    );

    const unknown = [...measured.rows, ...compared.rows].map(
      ({ protocol, mutant }) => `${protocol} ${mutant}`,
    );
    expect(unknown.filter((name) => !known.has(name))).toEqual([]);
  });

  it("are those that the page on fuzzing gives", () => {
    const { rows, nodes, seconds } = measured;
    const standings = standingsOf(rows, nodes, seconds);

    expect(standings.length).toBeGreaterThan(0);
    for (const { found, mutants } of standings) {
      expect(page).toContain(`${found} of ${mutants}`);
    }
  });

  it("are those that the page's table compares", () => {
    const { rows, nodes, seconds } = merged([measured, compared]);
    const standings = standingsOf(rows, nodes, seconds);

    expect(standings).toHaveLength(7);
    for (const each of rows.flatMap((row) => row.measured)) {
      expect(each.seeds).toBe(each.contender === "breadth-first" ? 1 : 20);
    }
    for (const standing of standings) {
      const { contender, found, mutants, fewer, fewerFound, meanSeconds } = standing;
      const line = page
        .split("\n")
        .find((each) => each.startsWith(`| \`${contender}\``) && each.endsWith(" s |"));
      const cells = line!.split("|").map((cell) => cell.trim());
      const [foundCell, fewerCell, steps, median] = cells.slice(2);
      expect([foundCell, fewerCell]).toEqual([
        `${found} of ${mutants}`,
        `${fewerFound} of ${fewer}`,
      ]);
      expect(standingsText([standing], nodes, seconds)).toContain(
        steps === "not found" ? "median: not found" : `median ${steps} steps, ${median}`,
      );
      expect(cells.at(-2)).toBe(`${meanSeconds.toFixed(2)} s`);
    }
  });
});
