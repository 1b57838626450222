/** The rows of `raft-tla` that take longer, against TLC and against the reference explorer. */
import { describe, expect, it } from "vitest";
import { raftTla, raftTlaInstances } from "../../models/raft-tla/index.ts";
import { raftTlaProperties } from "../../properties/raft-tla.ts";
import { checkInstance, claimed, countsOf, exploreInstance } from "../models/check-instance.ts";

const raft = claimed({ model: raftTla, properties: raftTlaProperties });
const LARGE = ["lossy-histories", "medium", "full", "large", "succession"];
const large = raftTlaInstances.filter(({ name }) => LARGE.includes(name));
/** The only one of a feasible size that conformance.slow.test.ts does not explore as a whole. */
const symmetric = raftTlaInstances.find(({ name }) => name === "three-servers-symmetric")!;

describe("raft-tla", () => {
  it.each(large)("has the states that TLC finds: $name, $about", (instance) => {
    const { exploration, verdicts } = checkInstance(raft, instance);

    expect(exploration).toMatchObject(countsOf(instance));
    expect(verdicts.filter(({ verdict }) => verdict !== "holds")).toEqual([]);
  });

  it("means the same to the reference explorer with three servers, up to symmetry", () => {
    const exploration = exploreInstance(raft, symmetric);

    expect(exploration).toMatchObject(countsOf(symmetric));
    expect(exploration.violations).toEqual([]);
    expect(exploration.triggered).toEqual(checkInstance(raft, symmetric).exploration.triggered);
  });
});
