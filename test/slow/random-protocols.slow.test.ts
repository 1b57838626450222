/** The random tests of test/checker with hundreds of times the runs, and larger state spaces. */
import * as fc from "fast-check";
import { describe, it } from "vitest";
import { expectAgreement, expectSameWithoutSymmetry } from "../checker/compare.ts";
import { someCase } from "../checker/draw.ts";

const RUNS = 10_000;

describe("many random protocols", () => {
  it("are explored alike by the engine and the reference", () => {
    fc.assert(fc.property(someCase(false), fc.constantFrom(50, 200, 600), expectAgreement), {
      numRuns: RUNS,
    });
  });

  it("are explored alike with symmetry", () => {
    fc.assert(fc.property(someCase(true), fc.constantFrom(30, 100, 300), expectAgreement), {
      numRuns: RUNS,
    });
  });

  it("have the same verdicts with and without symmetry", () => {
    fc.assert(
      fc.property(someCase(true), fc.constantFrom(30, 100, 300), expectSameWithoutSymmetry),
      { numRuns: RUNS },
    );
  });
});
