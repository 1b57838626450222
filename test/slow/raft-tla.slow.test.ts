/** The rows of `raft-tla` that take longer, against TLC and against the reference explorer. */
import { describe, expect, it } from "vitest";
import { raftTla, raftTlaInstances } from "../../models/raft-tla/index.ts";
import { raftTlaProperties } from "../../properties/raft-tla.ts";
import { checkInstance, claimed, countsOf, exploreInstance } from "../models/check-instance.ts";

/** The reference explorer takes minutes for more states than this. */
const STATES_MAX = 25_000;

const raft = claimed({ model: raftTla, properties: raftTlaProperties });
const large = raftTlaInstances.filter(({ expected }) => expected.distinctStates! > 500_000);
const small = raftTlaInstances.filter(({ expected }) => expected.distinctStates! < STATES_MAX);

describe("raft-tla", () => {
  it.each(large)("has the states that TLC finds: $name, $about", (instance) => {
    const { exploration, verdicts } = checkInstance(raft, instance);

    expect(exploration).toMatchObject(countsOf(instance));
    expect(verdicts.filter(({ verdict }) => verdict !== "holds")).toEqual([]);
  });

  it.each(small)("means the same to the reference explorer: $name", (instance) => {
    const exploration = exploreInstance(raft, instance);

    expect(exploration).toMatchObject(countsOf(instance));
    expect(exploration.violations).toEqual([]);
    expect(exploration.triggered).toEqual(checkInstance(raft, instance).exploration.triggered);
  });
});
