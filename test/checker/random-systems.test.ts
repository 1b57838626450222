/**
 * The lower door: the engine, the reference explorer and an oracle that shares no code with them, on
 * random graphs. When it fails it prints a seed, a path and the smallest graph it could find.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { byEngine, byReference } from "./agreement.ts";
import { claimsOf, explore, type Graph, someGraph, systemOf } from "./tokens.ts";

const RUNS = 400;

function expectAgreement(graph: Graph, symmetry: boolean): void {
  const { reachesWanted, ...expected } = explore(graph, symmetry);
  const options = { properties: claimsOf(graph), symmetry };

  const found = byEngine(systemOf(graph), options);

  expect(found).toMatchObject(expected);
  expect(found.triggered.includes("wanted")).toBe(reachesWanted);
  expect(byReference(systemOf(graph), options)).toEqual(found);
}

describe("random transition systems", () => {
  it("with one token are explored as an oracle says", () => {
    const graphs = someGraph(fc.constant(1));
    fc.assert(
      fc.property(graphs, (graph) => expectAgreement(graph, false)),
      { numRuns: RUNS },
    );
  });

  it("with several tokens are explored as an oracle says, with and without symmetry", () => {
    const graphs = someGraph(fc.integer({ min: 2, max: 3 }));
    fc.assert(fc.property(graphs, fc.boolean(), expectAgreement), { numRuns: RUNS });
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
