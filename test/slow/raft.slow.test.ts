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
