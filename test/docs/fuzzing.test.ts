/** The page on fuzzing says what was measured, and what was measured is there. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { catalog } from "../../models/catalog.ts";
import type { Results } from "../bench/fuzz/merge.ts";
import { standingsOf } from "../bench/fuzz/report.ts";

const page = readFileSync(new URL("../../docs/fuzzing.md", import.meta.url), "utf8");
const file = new URL("../bench/fuzz/measured.json", import.meta.url);
const { nodes, seconds, rows } = JSON.parse(readFileSync(file, "utf8")) as Results;

describe("the yardstick's results", () => {
  it("are of mutants that there are", () => {
    const known = new Set(
      catalog.flatMap(({ model, mutants }) => mutants.map(({ name }) => `${model.name} ${name}`)),
    );

    const unknown = rows.map(({ protocol, mutant }) => `${protocol} ${mutant}`);
    expect(unknown.filter((name) => !known.has(name))).toEqual([]);
  });

  it("are those that the page on fuzzing gives", () => {
    const standings = standingsOf(rows, nodes, seconds);

    expect(standings.length).toBeGreaterThan(0);
    for (const { found, mutants } of standings) {
      expect(page).toContain(`${found} of ${mutants}`);
    }
  });
});
