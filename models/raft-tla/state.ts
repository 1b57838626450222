/**
 * A server of raft.tla, its messages and its events, in the specification's own names. The prefix
 * of its fields (`mterm`, `eterm`) is left out; `state` is called `role`, for here a state is more.
 */
import type { ProcessId } from "../../checker/protocol.ts";
import { processIds } from "../kit/cluster.ts";

export interface LogEntry {
  readonly term: number;
  readonly value: string;
}

export type Log = readonly LogEntry[];

/** A successful election. Only the proof needs it: it is empty without `history`. */
export interface Election {
  readonly term: number;
  readonly log: Log;
  readonly votes: ReadonlySet<ProcessId>;
  /** The log of each voter when it voted. */
  readonly voterLog: ReadonlyMap<ProcessId, Log>;
}

/** A server. A restart keeps `currentTerm`, `votedFor` and `log`. */
export interface Server {
  readonly role: "follower" | "candidate" | "leader";
  readonly currentTerm: number;
  readonly votedFor: ProcessId | null;
  readonly log: Log;
  readonly commitIndex: number;
  // Of a candidate.
  readonly votesResponded: ReadonlySet<ProcessId>;
  readonly votesGranted: ReadonlySet<ProcessId>;
  /** The log of each server that granted its vote; only with `history`. */
  readonly voterLog: ReadonlyMap<ProcessId, Log>;
  // Of a leader.
  readonly nextIndex: ReadonlyMap<ProcessId, number>;
  readonly matchIndex: ReadonlyMap<ProcessId, number>;
  /** The elections that this server won. The specification's `elections` is the union of these. */
  readonly elections: ReadonlySet<Election>;
}

/** What the servers send each other. `term` is the sender's. */
export type RaftMessage =
  RequestVoteRequest | RequestVoteResponse | AppendEntriesRequest | AppendEntriesResponse;

export interface RequestVoteRequest {
  readonly type: "RequestVoteRequest";
  readonly term: number;
  readonly lastLogTerm: number;
  readonly lastLogIndex: number;
}

export interface RequestVoteResponse {
  readonly type: "RequestVoteResponse";
  readonly term: number;
  readonly voteGranted: boolean;
  /** The voter's log, which only the proof needs; there even without `history`. */
  readonly log: Log;
}

export interface AppendEntriesRequest {
  readonly type: "AppendEntriesRequest";
  readonly term: number;
  readonly prevLogIndex: number;
  readonly prevLogTerm: number;
  /** One entry, or none. */
  readonly entries: Log;
  readonly commitIndex: number;
  /** The leader's log, which only the proof needs: only with `history`. */
  readonly log?: Log;
}

export interface AppendEntriesResponse {
  readonly type: "AppendEntriesResponse";
  readonly term: number;
  readonly success: boolean;
  readonly matchIndex: number;
}

/** What a server may do by itself. */
export type RaftEvent =
  | { readonly type: "Timeout" }
  | { readonly type: "RequestVote"; readonly to: ProcessId }
  | { readonly type: "BecomeLeader" }
  | { readonly type: "ClientRequest"; readonly value: string }
  | { readonly type: "AdvanceCommitIndex" }
  | { readonly type: "AppendEntries"; readonly to: ProcessId }
  | { readonly type: "Restart" };

/** The parts of the config that the actions read. */
export interface RaftTlaConfig {
  readonly nodes: number;
  readonly values: number;
  readonly lossy: boolean;
  readonly history: boolean;
}

/** "n1", "n2", …: raft.tla `Server`. */
export function serverIds(config: RaftTlaConfig): readonly ProcessId[] {
  return processIds(config.nodes);
}

/** "v1", "v2", …: raft.tla `Value`. */
export function clientValues(config: RaftTlaConfig): readonly string[] {
  return processIds(config.values, "v");
}

/** The term of the last entry in a log, or 0 if it is empty. raft.tla `LastTerm`. */
export function lastTerm(log: Log): number {
  return log.at(-1)?.term ?? 0;
}

/** The term of the entry at `index`, counted from 1; 0 before the first. */
export function termAt(log: Log, index: number): number {
  return log[index - 1]?.term ?? 0;
}

/** `index` for each server. */
export function forAll(config: RaftTlaConfig, index: number): ReadonlyMap<ProcessId, number> {
  return new Map(serverIds(config).map((server) => [server, index]));
}

/** raft.tla `Init`, as far as one server goes. Terms start at 1. */
export function initialServer(config: RaftTlaConfig): Server {
  return {
    role: "follower",
    currentTerm: 1,
    votedFor: null,
    log: [],
    commitIndex: 0,
    votesResponded: new Set(),
    votesGranted: new Set(),
    voterLog: new Map(),
    nextIndex: forAll(config, 1),
    matchIndex: forAll(config, 0),
    elections: new Set(),
  };
}
