/** Bugs of the log: what is appended, what is known of it, what is committed. §5.3, §5.4.2 */
import { type Bug, ONE_CRASH } from "./bug.ts";
import { rules } from "./rules.ts";

export const replicationBugs: readonly Bug[] = [
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
    name: "stops-at-older-entry",
    bug: "RFT-48",
    about: "the search for what to commit stops at the first entry of an older term",
    rule: {
      mayCommit: ({ log, commitIndex, currentTerm }, index) =>
        log.slice(commitIndex, index).every(({ term }) => term === currentTerm),
    },
    violates: "CommitKeepsUp",
    length: 14,
    config: { maxTerm: 2, values: 2 },
    budgets: { ElectionTimeout: 2, ClientRequest: 2, Replicate: 2 },
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
    name: "refusal-unmatches",
    bug: "RFT-36",
    about: "a late refusal lowers what the follower is known to have",
    rule: {
      stepBack: (progress, refused) => ({
        ...progress,
        nextIndex: Math.min(progress.nextIndex, refused),
        matchIndex: Math.min(progress.matchIndex, refused - 1),
      }),
    },
    violates: "MonotonicMatch",
    length: 12,
    config: { maxTerm: 1, values: 2 },
    budgets: { ElectionTimeout: 1, ClientRequest: 2, Replicate: 2 },
  },
  {
    name: "rolls-back-on-new-term",
    bug: "RFT-56",
    about: "a server that learns of a newer term drops what it does not know to be committed",
    rule: {
      adoptTerm: (server, term) => {
        const adopted = rules.adoptTerm(server, term);
        return { ...adopted, log: adopted.log.slice(0, adopted.commitIndex) };
      },
    },
    violates: "LeaderCompleteness",
    length: 11,
    config: { maxTerm: 2, values: 1 },
    budgets: { ElectionTimeout: 2, ClientRequest: 1, Replicate: 1 },
  },
  {
    name: "commits-beyond-match",
    bug: "own",
    about: "a follower takes over the leader's commitIndex beyond the entries known to match",
    rule: {
      followerCommit: (commitIndex, { leaderCommit }) => Math.max(commitIndex, leaderCommit),
    },
    violates: "CommittedIsStored",
    length: 13,
    config: { maxTerm: 1, values: 2 },
    budgets: { ElectionTimeout: 1, ClientRequest: 2, Replicate: 3 },
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
