/** The random transition systems of test/checker with five hundred times the runs. */
import * as fc from "fast-check";
import { describe, it } from "vitest";
import { expectAlikeUpTo, expectLikeOracle } from "../checker/compare-systems.ts";
import { someGraph } from "../checker/tokens.ts";

const RUNS = 100_000;

describe("many random transition systems", () => {
  it("are explored as an oracle says, with and without symmetry", () => {
    const graphs = someGraph(fc.integer({ min: 1, max: 3 }));
    fc.assert(fc.property(graphs, fc.boolean(), expectLikeOracle), { numRuns: RUNS });
  });

  it("are explored no further than a limit on depth", () => {
    fc.assert(
      fc.property(someGraph(fc.constant(2)), fc.integer({ min: 1, max: 6 }), expectAlikeUpTo),
      { numRuns: RUNS },
    );
  });
});
