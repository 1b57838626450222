/**
 * `raft-static` against TLC: the same states, counted the same, on the same specification. And its
 * mutants, each caught by the property that it names, with the shortest trace pinned.
 */
import { describe, expect, it } from "vitest";
import { check } from "../../checker/check.ts";
import type { Mutant } from "../../models/kit/instance.ts";
import {
  raftStatic,
  raftStaticInstances,
  raftStaticMutants,
} from "../../models/raft-static/index.ts";
import { initialCluster } from "../../models/raft-static/raft-static.ts";
import { raftStaticProperties } from "../../properties/raft-static.ts";
import {
  checkInstance,
  checkMutant,
  claimed,
  countsOf,
  exploreInstance,
  traceLength,
} from "./check-instance.ts";

const raft = claimed({ model: raftStatic, properties: () => raftStaticProperties });
/** The others: test/slow/raft-static.slow.test.ts. */
const quick = raftStaticInstances.filter(({ name }) => name === "small");
const bugs = raftStaticMutants.filter(({ violates }) => violates !== null);

describe("raft-static", () => {
  it.each(quick)("has the states that TLC finds: $name, $about", (instance) => {
    const { exploration, verdicts } = checkInstance(raft, instance);

    expect(exploration).toMatchObject(countsOf(instance));
    expect(verdicts.filter(({ verdict }) => verdict !== "holds")).toEqual([]);
  });

  it("means the same to the reference explorer", () => {
    const small = quick.find(({ name }) => name === "small")!;

    const exploration = exploreInstance(raft, small);

    expect(exploration).toMatchObject(countsOf(small));
    expect(exploration.violations).toEqual([]);
    expect(exploration.triggered).toEqual(checkInstance(raft, small).exploration.triggered);
  });

  it("has the states that TLC finds where any servers may be the members", () => {
    const anyMembers = {
      ...raftStatic,
      system: (config: Parameters<typeof raftStatic.system>[0]) => ({
        ...raftStatic.system(config),
        initialStates: () => MEMBERS.map((members) => initialCluster(config, members)),
      }),
    };

    const { exploration } = check(anyMembers, { symmetry: true });

    const expected = { distinctStates: 1_427, generatedStates: 9_902, depth: 13 };
    expect(exploration).toMatchObject(expected);
  });

  it.each([
    [4_362, 2],
    [18_856, 3],
  ])(
    "generates %i states with terms up to %i where, as in a copy of it, GetEntries counts twice",
    (generatedStates, maxTerm) => {
      const { exploration } = check(raftStatic, { config: { maxTerm }, symmetry: true });

      const { generated } = exploration.actions.get("GetEntries")!;
      expect(exploration.generatedStates + generated).toBe(generatedStates);
    },
  );

  it.each(bugs)("$bug: $about ($violates, $length states)", (mutant) => {
    const { exploration } = checkMutant(raft, mutant);

    expect(traceLength(exploration, mutant.violates!)).toBe(mutant.length);
  });

  it.each([
    ["any-candidate-will-do", 6],
    ["last-term-only", 9],
    ["one-entry-short", 9],
  ])("shows %s in %i states where a large majority may elect", (name, length) => {
    const mutant = bugs.find((bug) => bug.name === name)!;

    const { exploration } = checkMutant(raft, withAllQuorums(mutant));

    expect(traceLength(exploration, mutant.violates!)).toBe(length);
  });

  it.each([
    ["commits-alone", "StateMachineSafety", 7],
    ["primary-rolls-back", "LeaderAppendOnly", 6],
  ])("catches %s as a violation of %s too, in %i states", (name, violates, length) => {
    const mutant = bugs.find((bug) => bug.name === name)!;

    const { exploration } = checkMutant(raft, { ...mutant, violates });

    expect(traceLength(exploration, violates)).toBe(length);
  });

  it("shows Figure 8 as the paper draws it: the last of four primaries lacks what was committed", () => {
    const mutant = bugs.find(({ bug }) => bug === "RFT-10")!;

    const { steps, reason } = checkMutant(raft, mutant).exploration.violations[0]!;

    expect(steps.filter(({ type }) => type === "BecomeLeader")).toHaveLength(4);
    expect(reason).toMatch(/primary in term 4 without the entry of term 1 .* committed in term 3/);
  });
});

const MEMBERS = [
  ["n1"],
  ["n2"],
  ["n3"],
  ["n1", "n2"],
  ["n1", "n3"],
  ["n2", "n3"],
  ["n1", "n2", "n3"],
];

function withAllQuorums(mutant: Mutant): Mutant {
  return { ...mutant, config: { ...mutant.config, quorums: "all" } };
}
