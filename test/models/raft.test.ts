/**
 * Raft message by message: its instances have the states that were counted and keep what Raft
 * promises; each mutant is caught by the property that it names, with the shortest trace pinned. What
 * ties Raft to published specifications is in raft-tla.test.ts and raft-static.test.ts.
 */
import { describe, expect, it } from "vitest";
import { checkInstance, checkMutant, countsOf, traceLength } from "./check-instance.ts";
import { raft, raftRows } from "./raft-rows.ts";

const { instances, mutants } = raftRows("quick");

describe("raft", () => {
  it.each(instances)("keeps its promises in as many states as ever: $name, $about", (instance) => {
    const { exploration, verdicts, unfired } = checkInstance(raft, instance);

    expect(exploration).toMatchObject({ ...countsOf(instance), ending: "exhausted" });
    expect(verdicts.filter(({ verdict }) => verdict !== "holds")).toEqual([]);
    expect(unfired).toEqual([]);
  });

  it("keeps its promises with a slow disk, whether or not the leader has flushed", () => {
    const { verdicts, unfired } = checkInstance(raft, {
      name: "slow-disk",
      about: "as small",
      config: { slowDisk: true },
      symmetry: true,
      expected: {},
    });

    expect(verdicts.filter(({ verdict }) => verdict !== "holds")).toEqual([]);
    expect(unfired).toEqual([]);
  });
});

describe("mutants of raft", () => {
  it.each(mutants)("$bug: $about ($violates, $length states)", (mutant) => {
    const { exploration } = checkMutant(raft, mutant);

    expect(traceLength(exploration, mutant.violates!)).toBe(mutant.length);
  });

  it.each([
    ["minority-commits", "StateMachineSafety", 9],
    ["minority-commits", "CommittedPrefixesAgree", 9],
    ["minority-commits", "DroppedNeverReappears", 9],
    ["minority-commits", "ElectionRestriction", 5],
    ["rolls-back-on-new-term", "ElectionRestriction", 10],
    ["acknowledges-before-disk", "CommittedNeverTruncated", 9],
    ["forgets-term-and-vote", "MonotonicEpoch", 3],
  ])("catches %s as a violation of %s too, in %i states", (name, violates, length) => {
    const mutant = mutants.find((each) => each.name === name)!;
    const { budgets } = mutant.environment!;
    // Two leaders, each with an entry of its own to commit.
    const environment = { budgets: { ...budgets, ClientRequest: 2 } };
    const config = { ...mutant.config, values: 2 };

    const { exploration } = checkMutant(raft, { ...mutant, config, environment, violates });

    expect(traceLength(exploration, violates)).toBe(length);
  });
});
