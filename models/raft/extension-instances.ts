/**
 * Raft with extensions: the variants, and their bounded forms. No published counts are known; they are
 * our own, and both explorers agree on them. Budgets on deliveries keep them small.
 */
import type { Instance, Variant } from "../kit/instance.ts";

export const raftExtensionVariants: readonly Variant[] = [
  {
    name: "pre-vote",
    about: "a server asks whether it would win before it raises its term",
    config: { preVote: true },
  },
  {
    name: "check-quorum",
    about: "leaders without a majority step down, and who hears from one does not vote",
    config: { checkQuorum: true },
  },
  {
    name: "read-index",
    about: "a leader reads after a round of heartbeats confirmed it (ReadIndex)",
    config: { reads: "read-index" },
  },
  {
    name: "lease",
    about: "a leader reads as long as its followers' promises last (leader lease)",
    config: { reads: "lease", checkQuorum: true },
  },
  {
    name: "stale-reads",
    about: "any server reads what it has, as Consul's stale mode: reads are not linearizable",
    config: { reads: "stale" },
  },
  {
    name: "transfer",
    about: "leaders hand over to a server of their choice",
    config: { transfer: true },
  },
  {
    name: "preferred-leader",
    about: "leaders hand over to a preferred server, as in RocketMQ's DLedger",
    config: { transfer: true, preferred: 1 },
  },
  {
    name: "lease-and-transfer",
    about: "leases, and hand-overs that have to end them",
    config: { reads: "lease", checkQuorum: true, transfer: true },
  },
  {
    name: "etcd",
    about: "PreVote, CheckQuorum, ReadIndex and hand-overs at once, as etcd offers them",
    config: { preVote: true, checkQuorum: true, reads: "read-index", transfer: true },
  },
];

const NO_FAULTS = { crashes: 0, restarts: 0, drops: 0, duplicates: 0, partitions: 0 };

/**
 * Faults, and each message more, depose a leader before it can mislead anyone: stale reads want
 * little more than what they take, but that often.
 */
const CALM = {
  config: { maxTerm: 2, values: 1 },
  environment: {
    budgets: {
      ElectionTimeout: 3,
      ClientRequest: 2,
      Replicate: 2,
      Heartbeat: 1,
      ClientRead: 2,
      CheckQuorum: 0,
      LeaseExpires: 1,
      AbortTransfer: 0,
      TransferLeadership: 1,
      RequestVoteRequest: 4,
      RequestVoteResponse: 4,
      HeartbeatRequest: 2,
      HeartbeatResponse: 2,
      AppendEntriesRequest: 2,
      AppendEntriesResponse: 2,
      ...NO_FAULTS,
    },
  },
};

/** Under leases they want reigns that overlap for long. */
const LONG_REIGNS = {
  config: { maxTerm: 4, values: 2 },
  environment: {
    budgets: {
      ElectionTimeout: 5,
      ClientRequest: 2,
      Replicate: 6,
      Heartbeat: 2,
      ClientRead: 3,
      CheckQuorum: 0,
      LeaseExpires: 1,
      AbortTransfer: 1,
      TransferLeadership: 1,
      ...NO_FAULTS,
    },
  },
};

/** How the variants are fuzzed, where that is not as Raft is. */
export const raftExtensionProfiles = {
  "read-index": CALM,
  lease: LONG_REIGNS,
  "lease-and-transfer": LONG_REIGNS,
};

const OWN = "own run, 2026-11-26";
const OWN_LATER = "own run, 2026-11-27";

/** Where nothing is stored. */
const ELECTIONS = ["ElectionSafety", "MonotonicEpoch", "LeaderElected"];

/** What a read depends on. */
const READS = ["ElectionSafety", "LeaderCompleteness", "LinearizableReads", "ReadAnswered"];

export const raftExtensionInstances: readonly Instance[] = [
  {
    name: "pre-vote",
    about: "3 servers, 2 time-outs, a round of heartbeats, nothing stored",
    variant: "pre-vote",
    config: { maxTerm: 2, values: 0 },
    environment: {
      budgets: {
        Heartbeat: 1,
        Replicate: 0,
        PreVoteRequest: 3,
        PreVoteResponse: 2,
        RequestVoteRequest: 2,
        HeartbeatRequest: 1,
      },
    },
    symmetry: true,
    only: [...ELECTIONS, "NoDisruptiveServer", "PreVoteRefused"],
    isDefault: true,
    expected: { distinctStates: 27_087, generatedStates: 75_852, depth: 16, source: OWN },
  },
  {
    name: "pre-vote-medium",
    about: "as pre-vote, with fewer bounds on deliveries",
    variant: "pre-vote",
    config: { maxTerm: 2, values: 0 },
    environment: { budgets: { Heartbeat: 1, Replicate: 0, PreVoteRequest: 3 } },
    symmetry: true,
    only: [...ELECTIONS, "NoDisruptiveServer", "PreVoteRefused"],
    expected: { distinctStates: 417_044, generatedStates: 2_000_675, depth: 24, source: OWN },
  },
  {
    name: "check-quorum",
    about: "3 servers, 2 elections, a round of heartbeats and a check, nothing stored",
    variant: "check-quorum",
    config: { maxTerm: 2, values: 0 },
    environment: { budgets: { Heartbeat: 1, CheckQuorum: 1, Replicate: 0 } },
    symmetry: true,
    only: [...ELECTIONS, "LeaderStickiness", "QuorumIsChecked"],
    isDefault: true,
    expected: { distinctStates: 16_437, generatedStates: 62_842, depth: 18, source: OWN },
  },
  {
    name: "read-index",
    about: "3 servers, 2 elections, a value and a read",
    variant: "read-index",
    config: { maxTerm: 2, values: 1 },
    environment: { budgets: { Replicate: 1, ClientRead: 1, RequestVoteRequest: 2 } },
    symmetry: true,
    only: READS,
    isDefault: true,
    expected: { distinctStates: 16_964, generatedStates: 55_976, depth: 17, source: OWN },
  },
  {
    name: "lease",
    about: "3 servers, 2 elections, a value, a lease and a read",
    variant: "lease",
    config: { maxTerm: 2, values: 1 },
    environment: {
      budgets: {
        Heartbeat: 1,
        CheckQuorum: 0,
        Replicate: 1,
        ClientRead: 1,
        RequestVoteRequest: 2,
        HeartbeatRequest: 1,
      },
    },
    symmetry: true,
    only: [...READS, "LeaseExcludesOthers", "LeaseRestsOnPromises", "LeaderStickiness"],
    isDefault: true,
    expected: { distinctStates: 31_434, generatedStates: 107_338, depth: 18, source: OWN },
  },
  {
    name: "renewed-lease",
    about: "3 servers, 2 elections, a lease that ends and a second one, nothing stored",
    variant: "lease",
    config: { maxTerm: 2, values: 0 },
    environment: {
      budgets: {
        Heartbeat: 2,
        LeaseExpires: 1,
        CheckQuorum: 0,
        Replicate: 0,
        ClientRead: 0,
        RequestVoteRequest: 2,
        HeartbeatRequest: 3,
      },
    },
    symmetry: true,
    only: [
      "ElectionSafety",
      "LeaderElected",
      "LeaseExcludesOthers",
      "LeaseRestsOnPromises",
      "LeaderStickiness",
    ],
    isDefault: true,
    expected: { distinctStates: 5_641, generatedStates: 18_983, depth: 18, source: OWN_LATER },
  },
  {
    name: "stale-reads",
    about: "3 servers, an election, a value and a read by anyone",
    variant: "stale-reads",
    config: { maxTerm: 1, values: 1 },
    environment: { budgets: { ClientRead: 1 } },
    symmetry: true,
    only: READS,
    isDefault: true,
    expected: {
      violated: { LinearizableReads: 10 },
      distinctStates: 1_187,
      generatedStates: 2_932,
      depth: 10,
      source: OWN,
    },
  },
  {
    name: "transfer",
    about: "3 servers, an election and a hand-over, a value",
    variant: "transfer",
    config: { maxTerm: 2, values: 1 },
    environment: { budgets: { ElectionTimeout: 1, Replicate: 2, TransferLeadership: 1 } },
    symmetry: true,
    isDefault: true,
    expected: { distinctStates: 24_945, generatedStates: 89_405, depth: 20, source: OWN },
  },
  {
    name: "preferred-leader",
    about: "as transfer, where n1 is preferred to the others",
    variant: "preferred-leader",
    config: { maxTerm: 2, values: 1 },
    environment: { budgets: { ElectionTimeout: 1, Replicate: 2, TransferLeadership: 1 } },
    symmetry: true,
    isDefault: true,
    expected: { distinctStates: 25_536, generatedStates: 90_714, depth: 20, source: OWN },
  },
];
