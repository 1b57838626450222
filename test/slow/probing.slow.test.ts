/** Probing walks against exact ones, on every instance of the catalog. */
import { describe, expect, it } from "vitest";
import { targetOf } from "../../checker/check.ts";
import { conformanceRuns, optionsOf } from "../checker/conformance.ts";
import { expectProbing } from "../fuzz/lockstep.ts";

const runs = conformanceRuns({ all: 0, beginning: 1 }).filter(({ symmetry }) => !symmetry);

describe("a probing walk", () => {
  it.each(runs)("comes to the same steps as an exact one: $name", (run) => {
    const target = targetOf(run.entry.model, { ...optionsOf(run), symmetry: false });

    expect(expectProbing(target, "1", 2, 8)).toBeGreaterThanOrEqual(0);
  });
});
