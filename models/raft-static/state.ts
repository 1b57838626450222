/**
 * The state of MongoStaticRaft: every server's term, role and log at once, for its steps span
 * servers. A log is the terms of its entries; `committed` is what history will hold leaders to.
 */
import type { ProcessId } from "../../checker/protocol.ts";

/** The terms of the entries, in order: an entry is told by its index and its term. */
export type Log = readonly number[];

export interface Server {
  readonly role: "primary" | "secondary";
  readonly currentTerm: number;
  readonly log: Log;
}

/** What was committed, and in which term. */
export interface Commit {
  readonly index: number;
  /** The term of the entry. */
  readonly entryTerm: number;
  /** The term in which it was committed: the primary's. */
  readonly term: number;
}

export interface Cluster {
  readonly servers: ReadonlyMap<ProcessId, Server>;
  readonly committed: ReadonlySet<Commit>;
  /** The members that vote and commit; it never changes. */
  readonly members: ReadonlySet<ProcessId>;
}

/** The steps, named as in MongoStaticRaft.tla. */
export type StaticRaftAction =
  | { readonly type: "ClientRequest"; readonly server: ProcessId }
  | { readonly type: "GetEntries"; readonly server: ProcessId; readonly from: ProcessId }
  | { readonly type: "RollbackEntries"; readonly server: ProcessId; readonly from: ProcessId }
  | {
      readonly type: "BecomeLeader";
      readonly server: ProcessId;
      readonly quorum: readonly ProcessId[];
    }
  | {
      readonly type: "CommitEntry";
      readonly server: ProcessId;
      readonly quorum: readonly ProcessId[];
    }
  | { readonly type: "UpdateTerms"; readonly server: ProcessId; readonly from: ProcessId };
