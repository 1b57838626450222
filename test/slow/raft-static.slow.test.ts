/** The rows of `raft-static` that take longer, against TLC and the reference explorer. */
import { describe, expect, it } from "vitest";
import {
  raftStatic,
  raftStaticInstances,
  raftStaticMutants,
} from "../../models/raft-static/index.ts";
import { raftStaticProperties } from "../../properties/raft-static.ts";
import {
  checkInstance,
  checkMutant,
  claimed,
  countsOf,
  exploreInstance,
  traceLength,
} from "../models/check-instance.ts";

const bugs = raftStaticMutants.filter(({ violates }) => violates !== null);
const large = raftStaticInstances.filter(({ name }) => name !== "small");
const raft = claimed({ model: raftStatic, properties: () => raftStaticProperties });

describe("raft-static", () => {
  it.each(large)("has the states that TLC finds: $name, $about", (instance) => {
    const { exploration } = checkInstance(raft, instance);

    expect(exploration).toMatchObject(countsOf(instance));
  });

  it.each(bugs)("means the same to the reference explorer: $bug, $name", (mutant) => {
    const { model, name, about, config = {}, violates } = mutant;
    // Another property may be violated earlier, and the reference explorer stops at the first.
    const instance = { name, about, config, symmetry: true, only: [violates!], expected: {} };

    const exploration = exploreInstance({ ...raft, model }, instance);

    expect(traceLength(exploration, violates!)).toBe(mutant.length);
  });

  it.each([
    ["least", 60_575],
    ["all", 69_057],
  ])("is right with flexible quorums (RFT-57), %s of them", (quorums, generatedStates) => {
    const control = raftStaticMutants.find(({ violates }) => violates === null)!;

    const { exploration, verdicts } = checkMutant(raft, {
      ...control,
      config: { ...control.config, quorums },
    });

    expect(exploration).toMatchObject({ distinctStates: 4_633, generatedStates, depth: 19 });
    expect(verdicts.filter(({ verdict }) => verdict !== "holds")).toEqual([]);
  });
});
