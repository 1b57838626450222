/** Each property is seen to fail, on a mutant or under faults; each witness to be vacuous. */
import { describe, expect, it } from "vitest";
import { configOf } from "../../checker/parameters.ts";
import type { EnvironmentOverrides } from "../../checker/protocol.ts";
import { type CatalogEntry, catalog } from "../../models/catalog.ts";
import { multiPaxosSmrMutants } from "../../models/multi-paxos-smr/index.ts";
import {
  reconfigurationRules,
  reconfigurationWith,
} from "../../models/raft-reconfiguration/index.ts";
import { staticRaftRules, staticRaftWith } from "../../models/raft-static/index.ts";
import { raftReconfigurationProperties } from "../../properties/raft-reconfiguration.ts";
import { raftStaticProperties } from "../../properties/raft-static.ts";
import { checkInstance, claimed } from "./check-instance.ts";

const ON_DISK = ["CommittedOnDisks", "EpochOnDisks", "HistoryOnDisk", "WrittenIsOnDisk"];
/** What fails in a test of the model's own, where other properties fail on the same mutants earlier. */
const IN_TESTS_OF_THE_MODEL: Readonly<Record<string, readonly string[]>> = {
  raft: [
    "StateMachineSafety",
    "CommittedNeverTruncated",
    "CommittedPrefixesAgree",
    "DroppedNeverReappears",
    "MonotonicEpoch",
    "LeaseRestsOnPromises",
    "ElectionRestriction",
  ],
  paxos: [
    "VotesSafe",
    "PromisesKept",
    "HighestVoteReported",
    "OnlyChosenLearned",
    "MonotonicEpoch",
    "RefinesConsensus",
  ],
  "multi-paxos": [
    "VotesSafe",
    "HighestVoteReported",
    "OneCommandPerBallot",
    "CommittedNeverLost",
    "CommittedPrefixesAgree",
    "DroppedNeverReappears",
    "MonotonicEpoch",
  ],
  "multi-paxos-smr": ["ReplicasCommitTheSame"],
  "raft-tla": ["AllLogsMatch", "TermsGrowInLogs", "EntriesWithinTerm", "ElectionsRecordLogs"],
  "raft-static": ["StateMachineSafety", "LeaderAppendOnly"],
  "zab-tla": [
    "Integrity",
    "Agreement",
    "TotalOrder",
    "LocalPrimaryOrder",
    "GlobalPrimaryOrder",
    "PrimaryIntegrity",
  ],
  zab: [
    ...ON_DISK,
    "EpochBuildsOnLast",
    "PromiseIsKept",
    "Leadership1",
    "Integrity",
    "DeliveryAgreement",
    "PrefixConsistency",
    "CommittedNeverChanges",
    "TotalOrder",
    "LocalPrimaryOrder",
  ],
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
    ["fast-leader-election", "LeaderElected", { Start: 1 }],
    ["fast-leader-election", "RivalsLead", { Start: 2 }],
    ["paxos", "ValueChosen", { Phase1a: 0 }],
    ["multi-paxos", "LeaderElected", { Phase1a: 0 }],
    ["multi-paxos", "ProposalCommitted", { Propose: 0 }],
    ["raft", "LeaderElected", { ElectionTimeout: 0 }],
    ["raft", "ProposalCommitted", { ClientRequest: 0 }],
    ["raft-tla", "LeaderElected", { Timeout: 0 }],
    ["raft-tla", "ProposalCommitted", { ClientRequest: 0 }],
    ["zab", "LeaderElected", { Lead: 0 }],
    ["zab", "ProposalCommitted", { ClientRequest: 0 }],
    ["zab", "LateJoiner", { Follow: 1, Lead: 1 }],
  ];

  it.each(without)("of %s is vacuous where it can't be met: %s", (name, witness, budgets) => {
    const entry = catalog.find(({ model }) => model.name === name)!;
    const about = "without what it takes";
    const instance = { name: about, about, environment: { budgets }, expected: {} };

    const { verdicts } = checkInstance(entry, { ...instance, only: [witness] });

    expect(verdicts).toMatchObject([{ name: witness, verdict: "vacuous" }]);
  });

  it.each([
    ["ReadAnswered", { reads: "read-index" }, { ClientRead: 0 }],
    ["PreVoteRefused", { preVote: true }, { PreVoteRequest: 0 }],
    ["LeadershipTransferred", { transfer: true }, { TransferLeadership: 0 }],
  ])("of raft's extensions is vacuous where it can't be met: %s", (witness, extension, budgets) => {
    const entry = catalog.find(({ model }) => model.name === "raft")!;
    const config = { ...extension, maxTerm: 1, values: 0 };
    const environment = { budgets: { ...budgets, ElectionTimeout: 1, Heartbeat: 0 } };
    const instance = { name: "without", about: "", config, environment, expected: {} };

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

  it("of fast-leader-election is vacuous where no voter answers: ObserverFinds", () => {
    const entry = catalog.find(({ model }) => model.name === "fast-leader-election")!;
    const config = { observers: 1, resend: true };
    const environment = { budgets: { Start: 1 } };
    const instance = { name: "unanswered", about: "", config, environment, expected: {} };

    const { verdicts } = checkInstance(entry, { ...instance, only: ["ObserverFinds"] });

    expect(verdicts).toMatchObject([{ name: "ObserverFinds", verdict: "vacuous" }]);
  });

  it.each([
    ["GapFilled", { values: 2 }, { Lead: 0 }],
    ["ReadAnswered", { reads: true }, { Read: 0 }],
  ])("of multi-paxos is vacuous where it can't be met: %s", (witness, config, budgets) => {
    const entry = catalog.find(({ model }) => model.name === "multi-paxos")!;
    const about = "without what it takes";
    const instance = { name: about, about, config, environment: { budgets }, expected: {} };

    const { verdicts } = checkInstance(entry, { ...instance, only: [witness] });

    expect(verdicts).toMatchObject([{ name: witness, verdict: "vacuous" }]);
  });

  it("of multi-paxos-smr is vacuous where no vote is heard of: AllAnswered", () => {
    const { properties } = catalog.find(({ model }) => model.name === "multi-paxos-smr")!;
    const silent = multiPaxosSmrMutants.find(({ name }) => name === "votes-in-silence")!;
    const config = { replicas: 2, reads: 0 };
    const instance = { name: "silence", about: "", config, only: ["AllAnswered"], expected: {} };

    const { verdicts } = checkInstance({ model: silent.model, properties }, instance);

    expect(verdicts).toMatchObject([{ name: "AllAnswered", verdict: "vacuous" }]);
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

  it.each(["LeaderServes", "TransactionDelivered"])(
    "of zab-tla is vacuous where no epoch may begin: %s",
    (witness) => {
      const entry = catalog.find(({ model }) => model.name === "zab-tla")!;
      const config = { nodes: 2, maxEpoch: 0 };
      const instance = { name: "no epoch", about: "", config, only: [witness], expected: {} };

      const { verdicts } = checkInstance(entry, instance);

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
      "ReadAnswered",
      "PreVoteRefused",
      "LeadershipTransferred",
      "EntryCommitted",
      "ObserverFinds",
      "PrimariesCoexist",
      "ValueLearned",
      "LeaderServes",
      "TransactionDelivered",
      "GapFilled",
      "ReadAnswered",
      "AllAnswered",
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
