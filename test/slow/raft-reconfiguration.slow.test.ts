/** The rows of `raft-reconfiguration` that take longer. */
import { describe, expect, it } from "vitest";
import {
  raftReconfiguration,
  raftReconfigurationInstances,
  raftReconfigurationMutants,
} from "../../models/raft-reconfiguration/index.ts";
import { raftReconfigurationProperties } from "../../properties/raft-reconfiguration.ts";
import {
  checkInstance,
  checkMutant,
  checkWithoutBug,
  claimed,
  countsOf,
  traceLength,
} from "../models/check-instance.ts";

const raft = claimed({ model: raftReconfiguration, properties: raftReconfigurationProperties });
const slow = raftReconfigurationInstances.filter(({ isDefault }) => isDefault !== true);
const mutant = raftReconfigurationMutants.find(({ name }) => name === "nothing-committed-in-term")!;

describe("raft-reconfiguration", () => {
  it.each(slow)("has the states that TLC finds: $name, $about", (instance) => {
    const { exploration, verdicts, unfired } = checkInstance(raft, instance);

    expect(exploration).toMatchObject({ ...countsOf(instance), ending: "exhausted" });
    expect(verdicts.filter(({ verdict }) => verdict !== "holds")).toEqual([]);
    expect(unfired).toEqual([]);
  });

  it("catches any-members-next as a violation of StateMachineSafety too, in 10 states", () => {
    const careless = raftReconfigurationMutants.find(({ name }) => name === "any-members-next")!;
    const config = { ...careless.config, maxLog: 1, quorums: "least" };
    const violates = "StateMachineSafety";

    const { exploration } = checkMutant(raft, { ...careless, config, violates });

    expect(traceLength(exploration, violates)).toBe(10);
  });

  it("needs an entry of its term that is committed before the members change", () => {
    const { exploration } = checkMutant(raft, mutant);

    expect(traceLength(exploration, mutant.violates!)).toBe(mutant.length);
    expect(checkWithoutBug(raft, mutant).exploration.violations).toEqual([]);
  });
});
