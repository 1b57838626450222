/**
 * A property that nothing violates might be one that nothing can: each that a model claims is seen to
 * fail on a mutant or under an instance's faults, and each witness to be vacuous where it must be.
 */
import { describe, expect, it } from "vitest";
import { configOf } from "../../checker/parameters.ts";
import type { EnvironmentOverrides } from "../../checker/protocol.ts";
import { type CatalogEntry, catalog } from "../../models/catalog.ts";
import {
  reconfigurationRules,
  reconfigurationWith,
} from "../../models/raft-reconfiguration/index.ts";
import { staticRaftRules, staticRaftWith } from "../../models/raft-static/index.ts";
import { raftReconfigurationProperties } from "../../properties/raft-reconfiguration.ts";
import { raftStaticProperties } from "../../properties/raft-static.ts";
import { checkInstance, claimed } from "./check-instance.ts";

/** What fails in a test of the model's own, where other properties fail on the same mutants earlier. */
const IN_TESTS_OF_THE_MODEL: Readonly<Record<string, readonly string[]>> = {
  raft: [
    "StateMachineSafety",
    "CommittedNeverTruncated",
    "CommittedPrefixesAgree",
    "DroppedNeverReappears",
    "MonotonicEpoch",
  ],
  paxos: [
    "VotesSafe",
    "PromisesKept",
    "HighestVoteReported",
    "OnlyChosenLearned",
    "MonotonicEpoch",
  ],
  "raft-tla": ["AllLogsMatch", "TermsGrowInLogs", "EntriesWithinTerm", "ElectionsRecordLogs"],
  "raft-static": ["StateMachineSafety", "LeaderAppendOnly"],
  "raft-reconfiguration": ["StateMachineSafety", "ConfigurationsUnique"],
};

const falsified = new Set(catalog.flatMap(falsifiedBy));

describe("every property", () => {
  it.each(catalog.map((entry) => [entry.model.name, entry] as const))(
    "that %s claims is violated somewhere",
    (_name, entry) => {
      const claims = propertiesOf(entry).filter(({ kind }) => kind !== "witness");

      expect(claims.length).toBeGreaterThan(0);
      expect(claims.map(keyOf).filter((key) => !falsified.has(key))).toEqual([]);
    },
  );
});

describe("every witness", () => {
  const without: readonly (readonly [string, string, EnvironmentOverrides["budgets"]])[] = [
    ["two-phase-commit", "CanCommit", { Prepare: 0 }],
    ["three-phase-commit", "SurvivorsCommit", { crashes: 0 }],
    ["three-phase-commit", "SurvivorsAbort", { crashes: 0 }],
    ["non-blocking-commit", "CanCommit", { VoteYes: 0 }],
    ["bully", "LeaderElected", { StartElection: 0 }],
    ["paxos", "ValueChosen", { Phase1a: 0 }],
    ["raft", "LeaderElected", { ElectionTimeout: 0 }],
    ["raft", "ProposalCommitted", { ClientRequest: 0 }],
    ["raft-tla", "LeaderElected", { Timeout: 0 }],
    ["raft-tla", "ProposalCommitted", { ClientRequest: 0 }],
  ];

  it.each(without)("of %s is vacuous where it can't be met: %s", (name, witness, budgets) => {
    const entry = catalog.find(({ model }) => model.name === name)!;
    const about = "without what it takes";
    const instance = { name: about, about, environment: { budgets }, expected: {} };

    const { verdicts } = checkInstance(entry, { ...instance, only: [witness] });

    expect(verdicts).toMatchObject([{ name: witness, verdict: "vacuous" }]);
  });

  it("of paxos is vacuous where nobody learns: ValueLearned", () => {
    const entry = catalog.find(({ model }) => model.name === "paxos")!;
    const config = { learners: 1 };
    const environment = { budgets: { Learn: 0 } };
    const instance = { name: "no learning", about: "", config, environment, expected: {} };

    const { verdicts } = checkInstance(entry, { ...instance, only: ["ValueLearned"] });

    expect(verdicts).toMatchObject([{ name: "ValueLearned", verdict: "vacuous" }]);
  });

  it.each(["LeaderElected", "EntryCommitted", "PrimariesCoexist"])(
    "of raft-static is vacuous where nobody can win: %s",
    (witness) => {
      const model = staticRaftWith({ ...staticRaftRules, elects: () => false });
      const instance = { name: "no quorum", about: "", only: [witness], expected: {} };

      const { verdicts } = checkInstance(
        claimed({ model, properties: () => raftStaticProperties }),
        instance,
      );

      expect(verdicts).toMatchObject([{ name: witness, verdict: "vacuous" }]);
    },
  );

  it.each([
    ["ConfigurationCommitted", { membership: "single-server" }, { ChangeMembers: 0 }],
    ["SnapshotInstalled", { snapshots: "at-once" }, { TakeSnapshot: 0 }],
    ["EntryApplied", { applies: true }, { Apply: 0 }],
  ])("of raft is vacuous where it can't be met: %s", (witness, settings, budgets) => {
    const entry = catalog.find(({ model }) => model.name === "raft")!;
    const config = { maxTerm: 1, ...settings };
    const environment = { budgets: budgets as EnvironmentOverrides["budgets"] };
    const instance = {
      name: "without what it takes",
      about: "",
      config,
      environment,
      expected: {},
    };

    const { verdicts } = checkInstance(entry, { ...instance, only: [witness] });

    expect(verdicts).toMatchObject([{ name: witness, verdict: "vacuous" }]);
  });

  it("of raft-reconfiguration is vacuous where no configuration may follow", () => {
    const model = reconfigurationWith({ ...reconfigurationRules, overlap: () => false });
    const about = { name: "no change", about: "", only: ["ConfigurationReplaced"], expected: {} };

    const { verdicts } = checkInstance(
      claimed({ model, properties: raftReconfigurationProperties }),
      about,
    );

    expect(verdicts).toMatchObject([{ name: "ConfigurationReplaced", verdict: "vacuous" }]);
  });

  it("of them all is among these", () => {
    const known = new Set([
      ...without.map(([, name]) => name),
      "EntryCommitted",
      "PrimariesCoexist",
      "ValueLearned",
      "ConfigurationCommitted",
      "SnapshotInstalled",
      "EntryApplied",
      "ConfigurationReplaced",
    ]);
    const witnesses = catalog.flatMap(propertiesOf).filter(({ kind }) => kind === "witness");

    expect(witnesses.map(({ name }) => name).filter((name) => !known.has(name))).toEqual([]);
  });
});

interface Claim {
  readonly name: string;
  readonly kind: string;
  readonly claim: string;
}

/** Two properties of one name may say different things; of the same claim they are the same. */
function keyOf({ name, claim }: Claim): string {
  // Each paper calls those who decide by another name.
  return `${name}: ${claim.replace(/resource manager|participant|site/, "process")}`;
}

/** All that an entry claims in any of its instances and mutants. */
function propertiesOf({ model, properties, variants, instances, mutants }: CatalogEntry): Claim[] {
  const configs = [
    ...instances.map(({ variant, config }) => ({
      ...variants.find(({ name }) => name === variant)?.config,
      ...config,
    })),
    ...mutants.map(({ config }) => config),
  ];
  const all = configs.flatMap((config): readonly Claim[] =>
    properties(configOf(model.parameters, config)),
  );
  return [...new Map(all.map((property) => [keyOf(property), property])).values()];
}

/** The claims that a mutant or an instance of an entry is expected to violate. */
function falsifiedBy(entry: CatalogEntry): string[] {
  const names = new Set([
    ...entry.mutants.map(({ violates }) => violates),
    ...entry.instances.flatMap(({ expected }) => Object.keys(expected.violated ?? {})),
    ...(IN_TESTS_OF_THE_MODEL[entry.model.name] ?? []),
  ]);
  return propertiesOf(entry)
    .filter(({ name }) => names.has(name))
    .map(keyOf);
}
