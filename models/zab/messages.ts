/**
 * The messages of ZAB, named as in its paper (what ZooKeeper calls them in brackets), and what a
 * server does by itself. Junqueira, Reed & Serafini 2011, §4.
 */
import type { ProcessId } from "../../checker/protocol.ts";
import type { Recency, Txn, Zxid } from "./state.ts";

/** Where a message belongs: to which connection of the learner, and where in its stream. */
export interface Header {
  readonly connection: number;
  readonly sequence: number;
}

/** A learner connects, and reports the epoch that it has accepted. (FOLLOWERINFO, OBSERVERINFO) */
export interface CEpoch {
  readonly type: "CEPOCH";
  readonly acceptedEpoch: number;
}

/** The leader has chosen an epoch. (LEADERINFO) */
export interface NewEpoch {
  readonly type: "NEWEPOCH";
  readonly epoch: number;
}

/** A learner goes along with the epoch, and reports how recent its history is. (ACKEPOCH) */
export interface AckEpoch {
  readonly type: "ACKEPOCH";
  /** Is this the first leader of that epoch that it answers? Only then does the answer count. */
  readonly isFirst: boolean;
  readonly recency: Recency;
  /** The history itself, where leaders take over the best of a quorum; else empty. */
  readonly history: readonly Txn[];
}

/** How a leader makes a learner's history its own. */
export interface Sync {
  /** `DIFF`: append. `TRUNC`: cut off what comes after `after`, then append. `SNAP`: replace all. */
  readonly mode: "DIFF" | "TRUNC" | "SNAP";
  readonly after: Zxid;
  readonly txns: readonly Txn[];
}

/** The leader's history. (DIFF, TRUNC or SNAP, the proposals that follow, and NEWLEADER) */
export interface NewLeader {
  readonly type: "NEWLEADER";
  readonly epoch: number;
  readonly sync: Sync;
}

/** A learner has the leader's history on disk. (ACK of NEWLEADER) */
export interface AckLeader {
  readonly type: "ACK-LD";
}

/** A quorum has the leader's history: what is committed of it may be delivered. (UPTODATE) */
export interface CommitLeader {
  readonly type: "COMMIT-LD";
  readonly committed: number;
}

/** A proposal. (PROPOSAL) */
export interface Propose {
  readonly type: "PROPOSE";
  readonly txn: Txn;
}

/** A follower has the proposal on disk. (ACK) */
export interface Ack {
  readonly type: "ACK";
  readonly zxid: Zxid;
}

/** The proposal is committed. (COMMIT) */
export interface Commit {
  readonly type: "COMMIT";
  readonly zxid: Zxid;
}

/** An observer is told of a proposal once it is committed. (INFORM) */
export interface Inform {
  readonly type: "INFORM";
  readonly txn: Txn;
}

/** The other end has closed the connection: TCP says so, unless it can't. */
export interface Closed {
  readonly type: "CLOSED";
  /** Does the leader close it, or the learner? */
  readonly byLeader: boolean;
}

/** What travels over a connection. */
export type Body =
  | CEpoch
  | NewEpoch
  | AckEpoch
  | NewLeader
  | AckLeader
  | CommitLeader
  | Propose
  | Ack
  | Commit
  | Inform
  | Closed;

export type ZabMessage = Body & Header;

export type ZabEvent =
  /** The election makes this server the leader. */
  | { readonly type: "Lead" }
  /** The election tells this server, or observer, to follow `leader`. */
  | { readonly type: "Follow"; readonly leader: ProcessId }
  /** It gives up its leader, or leading, and looks for a leader again. */
  | { readonly type: "Timeout" }
  /** A client asks the leader to store a value. */
  | { readonly type: "ClientRequest"; readonly value: string }
  /** A learner takes the next step of its synchronisation. */
  | { readonly type: "SyncStep" }
  /** Queued proposals reach the disk. */
  | { readonly type: "Flush" };
