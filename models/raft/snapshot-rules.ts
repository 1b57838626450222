/**
 * The decisions that make compaction safe, each a function of its own: what a snapshot may cover, who
 * gets one, what becomes of a log when one is installed. Dissertation §5; Ongaro & Ousterhout's
 * extended paper, Figure 13. And what a crash leaves of the state machine.
 */
import type { AppendEntriesRequest, InstallSnapshotRequest } from "./messages.ts";
import type { RaftConfig } from "./raft.ts";
import { type Applied, type Server, termAt } from "./state.ts";

export interface SnapshotRules {
  /** How much of the log may a snapshot cover now? What is applied. §5.1 */
  coverable(server: Server): number;
  /** Must who needs the entry at `nextIndex` get a snapshot, for the leader has it no more? §5.3 */
  needsSnapshot(leader: Server, nextIndex: number): boolean;
  /** Does a snapshot say more than the server knows? Those that do not are not installed. */
  isNews(server: Server, request: InstallSnapshotRequest): boolean;
  /** The server once the snapshot is its own. Figure 13, steps 6 to 8 */
  install(server: Server, request: InstallSnapshotRequest): Server;
  /** What a request still says to a server whose snapshot covers part of it. */
  sinceSnapshot(server: Server, request: AppendEntriesRequest): AppendEntriesRequest;
  /** How far the snapshot goes once one that was begun earlier is written. */
  written(lastIncludedIndex: number, writing: number): number;
  /** What a crash leaves of the state machine: it is on disk together with its index. */
  durableState(applied: Applied): Applied;
  /** What it leaves of commitIndex: nothing, unless what is in force depends on it, as in etcd. */
  durableCommit(server: Server, config: RaftConfig): number;
}

/** Compaction as it is. */
export const snapshotRules: SnapshotRules = {
  coverable: ({ applied, commitIndex }) => applied?.index ?? commitIndex,

  needsSnapshot: (leader, nextIndex) => nextIndex <= lastIncluded(leader),

  isNews: ({ commitIndex }, { lastIncludedIndex }) => lastIncludedIndex > commitIndex,

  install: (server, { lastIncludedIndex, lastIncludedTerm, entries }) => {
    const isPrefix = termAt(server.log, lastIncludedIndex) === lastIncludedTerm;
    return {
      ...server,
      log: [...entries, ...(isPrefix ? server.log.slice(lastIncludedIndex) : [])],
      commitIndex: lastIncludedIndex,
      snapshot: { ...server.snapshot, lastIncludedIndex, isInstalled: true },
      ...(server.applied && {
        applied: { index: lastIncludedIndex, values: entries.map(({ value }) => value) },
      }),
    };
  },

  sinceSnapshot: (server, request) => {
    const index = lastIncluded(server);
    const covered = index - request.prevLogIndex;
    if (covered <= 0) return request;
    return {
      ...request,
      prevLogIndex: index,
      prevLogTerm: termAt(server.log, index),
      entries: request.entries.slice(covered),
    };
  },

  written: (lastIncludedIndex, writing) => Math.max(lastIncludedIndex, writing),

  durableState: (applied) => applied,

  durableCommit: ({ commitIndex }, { inForce }) => (inForce === "applied" ? commitIndex : 0),
};

/** The index of the last entry that the server's snapshot covers; 0 if it has none. */
export function lastIncluded({ snapshot }: Server): number {
  return snapshot?.lastIncludedIndex ?? 0;
}
