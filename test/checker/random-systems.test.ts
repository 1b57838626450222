/**
 * The lower door: the engine, the reference explorer and an oracle that shares no code with them, on
 * random graphs. When it fails it prints a seed, a path and the smallest graph it could find.
 */
import * as fc from "fast-check";
import { describe, it } from "vitest";
import { expectAlikeUpTo, expectLikeOracle } from "./compare-systems.ts";
import { someGraph } from "./tokens.ts";

/** Five hundred times as many: test/slow/random-systems.slow.test.ts. */
const RUNS = 200;

describe("random transition systems", () => {
  it("with one token are explored as an oracle says", () => {
    const graphs = someGraph(fc.constant(1));
    fc.assert(
      fc.property(graphs, (graph) => expectLikeOracle(graph, false)),
      { numRuns: RUNS },
    );
  });

  it("with several tokens are explored as an oracle says, with and without symmetry", () => {
    const graphs = someGraph(fc.integer({ min: 2, max: 3 }));
    fc.assert(fc.property(graphs, fc.boolean(), expectLikeOracle), { numRuns: RUNS });
  });

  it("are explored no further than a limit on depth", () => {
    fc.assert(
      fc.property(someGraph(fc.constant(2)), fc.integer({ min: 1, max: 6 }), expectAlikeUpTo),
      { numRuns: RUNS },
    );
  });
});
