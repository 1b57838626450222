/**
 * A server of ZAB: what is on its disk, what it has in memory, and what it knows of its connections.
 * Junqueira, Reed & Serafini 2011, §4; the names are those of ZooKeeper where the paper has none.
 */
import { type ProcessId } from "../../checker/protocol.ts";
import { processIds } from "../kit/cluster.ts";
import type { NewLeader } from "./messages.ts";

/** A transaction's id: the epoch of the primary that proposed it, and its number in that epoch. */
export interface Zxid {
  readonly epoch: number;
  readonly counter: number;
}

export interface Txn {
  readonly zxid: Zxid;
  readonly value: string;
}

/** How recent a history is: of two, first the epochs are compared, then the last transactions. */
export interface Recency {
  readonly currentEpoch: number;
  readonly lastZxid: Zxid;
}

/** One end of a connection. */
export interface Link {
  /** Its number, among all that the learner has ever opened. */
  readonly connection: number;
  /** How many messages were sent from here, and received here. */
  readonly sent: number;
  readonly received: number;
}

/** What a leader knows of a server that is connected to it. */
export interface Learner {
  readonly link: Link;
  /** How far it has come, as the leader knows: */
  readonly stage:
    | "connected" // it has sent CEPOCH
    | "asked" // it was sent NEWEPOCH
    | "joining" // it answered, but had accepted the epoch before: it does not count
    | "answered" // it has accepted the epoch
    | "syncing" // it was sent NEWLEADER
    | "synced" // it has acknowledged NEWLEADER
    | "refused"; // before that it has acknowledged a transaction: it does not count
  /** The epoch that its CEPOCH reported, until the new one is chosen; then 0. */
  readonly reported: number;
  /** What its ACKEPOCH reported, until it is sent NEWLEADER. */
  readonly answer: { readonly recency: Recency; readonly history: readonly Txn[] } | null;
  /** How many transactions of the leader's log it was sent, if it was sent NEWLEADER. */
  readonly told: number;
  /** How many transactions of the leader's log it has acknowledged. */
  readonly acked: number;
}

/** What a follower has still to do before it is synchronised. */
export interface Synchronization {
  readonly steps: readonly SyncStep[];
  readonly message: NewLeader;
}

/**
 * The steps of taking over a leader's history: the database in memory becomes it, the disk gets it,
 * the epoch is written, NEWLEADER is acknowledged.
 */
export type SyncStep = "load" | "write" | "epoch" | "acknowledge";

export interface Server {
  // On disk.
  /** The last epoch for which NEWEPOCH was accepted: f.p in the paper. */
  readonly acceptedEpoch: number;
  /** The last epoch for which NEWLEADER was accepted: f.a in the paper. */
  readonly currentEpoch: number;
  readonly disk: readonly Txn[];

  // In memory.
  readonly role:
    | "looking"
    | "leading"
    | "following"
    | "halted" // a message was out of place: it does nothing more before it restarts
    | "refusing"; // with a bug: restarted, it does not go on from what is on its disk
  readonly phase: "election" | "discovery" | "synchronization" | "broadcast";
  /** The history that the server goes by: what is on its disk, and what is on its way there. */
  readonly log: readonly Txn[];
  /** How many of the log's last transactions are queued for the disk. */
  readonly unwritten: number;
  /** How many of the log's first transactions it has delivered. */
  readonly committed: number;
  /** Whom it follows; null unless it does. */
  readonly leader: ProcessId | null;
  /** Its end of the connection to its leader; null unless it follows. */
  readonly link: Link | null;
  /** What it has still to do before it acknowledges NEWLEADER; null if nothing. */
  readonly pending: Synchronization | null;
  /** The epoch that it leads, once it is chosen; 0 before, and unless it leads. */
  readonly epoch: number;
  /** Those connected to it, while it leads. */
  readonly learners: ReadonlyMap<ProcessId, Learner>;

  // With a bug only.
  /** The zxid that it takes for its last, though its log may not reach it. */
  readonly claimed?: Zxid;
  /** What was queued for the disk over an earlier connection, and is still to be written. */
  readonly leftover?: readonly Txn[];

  /** How many connections it has opened. TCP tells connections apart, even over a restart. */
  readonly connections: number;
}

export interface ZabConfig {
  readonly nodes: number;
  readonly observers: number;
  readonly candidates: number;
  readonly maxEpoch: number;
  readonly values: number;
  readonly history: "leader" | "quorum";
  readonly granularity: "atomic" | "disk";
  readonly committedLog: number;
}

export const INITIAL_SERVER: Server = {
  acceptedEpoch: 0,
  currentEpoch: 0,
  disk: [],
  role: "looking",
  phase: "election",
  log: [],
  unwritten: 0,
  committed: 0,
  leader: null,
  link: null,
  pending: null,
  epoch: 0,
  learners: new Map(),
  connections: 0,
};

const NO_ZXID: Zxid = { epoch: 0, counter: 0 };

/** Those that vote, whose acknowledgements count. */
export function voterIds({ nodes }: Pick<ZabConfig, "nodes">): readonly ProcessId[] {
  return processIds(nodes);
}

/** Those that may be elected. */
export function candidateIds(
  config: Pick<ZabConfig, "nodes" | "candidates">,
): readonly ProcessId[] {
  return voterIds(config).slice(0, config.candidates);
}

/** Those that only learn what is committed. */
export function observerIds({ observers }: Pick<ZabConfig, "observers">): readonly ProcessId[] {
  return processIds(observers, "o");
}

export function isObserver(process: ProcessId): boolean {
  return process.startsWith("o");
}

/** Negative, 0 or positive as `a` comes before, is, or comes after `b`. */
export function compareZxids(a: Zxid, b: Zxid): number {
  return a.epoch - b.epoch || a.counter - b.counter;
}

/** The id of a history's last transaction; (0, 0) if it has none. */
export function lastZxidOf(history: readonly Txn[]): Zxid {
  return history.at(-1)?.zxid ?? NO_ZXID;
}

/** Those of `history` up to `zxid`, itself included. */
export function upTo(history: readonly Txn[], zxid: Zxid): readonly Txn[] {
  return history.filter((txn) => compareZxids(txn.zxid, zxid) <= 0);
}

/** How recent the history is that a server goes by. */
export function recencyOf({ currentEpoch, log }: Server): Recency {
  return { currentEpoch, lastZxid: lastZxidOf(log) };
}
