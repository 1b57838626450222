/** Bugs of elections: who votes for whom, how often, and who steps down. §5.1, §5.2, §5.4.1 */
import { type Bug, ONE_CRASH } from "./bug.ts";
import { follower, rules } from "./rules.ts";
import { INITIAL_SERVER, termAt } from "./state.ts";

const ONE_ELECTION_EACH = { ElectionTimeout: 2, ClientRequest: 0, Replicate: 0 };

export const electionBugs: readonly Bug[] = [
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
    name: "half-elects",
    bug: "RFT-11",
    about: "half of the servers are enough to elect a leader",
    rule: { wins: (votes, nodes) => votes * 2 >= nodes },
    violates: "ElectionSafety",
    length: 7,
    config: { nodes: 4, maxTerm: 1, values: 0 },
    sizes: [4, 2],
    budgets: ONE_ELECTION_EACH,
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
      mayVote: (voter, candidate, request) =>
        voter.role === "leader" || rules.mayVote(voter, candidate, request),
    },
    violates: "ElectionSafety",
    length: 7,
    config: { maxTerm: 1, values: 0 },
    budgets: ONE_ELECTION_EACH,
  },
  {
    name: "never-steps-down",
    bug: "own",
    about: "a leader that learns of a newer term, or of its leader, goes on leading",
    rule: {
      adoptTerm: (server, term) => ({ ...server, currentTerm: term, votedFor: null }),
      followLeader: (server) => server,
    },
    violates: "LeaderAppendOnly",
    length: 12,
    config: { maxTerm: 2, values: 1 },
    budgets: { ElectionTimeout: 2, ClientRequest: 2, Replicate: 1 },
  },
];
