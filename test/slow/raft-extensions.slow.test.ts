/** The rows of `raft` with extensions that take longer. */
import { describe, expect, it } from "vitest";
import { raftExtensionInstances, raftExtensionMutants } from "../../models/raft/index.ts";
import { lengths } from "../checker/agreement.ts";
import {
  checkInstance,
  checkMutant,
  checkWithoutBug,
  countsOf,
  exploreInstance,
  traceLength,
} from "../models/check-instance.ts";
import { HEAVY_EXTENSION_MUTANTS, inOneTerm, raft } from "../models/raft-rows.ts";

const mutants = raftExtensionMutants.filter(({ name }) => HEAVY_EXTENSION_MUTANTS.includes(name));

describe("raft with extensions", () => {
  it.each(raftExtensionInstances.filter(({ isDefault }) => isDefault !== true))(
    "keeps its promises in as many states as ever: $name, $about",
    (instance) => {
      const { exploration, verdicts } = checkInstance(raft, instance);

      expect(exploration).toMatchObject({ ...countsOf(instance), ending: "exhausted" });
      expect(verdicts.filter(({ verdict }) => verdict !== "holds")).toEqual([]);
    },
  );
});

describe("raft with extensions, in one term", () => {
  it.each(inOneTerm("heavy"))("has as many states for the reference explorer: $name", (shallow) => {
    const { distinctStates, generatedStates, depth } = exploreInstance(raft, shallow);
    const { exploration } = checkInstance(raft, shallow);

    expect(exploration).toMatchObject({ distinctStates, generatedStates, depth });
  });
});

describe("mutants of raft's extensions", () => {
  it.each(mutants)("$bug: $about ($violates, $length states)", (mutant) => {
    const { exploration } = checkMutant(raft, mutant);

    expect(traceLength(exploration, mutant.violates!)).toBe(mutant.length);
  });

  it.each(mutants)("finds nothing as short without $name", (mutant) => {
    expect(lengths(checkWithoutBug(raft, mutant).exploration)).toEqual({});
  });
});
