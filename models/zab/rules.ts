/**
 * The decisions that make ZAB safe, each a function of its own: who counts, which epoch is new, whose
 * history is the more recent, how it is taken over, what a crash leaves. The protocol is put together
 * from them (zab.ts), and a mutant replaces one of them, or two (mutants.ts).
 */
import type { ProcessId } from "../../checker/protocol.ts";
import { majorityOf } from "../kit/cluster.ts";
import type { Sync } from "./messages.ts";
import {
  compareZxids,
  INITIAL_SERVER,
  isObserver,
  lastZxidOf,
  type Recency,
  recencyOf,
  type Server,
  type SyncStep,
  type Txn,
  upTo,
  type ZabConfig,
  type Zxid,
} from "./state.ts";

/** What a quorum is asked for: its epochs, its answers to the new one, its acknowledgements. */
export type Question = "CEPOCH" | "ACKEPOCH" | "ACK-LD" | "ACK";

export interface Rules {
  /** How many voters, the leader among them, are enough? §4 */
  quorum(question: Question, config: ZabConfig): number;
  /** Does `process` count towards a quorum? */
  isVoter(process: ProcessId): boolean;
  /** The epoch that a leader chooses, when it and others have accepted these. Phase 1, l.1.1 */
  chooseEpoch(own: number, others: readonly number[]): number;
  /** Does a learner follow into `epoch`: for the first time, once more, or not at all? f.1.1 */
  followsInto(server: Server, epoch: number): "first" | "again" | "no";
  /** What a server becomes that accepts `epoch`. f.1.1 */
  acceptEpoch(server: Server, epoch: number): Server;
  /** How recent a server says that its history is. f.1.1 */
  report(server: Server): Recency;
  /** Is `a` the more recent history? §4.1, l.1.2 */
  isMoreRecent(a: Recency, b: Recency): boolean;
  /** How a leader with `log` brings a learner that reports `last` up to date. Phase 2, l.2.1 */
  syncFor(log: readonly Txn[], last: Zxid, config: ZabConfig): Sync;
  /** A history after `sync`. Phase 2, f.2.1 */
  applySync(history: readonly Txn[], sync: Sync): readonly Txn[];
  /** What a learner becomes that is told what comes: it has nothing of it yet. Phase 2, f.2.1 */
  expect(server: Server, sync: Sync): Server;
  /** In which order a learner takes a history over. Phase 2, f.2.1 */
  syncSteps(mode: Sync["mode"]): readonly SyncStep[];
  /** What a learner becomes whose disk is to get `history` by a synchronisation. Phase 2, f.2.1 */
  write(server: Server, history: readonly Txn[], mode: Sync["mode"]): Server;
  /** How much a synchronised learner is told to be committed. Phase 2, l.2.2 */
  upToDate(leader: Server, told: number): number;
  /** The log after a proposal; undefined if it can't follow. Phase 3, f.3.2 */
  accept(server: Server, txn: Txn): readonly Txn[] | undefined;
  /**
   * What is delivered after the commit of `zxid`; undefined if it is out of place. Before COMMIT-LD
   * nothing is: COMMIT-LD will say all. f.3.3
   */
  commit(server: Server, zxid: Zxid): number | undefined;
  /** What is on disk once the queued proposals are. */
  flush(server: Server): readonly Txn[];
  /** What is in memory when a server looks for a leader again. */
  lookAgain(server: Server): Server;
  /** What a crash leaves: what was on disk. */
  durable(server: Server): Server;
}

/** ZAB as it is. */
export const rules: Rules = {
  quorum: (_question, { nodes }) => majorityOf(nodes),

  isVoter: (process) => !isObserver(process),

  chooseEpoch: (own, others) => Math.max(own, ...others) + 1,

  followsInto: ({ acceptedEpoch }, epoch) => {
    if (epoch > acceptedEpoch) return "first";
    return epoch === acceptedEpoch ? "again" : "no";
  },

  acceptEpoch: (server, epoch) => ({ ...server, acceptedEpoch: epoch }),

  report: recencyOf,

  isMoreRecent: (a, b) =>
    a.currentEpoch > b.currentEpoch ||
    (a.currentEpoch === b.currentEpoch && compareZxids(a.lastZxid, b.lastZxid) > 0),

  syncFor: (log, last, { committedLog }) => {
    const shared = upTo(log, last);
    if (shared.length < log.length - committedLog) return snapshotOf(log);
    const after = lastZxidOf(shared);
    const mode = compareZxids(after, last) === 0 ? "DIFF" : "TRUNC";
    return { mode, after, txns: log.slice(shared.length) };
  },

  applySync: (history, { mode, after, txns }) => {
    switch (mode) {
      case "DIFF":
        return [...history, ...txns];
      case "TRUNC":
        return [...upTo(history, after), ...txns];
      case "SNAP":
        return txns;
    }
  },

  expect: (server) => server,

  syncSteps: () => ["load", "write", "epoch", "acknowledge"],

  write: (server, history) => ({ ...server, disk: history }),

  upToDate: ({ committed }) => committed,

  accept: ({ log }, txn) =>
    compareZxids(txn.zxid, lastZxidOf(log)) > 0 ? [...log, txn] : undefined,

  commit: ({ phase, log, committed }, zxid) => {
    if (phase !== "broadcast") return committed;
    const next = log[committed];
    return next && compareZxids(next.zxid, zxid) === 0 ? committed + 1 : undefined;
  },

  flush: ({ disk, log, unwritten }) => [...disk, ...log.slice(log.length - unwritten)],

  lookAgain: (server) => {
    const disk = rules.flush(server);
    return { ...server, disk, log: disk, committed: Math.min(server.committed, disk.length) };
  },

  durable: ({ acceptedEpoch, currentEpoch, disk, connections }) => ({
    ...INITIAL_SERVER,
    acceptedEpoch,
    currentEpoch,
    disk,
    log: disk,
    connections,
  }),
};

/** Everything, in place of what the learner has. */
export function snapshotOf(log: readonly Txn[]): Sync {
  return { mode: "SNAP", after: lastZxidOf([]), txns: log };
}
