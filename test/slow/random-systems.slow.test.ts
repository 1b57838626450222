/** The random transition systems of test/checker with two hundred times the runs. */
import * as fc from "fast-check";
import { describe, it } from "vitest";
import { expectLikeOracle } from "../checker/compare-systems.ts";
import { someGraph } from "../checker/tokens.ts";

describe("many random transition systems", () => {
  it("are explored as an oracle says, with and without symmetry", () => {
    const graphs = someGraph(fc.integer({ min: 1, max: 3 }));
    fc.assert(fc.property(graphs, fc.boolean(), expectLikeOracle), { numRuns: 100_000 });
  });
});
