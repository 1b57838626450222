/** The random transition systems of test/checker with five hundred times the runs. */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { byEngine, byReference } from "../checker/agreement.ts";
import { expectLikeOracle } from "../checker/compare-systems.ts";
import { claimsOf, someGraph, systemOf } from "../checker/tokens.ts";

const RUNS = 100_000;

describe("many random transition systems", () => {
  it("are explored as an oracle says, with and without symmetry", () => {
    const graphs = someGraph(fc.integer({ min: 1, max: 3 }));
    fc.assert(fc.property(graphs, fc.boolean(), expectLikeOracle), { numRuns: RUNS });
  });

  it("are explored no further than a limit on depth", () => {
    fc.assert(
      fc.property(someGraph(fc.constant(2)), fc.integer({ min: 1, max: 6 }), (graph, depth) => {
        const options = { properties: claimsOf(graph), limits: { depth } };
        expect(byEngine(systemOf(graph), options)).toEqual(byReference(systemOf(graph), options));
      }),
      { numRuns: RUNS },
    );
  });
});
