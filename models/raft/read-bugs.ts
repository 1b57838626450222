/** Bugs of reads that bypass the log: dissertation §6.4, ReadIndex, and §6.4.1, leases. */
import { type Bug, ONE_CRASH } from "./bug.ts";
import { extensionRules } from "./extension-rules.ts";
import { rules } from "./rules.ts";
import { type Extended, extended, type Server } from "./state.ts";

const READ_INDEX = { reads: "read-index" } as const;
const LEASE = { reads: "lease", checkQuorum: true } as const;

/**
 * Two elections; the second leader commits a value that the first knows nothing of. Deliveries have
 * budgets too: that saves most of the states, and without them no trace is shorter.
 */
const OVERTAKEN = {
  ElectionTimeout: 2,
  ClientRequest: 1,
  Replicate: 1,
  ClientRead: 1,
  Heartbeat: 1,
  CheckQuorum: 0,
  RequestVoteRequest: 2,
  RequestVoteResponse: 2,
  HeartbeatRequest: 1,
  HeartbeatResponse: 1,
  AppendEntriesRequest: 1,
  AppendEntriesResponse: 1,
  LeaseExpires: 0,
  TransferLeadership: 1,
  AbortTransfer: 0,
};

export const readBugs: readonly Bug[] = [
  {
    name: "reads-unconfirmed",
    bug: "RFT-54",
    about: "a leader answers reads without hearing from a majority whether it still leads",
    rule: { isConfirmed: () => true },
    violates: "LinearizableReads",
    length: 13,
    config: { ...READ_INDEX, maxTerm: 2, values: 1 },
    budgets: OVERTAKEN,
  },
  {
    name: "reads-before-own-commit",
    bug: "RFT-35",
    about: "a leader answers reads before it knows what the leaders before it committed",
    rule: { knowsCommitted: () => true },
    violates: "LinearizableReads",
    length: 15,
    config: { ...READ_INDEX, maxTerm: 2, values: 1 },
    budgets: OVERTAKEN,
  },
  {
    name: "late-answers-confirm",
    bug: "own",
    about: "answers to the heartbeats of an earlier read confirm a later one",
    rule: { confirms: () => true },
    violates: "LinearizableReads",
    length: 19,
    config: { ...READ_INDEX, maxTerm: 2, values: 1 },
    budgets: { ...OVERTAKEN, ClientRead: 2, HeartbeatRequest: 2, HeartbeatResponse: 2 },
  },
  {
    name: "clocks-drift",
    bug: "RFT-34",
    about: "a follower's clock runs ahead: its promise ends before the lease that rests on it",
    rule: { endsByItself: () => true },
    violates: "LinearizableReads",
    length: 17,
    config: { ...LEASE, maxTerm: 2, values: 1 },
    budgets: OVERTAKEN,
  },
  {
    name: "lease-outlives-promises",
    bug: "own",
    about: "a lease counts from the answers to the heartbeats instead of from their sending",
    rule: {
      holdsLease: (leader, config) =>
        !leader.transfer.isSent && extensionRules.isConfirmed(leader, config),
    },
    violates: "LinearizableReads",
    length: 18,
    config: { ...LEASE, maxTerm: 2, values: 1 },
    budgets: { ...OVERTAKEN, LeaseExpires: 1 },
  },
  {
    name: "late-heartbeat-shortens-promise",
    bug: "own",
    about: "a late heartbeat of an earlier round takes a promise back that a newer lease rests on",
    rule: { renewed: (_known, round) => round },
    violates: "LeaseExcludesOthers",
    length: 14,
    config: { ...LEASE, maxTerm: 2, values: 0 },
    budgets: {
      ...OVERTAKEN,
      ClientRequest: 0,
      Replicate: 0,
      ClientRead: 0,
      Heartbeat: 2,
      HeartbeatRequest: 2,
      LeaseExpires: 1,
    },
  },
  {
    name: "past-heartbeat-confirms",
    bug: "own",
    about: "the answer to a heartbeat of an older term confirms its round: its leader leads again",
    rule: { confirmedBy: (_isCurrent, round) => round },
    violates: "LeaseExcludesOthers",
    length: 16,
    config: { ...LEASE, maxTerm: 4, values: 0 },
    budgets: {
      ...OVERTAKEN,
      ClientRequest: 0,
      Replicate: 0,
      ClientRead: 0,
      ElectionTimeout: 4,
      Heartbeat: 1,
      LeaseExpires: 0,
      RequestVoteRequest: 4,
      RequestVoteResponse: 3,
      HeartbeatRequest: 2,
      HeartbeatResponse: 2,
    },
  },
  {
    name: "votes-under-lease",
    bug: "own",
    about: "a server votes although a lease rests on its promise not to",
    rule: { isIgnored: () => false },
    violates: "LinearizableReads",
    length: 16,
    config: { ...LEASE, maxTerm: 2, values: 1 },
    budgets: OVERTAKEN,
  },
  {
    name: "forgets-promise",
    bug: "own",
    about: "a restarted server votes at once, although a lease rests on its promise not to",
    rule: { durable: (server) => withoutPromise(rules.durable(server)) },
    violates: "LinearizableReads",
    length: 18,
    config: { ...LEASE, maxTerm: 2, values: 1 },
    budgets: { ...OVERTAKEN, ...ONE_CRASH },
  },
  {
    name: "newer-term-ends-promise",
    bug: "own",
    about: "a server that learns of a newer term forgets its promise, and votes in that term",
    rule: {
      adoptTerm: (server, term) => withoutPromise(rules.adoptTerm(server, term)),
    },
    violates: "LinearizableReads",
    length: 19,
    config: { ...LEASE, maxTerm: 2, values: 1 },
    budgets: { ...OVERTAKEN, ElectionTimeout: 3, RequestVoteRequest: 3, RequestVoteResponse: 3 },
  },
  {
    name: "lease-survives-transfer",
    bug: "RFT-33",
    about: "a leader keeps its lease after it told another to stand",
    rule: {
      holdsLease: (leader, config) => extensionRules.holdsLease(unsent(leader), config),
    },
    violates: "LinearizableReads",
    length: 17,
    config: { ...LEASE, transfer: true, maxTerm: 2, values: 1 },
    budgets: { ...OVERTAKEN, ElectionTimeout: 1 },
  },
  {
    name: "lease-resumes-after-transfer",
    bug: "RFT-33",
    about: "a leader that gave up on a hand-over takes its lease up again; TimeoutNow is only late",
    rule: {
      holdsLease: (leader, config) =>
        leader.transfer.to === null && extensionRules.holdsLease(unsent(leader), config),
    },
    violates: "LinearizableReads",
    length: 18,
    config: { ...LEASE, transfer: true, maxTerm: 2, values: 1 },
    budgets: { ...OVERTAKEN, ElectionTimeout: 1, AbortTransfer: 1 },
  },
];

function withoutPromise(server: Server): Server {
  const { contact } = extended(server);
  return { ...server, contact: { ...contact, promise: null } };
}

function unsent(leader: Extended): Extended {
  return { ...leader, transfer: { ...leader.transfer, isSent: false } };
}
