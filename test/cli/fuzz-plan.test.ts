/** What is fuzzed of a protocol, and of a mutant: the profile, or where the mutant shows. */
import { describe, expect, it } from "vitest";
import type { FuzzFlags } from "../../cli/flags.ts";
import { fuzzPlanFor } from "../../cli/fuzz-plan.ts";
import { entryOf } from "../../cli/plan.ts";
import { catalog } from "../../models/catalog.ts";
import { raftFuzz } from "../../models/raft/index.ts";

const USUAL: FuzzFlags = {
  out: ".",
  steps: 100,
  strategy: "uniform",
  minimise: false,
  regressions: false,
};

function targetsOf(protocol: string, flags: Partial<FuzzFlags> = {}) {
  return fuzzPlanFor(entryOf(catalog, protocol), { ...USUAL, ...flags }, 1).targets;
}

const namesOf = (targets: ReturnType<typeof targetsOf>) =>
  targets[0]!.properties.map(({ name }) => name);

describe("what is fuzzed", () => {
  it("is the profile, in all its sizes", () => {
    const targets = targetsOf("raft");

    expect(targets.map(({ config }) => config["nodes"])).toEqual(raftFuzz.sizes);
    expect(targets[0]!.config).toMatchObject(raftFuzz.config!);
    expect(targets[0]!.environment?.budgets).toMatchObject(raftFuzz.environment!.budgets!);
  });

  it("is the profile of a mutant's variant, with the mutant's numbers where they are greater", () => {
    const [shallow] = targetsOf("raft", { mutant: "votes-many-times" });
    const [deep] = targetsOf("raft", { mutant: "commits-older-terms" });
    const [slow] = targetsOf("raft", { mutant: "counts-own-unflushed-entry" });

    expect(shallow!.config).toMatchObject({ maxTerm: 3, values: 2, slowDisk: false });
    expect(deep!.config).toMatchObject({ maxTerm: 4, values: 2 });
    expect(slow!.config).toMatchObject({ maxTerm: 3, slowDisk: true });
    expect(shallow!.environment?.budgets).toMatchObject(raftFuzz.environment!.budgets!);
  });

  it("is what the profile says of a variant, with the faults that its mutant needs", () => {
    const [variant] = targetsOf("raft", { variant: "lease" });
    const [mutant] = targetsOf("raft", { mutant: "clocks-drift" });
    const [crashing] = targetsOf("raft", { mutant: "forgets-promise" });

    const { config, environment } = raftFuzz.perVariant!["lease"]!;
    expect(variant!.config).toMatchObject({ ...config, reads: "lease" });
    expect(variant!.environment?.budgets).toMatchObject(environment!.budgets!);
    expect(mutant!.environment?.budgets).toMatchObject({ crashes: 0, drops: 0 });
    expect(crashing!.environment?.budgets).toMatchObject({ crashes: 1, restarts: 1 });
  });

  it("is where a mutant of another variant shows", () => {
    const [target] = targetsOf("bully", { mutant: "forgets-vote" });

    expect(target!.environment).toMatchObject({ timing: "asynchronous" });
    expect(target!.environment?.budgets).toMatchObject({ crashes: 1, restarts: 1 });
  });

  it("is where a mutant that never ends shows: with the profile's restarts it would go on", () => {
    const [target] = targetsOf("bully", { mutant: "waits-for-the-dead" });

    expect(target!.config["nodes"]).toBe(2);
    expect(target!.environment?.budgets).toMatchObject({ crashes: 1, restarts: 0 });
  });

  it("has the sizes that show a mutant, unless others are asked for", () => {
    const [even] = targetsOf("raft", { mutant: "half-elects" });
    const [odd] = targetsOf("raft", { mutant: "half-elects", nodes: [5] });

    expect(even!.config["nodes"]).toBe(4);
    expect(odd!.config["nodes"]).toBe(5);
  });

  it("has the property that catches a mutant, also if the profile leaves it out", () => {
    expect(namesOf(targetsOf("two-phase-commit"))).toEqual(["AtomicCommitment", "CanCommit"]);
    const mutants = entryOf(catalog, "two-phase-commit").mutants;
    for (const { name, violates } of mutants) {
      expect(namesOf(targetsOf("two-phase-commit", { mutant: name }))).toContain(violates);
    }
  });
});
