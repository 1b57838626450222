/** Raft's messages (Figure 2) and the events that a server brings about by itself. */
import type { ProcessId } from "../../checker/protocol.ts";
import type { ExtensionEvent, ExtensionMessage } from "./extension-messages.ts";
import type { LogEvent } from "./log-extensions.ts";
import type { LogEntry } from "./state.ts";

/** A candidate asks for a vote. §5.2 */
export interface RequestVoteRequest {
  readonly type: "RequestVoteRequest";
  readonly term: number;
  readonly lastLogIndex: number;
  readonly lastLogTerm: number;
  /** There only if the candidate's leader told it to stand. Dissertation §3.10 */
  readonly isTransfer?: true;
}

/** The answer to a RequestVoteRequest. */
export interface RequestVoteResponse {
  readonly type: "RequestVoteResponse";
  readonly term: number;
  readonly voteGranted: boolean;
}

/** A leader replicates an entry, or tells that it leads and what is committed. §5.3 */
export interface AppendEntriesRequest {
  readonly type: "AppendEntriesRequest";
  readonly term: number;
  readonly prevLogIndex: number;
  readonly prevLogTerm: number;
  /** One entry, or none. */
  readonly entries: readonly LogEntry[];
  readonly leaderCommit: number;
}

/** The answer to an AppendEntriesRequest. */
export interface AppendEntriesResponse {
  readonly type: "AppendEntriesResponse";
  readonly term: number;
  readonly success: boolean;
  /** The last index known to match, on success; else the prevLogIndex that was refused. */
  readonly index: number;
  /** Up to which index the logs may match at most; there only in a refusal, where leaders probe. */
  readonly mayMatch?: number;
}

/** A leader sends its snapshot, with the entries that made the state in it. Extended paper, Figure 13 */
export interface InstallSnapshotRequest {
  readonly type: "InstallSnapshotRequest";
  readonly term: number;
  readonly lastIncludedIndex: number;
  readonly lastIncludedTerm: number;
  readonly entries: readonly LogEntry[];
}

export type RaftMessage =
  | RequestVoteRequest
  | RequestVoteResponse
  | AppendEntriesRequest
  | AppendEntriesResponse
  | InstallSnapshotRequest
  | ExtensionMessage;

export type RaftEvent =
  /** No leader was heard of for too long: stand for election. */
  | { readonly type: "ElectionTimeout" }
  /** A client asks this leader to store a value. */
  | { readonly type: "ClientRequest"; readonly value: string }
  /** The leader's own entries reach its disk; only where that is later than their append. */
  | { readonly type: "Flush" }
  /** This leader sends what `to` lacks. */
  | { readonly type: "Replicate"; readonly to: ProcessId }
  | ExtensionEvent
  | LogEvent;
