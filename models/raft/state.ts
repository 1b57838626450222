/** A Raft server's state, grouped as in Figure 2 of Ongaro & Ousterhout 2014. */
import type { ProcessId } from "../../checker/protocol.ts";
import type { Configuration } from "./configuration.ts";
import { type Extensions, NO_EXTENSIONS } from "./extension-state.ts";

export interface LogEntry {
  readonly term: number;
  readonly value: string;
  /** There only if the entry is a configuration. Dissertation §4.1 */
  readonly configuration?: Configuration;
}

/** What a leader knows of one follower. */
export interface Progress {
  /** The index of the next entry to send to it. */
  readonly nextIndex: number;
  /** The highest index known to be in its log as in the leader's. Invariant: < nextIndex. */
  readonly matchIndex: number;
  /** The commitIndex that it was told last; -1 before the leader's first message to it. */
  readonly toldCommit: number;
  /** There only while the leader probes: may it send one message, or has it to wait for an answer? */
  readonly probe?: "ready" | "sent";
}

/** What stands for the beginning of the log. Dissertation §5.1 */
export interface Snapshot {
  /** The entries up to here are in it: in `log` they are what it says, and no handler reads them. */
  readonly lastIncludedIndex: number;
  /** Did it come from a leader? */
  readonly isInstalled: boolean;
  /** How far the next one will go, which is being written; volatile. */
  readonly writing?: number;
}

/** The state machine on disk: what was applied, in order. */
export interface Applied {
  readonly index: number;
  readonly values: readonly string[];
}

export interface Server extends Partial<Extensions> {
  // Persistent: on disk before any message is answered.
  readonly currentTerm: number;
  /** The candidate that got this server's vote in currentTerm. */
  readonly votedFor: ProcessId | null;
  /** The entry of index i is log[i - 1]. */
  readonly log: readonly LogEntry[];
  /** How many entries at the log's end are not on disk yet: 0 unless the leader's disk is slow. */
  readonly unflushed: number;
  /** There only if the beginning of the log was replaced by it. */
  readonly snapshot?: Snapshot;
  /** There only if something was applied, and entries are applied in steps of their own. */
  readonly applied?: Applied;

  // Volatile.
  readonly role: "follower" | "pre-candidate" | "candidate" | "leader";
  /** Invariant: <= log.length. */
  readonly commitIndex: number;
  /** A candidate's votes in currentTerm, its own included; empty for others. */
  readonly votesGranted: ReadonlySet<ProcessId>;
  /** A leader's followers; empty for others. */
  readonly progress: ReadonlyMap<ProcessId, Progress>;
}

export const INITIAL_SERVER: Server = {
  currentTerm: 0,
  votedFor: null,
  log: [],
  unflushed: 0,
  role: "follower",
  commitIndex: 0,
  votesGranted: new Set(),
  progress: new Map(),
};

/** A server where extensions of Raft are on. */
export type Extended = Server & Extensions;

/** The server with its extensions' part, neutral where it has none. */
export function extended(server: Server): Extended {
  return isExtended(server) ? server : { ...NO_EXTENSIONS, ...server };
}

function isExtended(server: Server): server is Extended {
  const { contact, reads, preVotes, transfer } = server;
  return [contact, reads, preVotes, transfer].every((part) => part !== undefined);
}

/** The term of the entry at `index`, 0 where there is none. */
export function termAt(log: readonly LogEntry[], index: number): number {
  return log[index - 1]?.term ?? 0;
}
