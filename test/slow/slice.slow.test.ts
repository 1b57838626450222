/** Of every mutant, the causal slice of a behaviour that random runs come upon violates by itself. */
import { describe, expect, it } from "vitest";
import { catalog } from "../../models/catalog.ts";
import { expectSound } from "../traces/sound-slice.ts";
import { fuzzedOf } from "../traces/violating.ts";

/** Some bugs take more runs than this: their tests are skipped. */
const RUNS = 5_000;

const bugs = catalog.flatMap((entry) =>
  entry.mutants
    .filter(({ model, length }) => !("system" in model) && length !== null)
    .map((mutant) => [`${entry.model.name} ${mutant.name}`, entry, mutant] as const),
);

describe("the causal slice", () => {
  let found = 0;

  it.for(bugs)("of %s violates the property by itself", ([, entry, mutant], context) => {
    const violating = fuzzedOf(entry, mutant, { runs: RUNS });
    if (violating === undefined) return context.skip(`not found in ${RUNS} runs`);
    found++;
    expectSound(violating);
  });

  it("is seen of half of the bugs, at least", () => {
    expect(found).toBeGreaterThan(bugs.length / 2);
  });
});
