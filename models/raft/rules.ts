/**
 * The decisions that make Raft safe, each a function of its own: what may be voted for, what is
 * appended, what counts as committed, what survives a crash. The protocol is put together from them
 * (raft.ts), and a mutant replaces one of them (mutants.ts).
 */
import type { ProcessId } from "../../checker/protocol.ts";
import { majorityOf } from "../kit/cluster.ts";
import { type ExtensionRules, extensionRules } from "./extension-rules.ts";
import { extensionsOfFollower } from "./extension-state.ts";
import type {
  AppendEntriesRequest,
  AppendEntriesResponse,
  RequestVoteRequest,
} from "./messages.ts";
import { type MembershipRules, membershipRules } from "./membership-rules.ts";
import { type ProbeRules, probeRules } from "./probes.ts";
import { type SnapshotRules, snapshotRules } from "./snapshot-rules.ts";
import { INITIAL_SERVER, type LogEntry, type Progress, type Server, termAt } from "./state.ts";

export interface Rules extends ExtensionRules, MembershipRules, ProbeRules, SnapshotRules {
  /** What a server becomes when it learns of a higher term. §5.1 */
  adoptTerm(server: Server, term: number): Server;
  /** What a candidate or a stale leader becomes when another leads its own term. §5.2 */
  followLeader(server: Server): Server;
  /** Is a candidate's log at least as up to date as the voter's? §5.4.1 */
  isUpToDate(
    request: Pick<RequestVoteRequest, "lastLogIndex" | "lastLogTerm" | "isTransfer">,
    log: readonly LogEntry[],
  ): boolean;
  /** May `voter`, which is in the request's term, vote for `candidate`? §5.2 */
  mayVote(
    voter: Server,
    candidate: ProcessId,
    request: Pick<RequestVoteRequest, "isTransfer">,
  ): boolean;
  /** The server that decides about a vote, given what it was and what it is in the new term. §5.1 */
  voter(before: Server, current: Server): Server;
  /** Are these many votes enough to lead? §5.2 */
  wins(votes: number, nodes: number): boolean;
  /** Does the log contain the entry that the request's entries follow? §5.3 */
  matchesPrevious(log: readonly LogEntry[], request: AppendEntriesRequest): boolean;
  /** The log after a request that matches: only from a conflict on is anything deleted. §5.3 */
  merge(log: readonly LogEntry[], request: AppendEntriesRequest): readonly LogEntry[];
  /** What a follower knows to be committed after a request that matches. §5.3 */
  followerCommit(commitIndex: number, request: AppendEntriesRequest): number;
  /** Does a leader take account of an answer? §5.1: only of its own term's. */
  counts(server: Server, response: AppendEntriesResponse): boolean;
  /** What the leader knows of a follower after it accepted entries up to `index`. §5.3 */
  acknowledge(progress: Progress, index: number): Progress;
  /** What it knows of a follower that refused at `refused`: try the entry there next. §5.3 */
  stepBack(progress: Progress, refused: number): Progress;
  /** How many servers have the entry at `index`, as the leader knows. §5.3 */
  replicas(leader: Server, index: number): number;
  /** Are these many replicas enough to commit? §5.3 */
  isQuorum(replicas: number, nodes: number): boolean;
  /** May the leader commit the entry at `index` by counting its replicas? §5.4.2 */
  mayCommit(leader: Server, index: number): boolean;
  /** What a crash leaves: what was on disk. Figure 2 */
  durable(server: Server): Server;
}

/** Raft as it is. */
export const rules: Rules = {
  ...extensionRules,
  ...membershipRules,
  ...probeRules,
  ...snapshotRules,

  adoptTerm: (server, term) => ({
    ...follower(server),
    currentTerm: term,
    votedFor: null,
  }),

  followLeader: (server) => follower(server),

  isUpToDate: ({ lastLogTerm, lastLogIndex }, log) => {
    const ownTerm = termAt(log, log.length);
    return lastLogTerm > ownTerm || (lastLogTerm === ownTerm && lastLogIndex >= log.length);
  },

  mayVote: (voter, candidate) => voter.votedFor === null || voter.votedFor === candidate,

  voter: (_before, current) => current,

  wins: (votes, nodes) => votes >= majorityOf(nodes),

  matchesPrevious: (log, { prevLogIndex, prevLogTerm }) =>
    prevLogIndex === 0 || (prevLogIndex <= log.length && termAt(log, prevLogIndex) === prevLogTerm),

  merge: (log, { prevLogIndex, entries }) => {
    const conflict = entries.findIndex(
      (entry, offset) => termAt(log, prevLogIndex + 1 + offset) !== entry.term,
    );
    return conflict === -1
      ? log
      : [...log.slice(0, prevLogIndex + conflict), ...entries.slice(conflict)];
  },

  followerCommit: (commitIndex, { leaderCommit, prevLogIndex, entries }) =>
    Math.max(commitIndex, Math.min(leaderCommit, prevLogIndex + entries.length)),

  counts: (server, { term }) => term === server.currentTerm,

  acknowledge: (progress, index) => ({
    ...progress,
    matchIndex: Math.max(progress.matchIndex, index),
    nextIndex: Math.max(progress.nextIndex, index + 1),
  }),

  // But none that is known to match.
  stepBack: (progress, refused) => ({
    ...progress,
    nextIndex: Math.max(progress.matchIndex + 1, Math.min(progress.nextIndex, refused)),
  }),

  replicas: ({ log, unflushed, progress }, index) => {
    const onOwnDisk = index <= log.length - unflushed ? 1 : 0;
    return onOwnDisk + [...progress.values()].filter((p) => p.matchIndex >= index).length;
  },

  isQuorum: (replicas, nodes) => replicas >= majorityOf(nodes),

  mayCommit: ({ log, currentTerm }, index) => termAt(log, index) === currentTerm,

  durable: ({ currentTerm, votedFor, log, unflushed, ...volatile }) => ({
    ...INITIAL_SERVER,
    currentTerm,
    votedFor,
    log: log.slice(0, log.length - unflushed),
    ...extensionsOfFollower(volatile),
  }),
};

/** The server as a follower in its own term: its vote stays given, its log is flushed. */
export function follower(server: Server): Server {
  return {
    ...server,
    unflushed: 0,
    role: "follower",
    votesGranted: new Set(),
    progress: new Map(),
    ...extensionsOfFollower(server),
  };
}
