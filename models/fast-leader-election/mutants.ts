/**
 * Fast leader election with a bug: each made from its rules by replacing one of them, or two. The
 * lengths count the states of the shortest trace, the initial one included; every notification is a
 * step of its own.
 */
import type { EnvironmentOverrides } from "../../checker/protocol.ts";
import { majorityOf, rankOf } from "../kit/cluster.ts";
import type { Mutant } from "../kit/instance.ts";
import { fastLeaderElectionWith } from "./fast-leader-election.ts";
import { epochOf } from "./histories.ts";
import { type Rules, rules } from "./rules.ts";
import { type ElectionConfig, stoppedWith, voterCount } from "./state.ts";

interface Bug extends Omit<Mutant, "model" | "config" | "environment"> {
  readonly rule: Partial<Rules>;
  readonly config: Partial<ElectionConfig>;
  readonly budgets?: NonNullable<EnvironmentOverrides["budgets"]>;
}

/** Bugs of comparing votes: which beats which, and with what. */
const comparisonBugs: readonly Bug[] = [
  {
    name: "epoch-not-conjoined",
    bug: "ZAB-25",
    about: "a vote with the same zxid and a larger id beats one of a later epoch",
    rule: {
      beats: (a, b) =>
        a.epoch > b.epoch ||
        (a.epoch === b.epoch && a.zxid > b.zxid) ||
        (a.zxid === b.zxid && rankOf(a.leader) > rankOf(b.leader)),
    },
    violates: "VotesImprove",
    length: 4,
    config: { histories: "epochs" },
  },
  {
    name: "by-id-alone",
    bug: "own",
    about: "votes are compared by id, whatever is on disk",
    rule: { beats: (a, b) => rankOf(a.leader) > rankOf(b.leader) },
    violates: "LeaderHasBestHistory",
    length: 7,
    config: { histories: "staggered" },
  },
  {
    name: "by-epoch-and-id",
    bug: "own",
    about: "votes are compared by epoch and id: zxids are ignored",
    rule: { beats: (a, b) => (a.epoch - b.epoch || rankOf(a.leader) - rankOf(b.leader)) > 0 },
    violates: "LeaderHasBestHistory",
    length: 7,
    config: { histories: "staggered" },
  },
  {
    name: "adopts-on-entry",
    bug: "own",
    about: "a server that hears of a newer round takes the vote without comparing it with its own",
    rule: { voteOnEntry: (_own, theirs) => theirs },
    violates: "LeaderHasBestHistory",
    length: 11,
    config: { histories: "staggered", maxRound: 2 },
    budgets: { Timeout: 1 },
  },
  {
    name: "forgets-epoch",
    bug: "own",
    about:
      "a server that restarts takes the epoch of its last transaction for the one it has joined",
    rule: { durable: ({ zxid }) => stoppedWith({ epoch: epochOf(zxid), zxid }) },
    violates: "LeaderHasBestHistory",
    length: 9,
    config: { histories: "skipped", resend: true },
    budgets: { crashes: 1, restarts: 1 },
  },
];

/** Bugs of counting them: whose, of which round, and how many. */
const countingBugs: readonly Bug[] = [
  {
    name: "less-than-a-majority",
    bug: "own",
    about: "one less than a majority is a quorum",
    rule: { isQuorum: (count, config) => count >= majorityOf(voterCount(config)) - 1 },
    violates: "NobodyElectsAlone",
    length: 3,
    config: {},
  },
  {
    name: "counts-observers",
    bug: "ZAB-32",
    about: "an observer that repeats a vote is counted as if it had one",
    rule: { hasVote: () => true },
    violates: "NobodyElectsAlone",
    length: 7,
    config: { nodes: 4, observers: 1 },
  },
  {
    name: "counts-past-votes",
    bug: "own",
    about: "votes of a past round count",
    rule: {
      isStale: () => false,
      agree: (a, b) => a.vote.leader === b.vote.leader && a.vote.epoch === b.vote.epoch,
    },
    violates: "LeaderHasMajority",
    length: 11,
    config: { maxRound: 2 },
    budgets: { Timeout: 1 },
  },
  {
    name: "follows-unconfirmed",
    bug: "ZAB-34",
    about: "a server joins those that follow a leader which has not said that it leads",
    rule: { confirms: () => true },
    violates: "OnlyLeadersJoined",
    length: 10,
    config: {},
  },
  {
    name: "same-round-again",
    bug: "own",
    about: "a server that looks again does so in the round that was decided",
    rule: { nextRound: (round) => round },
    violates: "OneQuorumPerRound",
    length: 15,
    config: { maxRound: 2 },
    budgets: { Timeout: 1 },
  },
];

/** Bugs of telling the others. */
const silenceBugs: readonly Bug[] = [
  {
    name: "ignores-newer-round",
    bug: "own",
    about: "a server that hears of a newer round stays in its own",
    rule: { isNews: () => false },
    violates: "QuorumDecides",
    length: 18,
    config: { maxRound: 2 },
    budgets: { Timeout: 1 },
  },
  {
    name: "keeps-it-to-itself",
    bug: "own",
    about: "a server that changes its vote does not tell",
    rule: { tellsOfBetter: () => false },
    violates: "QuorumDecides",
    length: 10,
    config: {},
  },
  {
    name: "silent-when-settled",
    bug: "own",
    about: "a server that follows or leads does not answer those that look for a leader",
    rule: { answersSettled: () => false },
    violates: "LatecomerJoins",
    length: 14,
    config: {},
  },
];

export const fastLeaderElectionMutants: readonly Mutant[] = [
  ...comparisonBugs,
  ...countingBugs,
  ...silenceBugs,
].map(({ rule, budgets = {}, ...bug }) => ({
  ...bug,
  model: fastLeaderElectionWith({ ...rules, ...rule }),
  environment: { budgets },
}));
