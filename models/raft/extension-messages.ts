/** The messages and events of Raft's extensions. Dissertation §3.10, §4.2.3, §6.4, §9.6 */
import type { ProcessId } from "../../checker/protocol.ts";

/** A leader shows that it leads. */
export interface HeartbeatRequest {
  readonly type: "HeartbeatRequest";
  readonly term: number;
  readonly round: number;
}

/** The answer to a HeartbeatRequest. */
export interface HeartbeatResponse {
  readonly type: "HeartbeatResponse";
  readonly term: number;
  readonly round: number;
}

/**
 * No message but time itself: the lease of this round is over at the leader, so that from now on the
 * promises that it rests on may end. Those who promised can't know that by themselves.
 */
export interface LeaseOver {
  readonly type: "LeaseOver";
  readonly round: number;
}

/** A server asks whether it would get a vote, before it raises its term. It is still in the last. */
export interface PreVoteRequest {
  readonly type: "PreVoteRequest";
  readonly nextTerm: number;
  readonly lastLogIndex: number;
  readonly lastLogTerm: number;
}

/** The answer to a PreVoteRequest. */
export interface PreVoteResponse {
  readonly type: "PreVoteResponse";
  readonly nextTerm: number;
  /** The term of who refuses; the asker's own if it is granted, so that nobody is deposed by it. */
  readonly term: number;
  readonly preVoteGranted: boolean;
}

/** A leader tells another server to stand for election at once. §3.10 */
export interface TimeoutNow {
  readonly type: "TimeoutNow";
  readonly term: number;
}

export type ExtensionMessage =
  HeartbeatRequest | HeartbeatResponse | LeaseOver | PreVoteRequest | PreVoteResponse | TimeoutNow;

export type ExtensionEvent =
  /** A leader sends a round of heartbeats. */
  | { readonly type: "Heartbeat" }
  /** A follower has not heard from its leader for an election time-out. */
  | { readonly type: "LeaderSilent" }
  /** An election time-out has passed since a leader last looked at whom it heard from. */
  | { readonly type: "CheckQuorum" }
  /** So much time has passed since the newest round was sent that no lease rests on it any more. */
  | { readonly type: "LeaseExpires" }
  /** A client asks this server to read. */
  | { readonly type: "ClientRead" }
  /** This server answers the read. */
  | { readonly type: "AnswerRead" }
  /** This leader is told to hand over to `to`. */
  | { readonly type: "TransferLeadership"; readonly to: ProcessId }
  /** A hand-over has not succeeded for an election time-out. */
  | { readonly type: "AbortTransfer" };
