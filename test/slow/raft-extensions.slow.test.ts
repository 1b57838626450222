/** The rows of `raft` with extensions that take longer. */
import { describe, expect, it } from "vitest";
import { raftExtensionInstances, raftExtensionMutants } from "../../models/raft/index.ts";
import { lengths } from "../checker/agreement.ts";
import {
  checkInstance,
  checkMutant,
  checkWithoutBug,
  countsOf,
  traceLength,
} from "../models/check-instance.ts";
import { HEAVY_EXTENSION_MUTANTS, raft } from "../models/raft-rows.ts";

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

describe("mutants of raft's extensions", () => {
  it.each(mutants)("$bug: $about ($violates, $length states)", (mutant) => {
    const { exploration } = checkMutant(raft, mutant);

    expect(traceLength(exploration, mutant.violates!)).toBe(mutant.length);
  });

  it.each(mutants)("finds nothing as short without $name", (mutant) => {
    expect(lengths(checkWithoutBug(raft, mutant).exploration)).toEqual({});
  });
});
