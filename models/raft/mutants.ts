/**
 * Raft with a bug: each made from Raft's rules by replacing one of them. The lengths are those of the
 * shortest traces at this granularity, where every message is a step; models/raft-static has those
 * that are too deep for it.
 */
import type { EnvironmentOverrides } from "../../checker/protocol.ts";
import type { Mutant } from "../kit/instance.ts";
import { raftWith } from "./raft.ts";
import { follower, type Rules, rules } from "./rules.ts";
import { INITIAL_SERVER, termAt } from "./state.ts";

interface Bug {
  readonly name: string;
  readonly bug: string;
  readonly about: string;
  readonly rule: Partial<Rules>;
  readonly violates: string;
  readonly length: number;
  readonly isSlow?: boolean;
  readonly config: {
    readonly nodes?: number;
    readonly maxTerm: number;
    readonly values: number;
    readonly slowDisk?: boolean;
  };
  readonly budgets: NonNullable<EnvironmentOverrides["budgets"]>;
}

const ONE_ELECTION_EACH = { ElectionTimeout: 2, ClientRequest: 0, Replicate: 0 };
const ONE_CRASH = { crashes: 1, restarts: 1 };

const bugs: readonly Bug[] = [
  {
    name: "votes-many-times",
    bug: "RFT-01",
    about: "a server votes for whoever asks, however often in a term",
    rule: { mayVote: () => true },
    violates: "ElectionSafety",
    length: 7,
    config: { maxTerm: 1, values: 0 },
    budgets: ONE_ELECTION_EACH,
  },
  {
    name: "forgets-vote",
    bug: "RFT-02",
    about: "votedFor is not on disk: a restarted server votes again in the same term",
    rule: { durable: (server) => ({ ...rules.durable(server), votedFor: null }) },
    violates: "ElectionSafety",
    length: 9,
    config: { maxTerm: 1, values: 0 },
    budgets: { ...ONE_ELECTION_EACH, ...ONE_CRASH },
  },
  {
    name: "forgets-term-and-vote",
    bug: "RFT-03",
    about: "neither currentTerm nor votedFor is on disk",
    rule: { durable: ({ log }) => ({ ...INITIAL_SERVER, log }) },
    violates: "ElectionSafety",
    length: 9,
    config: { maxTerm: 1, values: 0 },
    budgets: { ...ONE_ELECTION_EACH, ...ONE_CRASH },
  },
  {
    name: "acknowledges-before-disk",
    bug: "RFT-04",
    about: "an entry is acknowledged before it is on disk: a crash loses the last one",
    rule: {
      durable: (server) => ({ ...rules.durable(server), log: server.log.slice(0, -1) }),
    },
    violates: "LeaderCompleteness",
    length: 13,
    config: { maxTerm: 2, values: 1 },
    budgets: { ElectionTimeout: 2, ClientRequest: 1, Replicate: 1, ...ONE_CRASH },
  },
  {
    name: "ignores-candidates-log",
    bug: "RFT-05",
    about: "a vote is given without looking at the candidate's log",
    rule: { isUpToDate: () => true },
    violates: "LeaderCompleteness",
    length: 11,
    config: { maxTerm: 2, values: 1 },
    budgets: { ElectionTimeout: 2, ClientRequest: 1, Replicate: 1 },
  },
  {
    name: "compares-length-only",
    bug: "RFT-06",
    about: "of two logs the longer one counts as up to date, whatever the terms of its entries",
    rule: { isUpToDate: ({ lastLogIndex }, log) => lastLogIndex >= log.length },
    violates: "LeaderCompleteness",
    length: 16,
    config: { maxTerm: 3, values: 2 },
    budgets: { ElectionTimeout: 3, ClientRequest: 3, Replicate: 1 },
  },
  {
    name: "compares-last-term-only",
    bug: "RFT-07",
    about: "of two logs with the same last term the shorter one counts as up to date too",
    rule: { isUpToDate: ({ lastLogTerm }, log) => lastLogTerm >= termAt(log, log.length) },
    violates: "LeaderCompleteness",
    length: 16,
    config: { maxTerm: 2, values: 2 },
    budgets: { ElectionTimeout: 2, ClientRequest: 2, Replicate: 4 },
  },
  {
    name: "term-or-length",
    bug: "RFT-08",
    about: "a log counts as up to date if its last term is higher or it is longer",
    rule: {
      isUpToDate: (request, log) =>
        request.lastLogIndex > log.length || rules.isUpToDate(request, log),
    },
    violates: "LeaderCompleteness",
    length: 17,
    config: { maxTerm: 3, values: 2 },
    budgets: { ElectionTimeout: 3, ClientRequest: 3, Replicate: 1 },
  },
  {
    name: "one-shorter-is-up-to-date",
    bug: "RFT-09",
    about: "off by one: a log that is one entry shorter counts as up to date",
    rule: {
      isUpToDate: (request, log) =>
        rules.isUpToDate({ ...request, lastLogIndex: request.lastLogIndex + 1 }, log),
    },
    violates: "LeaderCompleteness",
    length: 16,
    config: { maxTerm: 2, values: 2 },
    budgets: { ElectionTimeout: 2, ClientRequest: 2, Replicate: 3 },
  },
  {
    name: "commits-older-terms",
    bug: "RFT-10",
    about: "Figure 8: a leader commits an entry of an older term by counting its replicas",
    rule: { mayCommit: () => true },
    violates: "LeaderCompleteness",
    length: 23,
    isSlow: true,
    config: { maxTerm: 4, values: 1 },
    budgets: {
      ElectionTimeout: 4,
      ClientRequest: 2,
      Replicate: 2,
      RequestVoteRequest: 6,
      RequestVoteResponse: 4,
      AppendEntriesRequest: 2,
      AppendEntriesResponse: 2,
    },
  },
  {
    name: "half-elects",
    bug: "RFT-11",
    about: "half of the servers are enough to elect a leader",
    rule: { wins: (votes, nodes) => votes * 2 >= nodes },
    violates: "ElectionSafety",
    length: 7,
    config: { nodes: 4, maxTerm: 1, values: 0 },
    budgets: ONE_ELECTION_EACH,
  },
  {
    name: "minority-commits",
    bug: "RFT-12",
    about: "an entry is committed that only a minority has",
    rule: { isQuorum: (replicas, nodes) => replicas * 2 >= nodes - 1 },
    violates: "LeaderCompleteness",
    length: 8,
    config: { maxTerm: 2, values: 1 },
    budgets: { ElectionTimeout: 2, ClientRequest: 1, Replicate: 0 },
  },
  {
    name: "clears-vote-in-same-term",
    bug: "RFT-17",
    about: "a candidate that finds the leader of its term forgets its vote when it steps down",
    rule: { followLeader: (server) => ({ ...follower(server), votedFor: null }) },
    violates: "ElectionSafety",
    length: 9,
    config: { maxTerm: 1, values: 0 },
    budgets: { ElectionTimeout: 2, ClientRequest: 0, Replicate: 1 },
  },
  {
    name: "votes-in-its-old-term",
    bug: "RFT-18",
    about: "a vote for a newer term is given in the old one, so that it can be given again",
    rule: {
      voter: (before, current) => ({ ...current, currentTerm: before.currentTerm }),
    },
    violates: "ElectionSafety",
    length: 7,
    config: { maxTerm: 1, values: 0 },
    budgets: ONE_ELECTION_EACH,
  },
  {
    name: "leader-votes",
    bug: "RFT-19",
    about: "a leader gives votes in the term that it leads",
    rule: {
      mayVote: (voter, candidate) => voter.role === "leader" || rules.mayVote(voter, candidate),
    },
    violates: "ElectionSafety",
    length: 7,
    config: { maxTerm: 1, values: 0 },
    budgets: ONE_ELECTION_EACH,
  },
  {
    name: "always-truncates",
    bug: "RFT-20",
    about: "every request cuts the log off after its entries, though nothing conflicts",
    rule: {
      merge: (log, { prevLogIndex, entries }) => [...log.slice(0, prevLogIndex), ...entries],
    },
    violates: "LeaderCompleteness",
    length: 13,
    config: { maxTerm: 2, values: 1 },
    budgets: { ElectionTimeout: 2, ClientRequest: 1, Replicate: 2 },
  },
  {
    name: "keeps-conflicting-suffix",
    bug: "RFT-23",
    about: "entries that conflict are kept, and the new ones acknowledged all the same",
    rule: {
      merge: (log, { prevLogIndex, entries }) =>
        prevLogIndex < log.length ? log : [...log, ...entries],
    },
    violates: "LeaderCompleteness",
    length: 15,
    config: { maxTerm: 3, values: 1 },
    budgets: { ElectionTimeout: 3, ClientRequest: 2, Replicate: 1 },
  },
  {
    name: "compares-previous-index-only",
    bug: "RFT-24",
    about: "entries are appended after an entry of another term",
    rule: { matchesPrevious: (log, { prevLogIndex }) => prevLogIndex <= log.length },
    violates: "LogMatching",
    length: 13,
    config: { maxTerm: 2, values: 2 },
    budgets: { ElectionTimeout: 2, ClientRequest: 3, Replicate: 2 },
  },
  {
    name: "commit-index-goes-back",
    bug: "RFT-27",
    about: "a follower takes over the leader's commitIndex even when it is lower",
    rule: {
      followerCommit: (_commitIndex, { leaderCommit, prevLogIndex, entries }) =>
        Math.min(leaderCommit, prevLogIndex + entries.length),
    },
    violates: "MonotonicCommit",
    length: 12,
    config: { maxTerm: 1, values: 1 },
    budgets: { ElectionTimeout: 1, ClientRequest: 1, Replicate: 3 },
  },
  {
    name: "match-index-goes-back",
    bug: "RFT-28",
    about: "a late acknowledgement overwrites what the leader knew of the follower",
    rule: {
      acknowledge: (progress, index) => ({
        ...progress,
        matchIndex: index,
        nextIndex: index + 1,
      }),
    },
    violates: "MonotonicMatch",
    length: 11,
    config: { maxTerm: 1, values: 1 },
    budgets: { ElectionTimeout: 1, ClientRequest: 1, Replicate: 2 },
  },
  {
    name: "counts-own-unflushed-entry",
    bug: "RFT-55",
    about: "a leader counts its own entry towards the majority before it is on its disk",
    rule: {
      replicas: (leader, index) => rules.replicas({ ...leader, unflushed: 0 }, index),
    },
    violates: "LeaderCompleteness",
    length: 13,
    config: { maxTerm: 2, values: 1, slowDisk: true },
    budgets: { ElectionTimeout: 2, ClientRequest: 1, Replicate: 1, ...ONE_CRASH },
  },
];

export const raftMutants: readonly Mutant[] = bugs.map(({ rule, budgets, ...bug }) => ({
  ...bug,
  model: raftWith({ ...rules, ...rule }),
  environment: { budgets },
  symmetry: true,
}));
