/**
 * The walks of test/fuzz: on each instance of the catalog, with forty times the steps, and two hundred
 * times the random protocols.
 */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { targetOf } from "../../checker/check.ts";
import { prepared } from "../checker/compare.ts";
import { conformanceRuns, optionsOf } from "../checker/conformance.ts";
import { someCase } from "../checker/draw.ts";
import { expectLockstep, expectProbing } from "../fuzz/lockstep.ts";

const runs = conformanceRuns({ all: 0, beginning: 1 }).filter(({ symmetry }) => !symmetry);

describe("a long walk", () => {
  it.each(runs)("is one of the plain meaning: $name", (run) => {
    const target = targetOf(run.entry.model, { ...optionsOf(run), symmetry: false });

    expect(expectLockstep(target, "1", 20, 60)).toBeGreaterThan(0);
  });

  it.each(runs)("that probes comes to the same steps: $name", (run) => {
    const target = targetOf(run.entry.model, { ...optionsOf(run), symmetry: false });

    expectProbing(target, "1", 2, 8);
  });

  it("is one of the plain meaning, in many random protocols", () => {
    const property = fc.property(someCase(false), fc.nat(), (drawn, seed) => {
      const { protocol, options } = prepared(drawn, 1);
      expectLockstep(targetOf(protocol, options), String(seed), 2, 24);
    });
    fc.assert(property, { numRuns: 10_000 });
  });
});
