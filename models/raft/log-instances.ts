/** The variants of Raft's log, and their bounded forms. The counts are our own. */
import type { Instance, Variant } from "../kit/instance.ts";

const OWN = "own run, 2026-11-26";
const OWN_LATER = "own run, 2026-11-27";

export const raftLogVariants: readonly Variant[] = [
  {
    name: "single-server-change",
    about: "members join and leave, one at a time (dissertation §4.1)",
    config: { membership: "single-server" },
  },
  {
    name: "joint-consensus",
    about: "members join and leave, any number at once, by joint consensus (§4.3)",
    config: { membership: "joint" },
  },
  {
    name: "learners",
    about: "members change one at a time, and who joins gets entries first (§4.2.1)",
    config: { membership: "single-server", learners: true },
  },
  {
    name: "change-on-apply",
    about: "members change one at a time, which is in force once it is applied, as in etcd",
    config: { membership: "single-server", inForce: "applied", applies: true },
  },
  {
    name: "snapshots",
    about: "logs are compacted, and followers that fall behind get snapshots (dissertation §5)",
    config: { snapshots: "at-once" },
  },
  {
    name: "background-snapshots",
    about: "the same, and a snapshot takes a while to write (§5.1.2)",
    config: { snapshots: "in-background" },
  },
  {
    name: "state-machine",
    about: "a state machine on disk applies entries in steps of their own (§3.8)",
    config: { applies: true },
  },
  {
    name: "probes",
    about: "leaders send one message at a time until they know where a log matches, as etcd's do",
    config: { probes: true },
  },
];

/**
 * How changes in force once applied are fuzzed: it takes two of them, which some servers know of and
 * others not. Entries, faults and terms that need not be only make that rarer.
 */
export const raftLogProfiles = {
  "change-on-apply": {
    config: { maxTerm: 2, values: 0 },
    environment: {
      budgets: {
        ElectionTimeout: 3,
        ClientRequest: 0,
        Replicate: 8,
        ChangeMembers: 2,
        crashes: 0,
        restarts: 0,
        drops: 0,
        duplicates: 0,
        partitions: 0,
      },
    },
  },
};

/** What one term, in which nothing is displaced, puts to the test. */
const ABOUT_ONE_TERM = [
  "ElectionSafety",
  "LeaderAppendOnly",
  "LogMatching",
  "StateMachineSafety",
  "CommittedIsStored",
  "CommittedNeverTruncated",
  "CommittedPrefixesAgree",
  "MonotonicCommit",
  "MonotonicMatch",
  "CommitKeepsUp",
  "ProposalCommitted",
];

export const logInstances: readonly Instance[] = [
  {
    name: "members",
    about: "3 servers, 2 of them members, 2 changes one at a time; 2 election time-outs, 1 value",
    variant: "single-server-change",
    config: { nodes: 3, members: 2, maxTerm: 2, values: 1 },
    environment: { budgets: { Replicate: 4, ChangeMembers: 2 } },
    symmetry: true,
    isDefault: true,
    expected: { distinctStates: 25_556, generatedStates: 73_986, depth: 24, source: OWN },
  },
  {
    name: "joint",
    about: "3 servers, 2 of them members, 2 changes by joint consensus; 2 election time-outs",
    variant: "joint-consensus",
    config: { nodes: 3, members: 2, maxTerm: 2, values: 0 },
    environment: { budgets: { Replicate: 3, ChangeMembers: 2 } },
    symmetry: true,
    isDefault: true,
    expected: { distinctStates: 24_149, generatedStates: 61_602, depth: 22, source: OWN },
  },
  {
    name: "learners",
    about: "3 servers, 2 of them members, 1 that learns and joins; 2 election time-outs, 1 value",
    variant: "learners",
    config: { nodes: 3, members: 2, maxTerm: 2, values: 1 },
    environment: { budgets: { Replicate: 3, ChangeMembers: 1 } },
    symmetry: true,
    isDefault: true,
    expected: { distinctStates: 33_647, generatedStates: 88_913, depth: 21, source: OWN },
  },
  {
    name: "change-on-apply",
    about: "3 servers, all members, 2 changes in force once applied; 2 election time-outs",
    variant: "change-on-apply",
    config: { nodes: 3, maxTerm: 2, values: 0 },
    environment: { budgets: { Replicate: 2, ChangeMembers: 2 } },
    symmetry: true,
    isDefault: true,
    expected: { distinctStates: 198_273, generatedStates: 735_067, depth: 22, source: OWN_LATER },
  },
  {
    name: "snapshots",
    about: "3 servers, term 1, 2 values, 2 snapshots, 3 messages to followers",
    variant: "snapshots",
    config: { nodes: 3, maxTerm: 1, values: 2 },
    environment: { budgets: { Replicate: 3, TakeSnapshot: 2 } },
    symmetry: true,
    only: [
      ...ABOUT_ONE_TERM,
      "SnapshotNeverGoesBack",
      "SnapshotOfCommitted",
      "NextAboveMatch",
      "SnapshotInstalled",
    ],
    isDefault: true,
    expected: { distinctStates: 22_348, generatedStates: 69_163, depth: 19, source: OWN },
  },
  {
    name: "state-machine",
    about: "3 servers, term 1, 1 value that each applies, one crash and restart",
    variant: "state-machine",
    config: { nodes: 3, maxTerm: 1, values: 1 },
    environment: { budgets: { Replicate: 3, crashes: 1, restarts: 1 } },
    symmetry: true,
    only: [...ABOUT_ONE_TERM, "AppliedInOrder", "EntryApplied"],
    isDefault: true,
    expected: { distinctStates: 16_216, generatedStates: 55_326, depth: 21, source: OWN },
  },
  {
    name: "probes",
    about: "3 servers, terms 1 and 2, 1 value, 3 messages to followers",
    variant: "probes",
    config: { nodes: 3, maxTerm: 2, values: 1 },
    environment: { budgets: { Replicate: 3 } },
    symmetry: true,
    isDefault: true,
    expected: { distinctStates: 85_334, generatedStates: 323_766, depth: 21, source: OWN_LATER },
  },
  {
    name: "members-of-four",
    about: "4 servers, 3 of them members, 2 changes one at a time; 2 election time-outs, 1 value",
    variant: "single-server-change",
    config: { nodes: 4, members: 3, maxTerm: 2, values: 1 },
    environment: { budgets: { Replicate: 3, ChangeMembers: 2 } },
    symmetry: true,
    expected: { distinctStates: 533_256, generatedStates: 2_139_425, depth: 24, source: OWN },
  },
  {
    name: "joint-of-three",
    about: "3 servers, all members, 2 changes by joint consensus; 2 election time-outs",
    variant: "joint-consensus",
    config: { nodes: 3, maxTerm: 2, values: 0 },
    environment: { budgets: { Replicate: 2, ChangeMembers: 2 } },
    symmetry: true,
    expected: { distinctStates: 343_913, generatedStates: 1_272_826, depth: 21, source: OWN },
  },
  {
    name: "learners-of-four",
    about: "4 servers, 3 of them members, 1 that learns and joins; 2 election time-outs, 1 value",
    variant: "learners",
    config: { nodes: 4, members: 3, maxTerm: 2, values: 1 },
    environment: { budgets: { Replicate: 2, ChangeMembers: 1 } },
    symmetry: true,
    expected: { distinctStates: 342_270, generatedStates: 1_244_767, depth: 22, source: OWN },
  },
  {
    name: "change-on-apply-and-a-value",
    about: "as change-on-apply, with 1 value",
    variant: "change-on-apply",
    config: { nodes: 3, maxTerm: 2, values: 1 },
    environment: { budgets: { Replicate: 2, ChangeMembers: 2 } },
    symmetry: true,
    expected: { distinctStates: 935_237, generatedStates: 3_649_283, depth: 24, source: OWN_LATER },
  },
  {
    name: "change-on-apply-and-a-crash",
    about: "as change-on-apply, with 3 election time-outs, one crash and restart, few deliveries",
    variant: "change-on-apply",
    config: { nodes: 3, maxTerm: 2, values: 0 },
    environment: {
      budgets: {
        ElectionTimeout: 3,
        Replicate: 2,
        ChangeMembers: 2,
        RequestVoteRequest: 2,
        RequestVoteResponse: 2,
        AppendEntriesRequest: 2,
        AppendEntriesResponse: 2,
        crashes: 1,
        restarts: 1,
      },
    },
    symmetry: true,
    expected: { distinctStates: 619_471, generatedStates: 1_923_810, depth: 21, source: OWN_LATER },
  },
  {
    name: "probes-in-three-terms",
    about: "as probes, with terms 1 to 3, 2 requests, 2 messages to followers, few votes",
    variant: "probes",
    config: { nodes: 3, maxTerm: 3, values: 1 },
    environment: {
      budgets: {
        ClientRequest: 2,
        Replicate: 2,
        RequestVoteRequest: 4,
        RequestVoteResponse: 3,
      },
    },
    symmetry: true,
    expected: { distinctStates: 769_474, generatedStates: 2_774_518, depth: 19, source: OWN_LATER },
  },
  {
    name: "snapshots-in-two-terms",
    about: "3 servers, terms 1 and 2, 2 values, 2 snapshots, 2 messages to followers",
    variant: "snapshots",
    config: { nodes: 3, maxTerm: 2, values: 2 },
    environment: { budgets: { Replicate: 2, TakeSnapshot: 2 } },
    symmetry: true,
    expected: { distinctStates: 200_061, generatedStates: 770_932, depth: 21, source: OWN },
  },
  {
    name: "background-snapshots",
    about: "3 servers, term 1, 2 values, a snapshot at once and one that takes a while",
    variant: "background-snapshots",
    config: { nodes: 3, maxTerm: 1, values: 2 },
    environment: { budgets: { Replicate: 3, TakeSnapshot: 1, BeginSnapshot: 1 } },
    symmetry: true,
    only: [...ABOUT_ONE_TERM, "SnapshotNeverGoesBack", "SnapshotOfCommitted", "NextAboveMatch"],
    expected: { distinctStates: 49_262, generatedStates: 166_571, depth: 20, source: OWN },
  },
];
