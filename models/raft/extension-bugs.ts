/** Bugs of the extensions of elections: PreVote, leader stickiness, leadership transfer. */
import type { Bug } from "./bug.ts";
import { rules } from "./rules.ts";

const PRE_VOTE = { preVote: true };
const TRANSFER = { transfer: true };

export const extensionBugs: readonly Bug[] = [
  {
    name: "stands-unasked",
    bug: "RFT-49",
    about: "no pre-vote: a server that was cut off raises its term as often as it times out",
    rule: { asksFirst: () => false },
    violates: "NoDisruptiveServer",
    length: 8,
    config: { ...PRE_VOTE, maxTerm: 2, values: 0 },
    budgets: { ElectionTimeout: 2, ClientRequest: 0, Replicate: 0, Heartbeat: 1 },
  },
  {
    name: "pre-votes-in-touch",
    bug: "own",
    about: "a pre-vote is given by servers that hear from a leader",
    rule: {
      wouldVote: (voter, request, candidate) =>
        voter.role !== "leader" &&
        rules.wouldVote(
          { ...voter, contact: { ...voter.contact, promise: null } },
          request,
          candidate,
        ),
    },
    violates: "NoDisruptiveServer",
    length: 12,
    config: { ...PRE_VOTE, maxTerm: 2, values: 0 },
    budgets: { ElectionTimeout: 2, ClientRequest: 0, Replicate: 0, Heartbeat: 1 },
  },
  {
    name: "leader-pre-votes",
    bug: "RFT-19",
    about: "a leader gives pre-votes: it helps to depose itself",
    rule: {
      wouldVote: (voter, request, candidate) =>
        voter.role === "leader" || rules.wouldVote(voter, request, candidate),
    },
    violates: "NoDisruptiveServer",
    length: 12,
    config: { ...PRE_VOTE, maxTerm: 2, values: 0 },
    budgets: { ElectionTimeout: 2, ClientRequest: 0, Replicate: 0, Heartbeat: 1 },
  },
  {
    name: "votes-in-touch",
    bug: "own",
    about: "a vote is given by servers that hear from a leader",
    rule: { isIgnored: () => false },
    violates: "LeaderStickiness",
    length: 6,
    config: { checkQuorum: true, maxTerm: 2, values: 0 },
    budgets: { ElectionTimeout: 2, ClientRequest: 0, Replicate: 0, Heartbeat: 1, CheckQuorum: 0 },
  },
  {
    name: "one-answer-is-enough",
    bug: "RFT-52",
    about:
      "a leader goes on as long as one follower answers: a bridge keeps it, and it can't commit",
    rule: { keepsLeading: (active) => active > 0 },
    violates: "QuorumIsChecked",
    length: 10,
    config: { checkQuorum: true, nodes: 4, maxTerm: 1, values: 0 },
    // Of two or three servers, one answer makes a majority.
    sizes: [4, 5],
    budgets: { ElectionTimeout: 1, ClientRequest: 0, Replicate: 0, Heartbeat: 1, CheckQuorum: 1 },
  },
  {
    name: "permission-beats-vote",
    bug: "own",
    about: "who was told to stand gets the votes of those who voted for another in that term",
    rule: {
      mayVote: (voter, candidate, request) =>
        request.isTransfer === true || rules.mayVote(voter, candidate, request),
    },
    violates: "ElectionSafety",
    length: 11,
    config: { ...TRANSFER, maxTerm: 2, values: 0 },
    budgets: { ElectionTimeout: 2, ClientRequest: 0, Replicate: 0, TransferLeadership: 1 },
  },
  {
    name: "preference-beats-log",
    bug: "own",
    about: "a preferred server is told to stand, and voted for, although its log is behind",
    rule: {
      isCaughtUp: () => true,
      isUpToDate: (request, log) => request.isTransfer === true || rules.isUpToDate(request, log),
    },
    violates: "LeaderCompleteness",
    length: 12,
    config: { ...TRANSFER, preferred: 1, maxTerm: 2, values: 1 },
    budgets: { ElectionTimeout: 1, ClientRequest: 1, Replicate: 1, TransferLeadership: 1 },
  },
];
