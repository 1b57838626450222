/**
 * `raft-reconfiguration` against TLC: the same states, counted the same, on the same specifications.
 * And its mutants, each caught by the property that it names, with the shortest trace pinned.
 */
import { describe, expect, it } from "vitest";
import { majorityOf } from "../../models/kit/cluster.ts";
import {
  raftReconfiguration,
  raftReconfigurationInstances,
  raftReconfigurationMutants,
  reconfigurationRules,
} from "../../models/raft-reconfiguration/index.ts";
import { raftReconfigurationProperties } from "../../properties/raft-reconfiguration.ts";
import {
  checkInstance,
  checkMutant,
  claimed,
  countsOf,
  exploreInstance,
  traceLength,
} from "./check-instance.ts";

const raft = claimed({ model: raftReconfiguration, properties: raftReconfigurationProperties });
const mutants = raftReconfigurationMutants;
const named = (name: string) => mutants.find((each) => each.name === name)!;

const quick = {
  instances: raftReconfigurationInstances.filter(({ isDefault }) => isDefault === true),
  mutants: mutants.filter(({ isSlow }) => isSlow !== true),
};

describe("raft-reconfiguration", () => {
  it.each(quick.instances)("has the states that TLC finds: $name, $about", (instance) => {
    const { exploration, verdicts, unfired } = checkInstance(raft, instance);

    expect(exploration).toMatchObject({ ...countsOf(instance), ending: "exhausted" });
    expect(verdicts.filter(({ verdict }) => verdict !== "holds")).toEqual([]);
    expect(unfired).toEqual([]);
  });

  it("means the same to the reference explorer", () => {
    const [small] = raftReconfigurationInstances;

    const exploration = exploreInstance(raft, small!);

    expect(exploration).toMatchObject(countsOf(small!));
    expect(exploration.violations).toEqual([]);
  });

  it("takes two sets to overlap exactly if each majority of the one meets each of the other", () => {
    const sets = subsetsOf(["n1", "n2", "n3", "n4"]).slice(1);
    const majorities = (of: readonly string[]) =>
      subsetsOf(of).filter(({ length }) => length >= majorityOf(of.length));

    for (const a of sets) {
      for (const b of sets) {
        const expected = majorities(a).every((qa) => majorities(b).every((qb) => meets(qa, qb)));
        expect(
          reconfigurationRules.overlap(new Set(a), new Set(b)),
          `${a.join()} and ${b.join()}`,
        ).toBe(expected);
      }
    }
  });
});

describe("mutants of raft-reconfiguration", () => {
  it.each(quick.mutants)("$bug: $about ($violates, $length states)", (mutant) => {
    const { exploration } = checkMutant(raft, mutant);

    expect(traceLength(exploration, mutant.violates!)).toBe(mutant.length);
  });

  it.each([["any-members-next", "ConfigurationsUnique", 8, {}]])(
    "catches %s as a violation of %s too, in %i states",
    (name, violates, length, settings) => {
      const mutant = named(name);
      const config = { ...mutant.config, ...settings };

      const { exploration } = checkMutant(raft, { ...mutant, config, violates });

      expect(traceLength(exploration, violates)).toBe(length);
    },
  );
});

function subsetsOf<T>(items: readonly T[]): (readonly T[])[] {
  return items.reduce<(readonly T[])[]>(
    (sets, item) => [...sets, ...sets.map((set) => [...set, item])],
    [[]],
  );
}

function meets(a: readonly string[], b: readonly string[]): boolean {
  return a.some((id) => b.includes(id));
}
