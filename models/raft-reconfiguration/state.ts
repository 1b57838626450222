/**
 * The state of MongoRaftReconfig: every server's term, role, log and configuration at once, for its
 * steps span servers. A configuration is in no log: it is told by its term and its version.
 */
import type { ProcessId } from "../../checker/protocol.ts";

/** The terms of the entries, in order: an entry is told by its index and its term. */
export type Log = readonly number[];

export interface Configuration {
  /** `configTerm`: the term of the primary that made it, or took it over. */
  readonly term: number;
  /** `configVersion`: one higher with each reconfiguration. */
  readonly version: number;
  readonly members: ReadonlySet<ProcessId>;
}

export interface Server {
  readonly role: "primary" | "secondary";
  readonly currentTerm: number;
  readonly log: Log;
  readonly config: Configuration;
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
}

/** The steps, named as in MongoLoglessDynamicRaft.tla and MongoStaticRaft.tla. */
export type ReconfigurationAction =
  | {
      readonly type: "Reconfig";
      readonly server: ProcessId;
      readonly members: readonly ProcessId[];
    }
  | { readonly type: "SendConfig"; readonly from: ProcessId; readonly server: ProcessId }
  | {
      readonly type: "BecomeLeader";
      readonly server: ProcessId;
      readonly quorum: readonly ProcessId[];
    }
  | { readonly type: "UpdateTerms"; readonly from: ProcessId; readonly server: ProcessId }
  | { readonly type: "ClientRequest"; readonly server: ProcessId }
  | { readonly type: "GetEntries"; readonly server: ProcessId; readonly from: ProcessId }
  | { readonly type: "RollbackEntries"; readonly server: ProcessId; readonly from: ProcessId }
  | {
      readonly type: "CommitEntry";
      readonly server: ProcessId;
      readonly quorum: readonly ProcessId[];
    };
