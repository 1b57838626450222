/**
 * The engine against the reference explorer, on protocols, worlds and properties that fast-check
 * makes up. When it fails it prints a seed, a path and the smallest case it could find.
 */
import fc from "fast-check";
import { describe, it } from "vitest";
import { expectAgreement, expectSameWithoutSymmetry } from "./compare.ts";
import { someCase } from "./draw.ts";

/** Runs beyond these: test/slow/random-protocols.slow.test.ts. */
const RUNS = 250;

describe("random protocols", () => {
  it("are explored alike by the engine and the reference", () => {
    fc.assert(
      fc.property(someCase(false), (drawn) => expectAgreement(drawn, 200)),
      { numRuns: RUNS },
    );
  });

  it("are explored alike with symmetry", () => {
    fc.assert(
      fc.property(someCase(true), (drawn) => expectAgreement(drawn, 60)),
      { numRuns: RUNS },
    );
  });

  it("have the same verdicts with and without symmetry", () => {
    fc.assert(
      fc.property(someCase(true), (drawn) => expectSameWithoutSymmetry(drawn, 60)),
      { numRuns: RUNS },
    );
  });
});
