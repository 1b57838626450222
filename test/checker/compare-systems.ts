/** Puts one random graph to the test: both explorers must find what the oracle of tokens.ts finds. */
import { expect } from "vitest";
import { byEngine, byReference } from "./agreement.ts";
import { claimsOf, explore, type Graph, systemOf } from "./tokens.ts";

/** Expects both explorers to find in `graph` what the oracle finds. */
export function expectLikeOracle(graph: Graph, symmetry: boolean): void {
  const { reachesWanted, ...expected } = explore(graph, symmetry);
  const options = { properties: claimsOf(graph), symmetry };

  const found = byEngine(systemOf(graph), options);

  expect(found).toMatchObject(expected);
  expect(found.triggered.includes("wanted")).toBe(reachesWanted);
  expect(byReference(systemOf(graph), options)).toEqual(found);
}

/** Expects both explorers to find the same in `graph`, as far as it goes up to a depth. */
export function expectAlikeUpTo(graph: Graph, depth: number): void {
  const options = { properties: claimsOf(graph), limits: { depth } };
  expect(byEngine(systemOf(graph), options)).toEqual(byReference(systemOf(graph), options));
}
