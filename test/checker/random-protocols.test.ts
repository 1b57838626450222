/**
 * The engine against the reference explorer, on protocols, worlds and properties that fast-check
 * makes up. When it fails it prints a seed, a path and the smallest case it could find.
 */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { byEngine } from "./agreement.ts";
import { expectAgreement, expectSameWithoutSymmetry, prepared } from "./compare.ts";
import { someCase } from "./draw.ts";

/** Two thousand times as many: test/slow/random-protocols.slow.test.ts. */
const RUNS = 15;

describe("random protocols", () => {
  it("are explored alike by the engine and the reference", () => {
    fc.assert(
      fc.property(someCase(false), (drawn) => expectAgreement(drawn, 100)),
      { numRuns: RUNS },
    );
  });

  it("are explored alike with symmetry", () => {
    fc.assert(
      fc.property(someCase(true), (drawn) => expectAgreement(drawn, 40)),
      { numRuns: RUNS },
    );
  });

  it("have the same verdicts with and without symmetry", () => {
    fc.assert(
      fc.property(someCase(true), (drawn) => expectSameWithoutSymmetry(drawn, 60)),
      { numRuns: RUNS },
    );
  });

  it("reach all that a world can do, and violate all kinds of properties", () => {
    const seen = new Set<string>();

    for (const drawn of fc.sample(someCase(false), { seed: 1, numRuns: 150 })) {
      const { protocol, options } = prepared(drawn, 100);
      const found = byEngine(protocol, options);
      for (const name of Object.keys(found.generatedBy)) seen.add(name);
      for (const name of Object.keys(found.violated)) seen.add(name.replace(/ .*/, ""));
      for (const verdict of found.verdicts) seen.add(verdict.replace(/^\w+ \d+ ([a-z]+).*/, "$1"));
      if (found.constrained > 0) seen.add("constrained");
      seen.add(found.ending);
    }

    const actions = ["A", "B", "C", "X", "Y", "crash", "restart", "drop", "duplicate", "partition"];
    const kinds = ["invariant", "transition", "observer", "deadlock", "refinement"];
    const verdicts = ["holds", "violated", "vacuous", "inconclusive"];
    const others = ["heal", "constrained", "exhausted", "depth"];
    expect([...seen].toSorted()).toEqual([...actions, ...kinds, ...verdicts, ...others].toSorted());
  });
});
