/** The rows of `raft` that take longer. */
import { describe, expect, it } from "vitest";
import { lengths } from "../checker/agreement.ts";
import {
  checkInstance,
  checkMutant,
  checkWithoutBug,
  countsOf,
  traceLength,
} from "../models/check-instance.ts";
import { raft, raftRows } from "../models/raft-rows.ts";

const { instances, mutants } = raftRows("heavy");

describe("raft", () => {
  it.each(instances)("keeps its promises in as many states as ever: $name, $about", (instance) => {
    const { exploration, verdicts } = checkInstance(raft, instance);

    expect(exploration).toMatchObject({ ...countsOf(instance), ending: "exhausted" });
    expect(verdicts.filter(({ verdict }) => verdict !== "holds")).toEqual([]);
  });

  it("keeps its promises by default, where small stands for six times its states", () => {
    const { exploration, verdicts, unfired } = checkInstance(raft, {
      name: "default",
      about: "as small, without symmetry",
      expected: {},
    });

    const expected = { distinctStates: 779_734, generatedStates: 3_097_393, depth: 21 };
    expect(exploration).toMatchObject({ ...expected, ending: "exhausted" });
    expect(verdicts.filter(({ verdict }) => verdict !== "holds")).toEqual([]);
    expect(unfired).toEqual([]);
  });
});

describe("mutants of raft", () => {
  it.each(mutants)("$bug: $about ($violates, $length states)", (mutant) => {
    const { exploration } = checkMutant(raft, mutant);

    expect(traceLength(exploration, mutant.violates!)).toBe(mutant.length);
  });

  it.each(mutants)("finds nothing as short without $name", (mutant) => {
    expect(lengths(checkWithoutBug(raft, mutant).exploration)).toEqual({});
  });
});
