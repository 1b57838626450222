/**
 * Log compaction: a snapshot stands for the log's beginning, and a follower that needs what is in it
 * gets it whole, in one message. Dissertation §5. Guard beside effect.
 */
import type { Delivered, ProcessId } from "../../checker/protocol.ts";
import type { Step } from "./election.ts";
import type { InstallSnapshotRequest } from "./messages.ts";
import type { Rules } from "./rules.ts";
import { lastIncluded } from "./snapshot-rules.ts";
import { type Progress, type Server, termAt } from "./state.ts";

/** A server replaces the beginning of its log by a snapshot, in one step. */
export function takeSnapshot(rules: Rules, server: Server): Step {
  const lastIncludedIndex = rules.coverable(server);
  if (isBusy(server) || lastIncludedIndex <= lastIncluded(server)) return undefined;
  return { state: { ...server, snapshot: { lastIncludedIndex, isInstalled: false } } };
}

/** A server begins to write a snapshot of what it has now, and goes on meanwhile. §5.1.2 */
export function beginSnapshot(rules: Rules, server: Server): Step {
  const writing = rules.coverable(server);
  if (isBusy(server) || writing <= lastIncluded(server)) return undefined;
  const { lastIncludedIndex = 0, isInstalled = false } = server.snapshot ?? {};
  return { state: { ...server, snapshot: { lastIncludedIndex, isInstalled, writing } } };
}

/** The snapshot that was begun is written. */
export function finishSnapshot(rules: Rules, server: Server): Step {
  const { snapshot } = server;
  if (snapshot?.writing === undefined) return undefined;
  const { lastIncludedIndex: before, isInstalled, writing } = snapshot;
  const lastIncludedIndex = rules.written(before, writing);
  return { state: { ...server, snapshot: { lastIncludedIndex, isInstalled } } };
}

/** The leader's snapshot, for a follower that needs what it covers. §5.3 */
export function sendSnapshot(leader: Server, to: ProcessId, progress: Progress): NonNullable<Step> {
  const lastIncludedIndex = lastIncluded(leader);
  const told: Progress = {
    ...progress,
    nextIndex: lastIncludedIndex + 1,
    toldCommit: Math.max(progress.toldCommit, lastIncludedIndex),
  };
  const message: InstallSnapshotRequest = {
    type: "InstallSnapshotRequest",
    term: leader.currentTerm,
    lastIncludedIndex,
    lastIncludedTerm: termAt(leader.log, lastIncludedIndex),
    entries: leader.log.slice(0, lastIncludedIndex),
  };
  return {
    state: { ...leader, progress: new Map([...leader.progress, [to, told]]) },
    send: [{ to, message }],
  };
}

/** A server gets a snapshot; it answers as to an AppendEntries, as etcd does. Figure 13 */
export function installSnapshot(
  rules: Rules,
  server: Server,
  request: Delivered<InstallSnapshotRequest>,
): Step {
  const isCurrent = request.term >= server.currentTerm;
  const follower = isCurrent ? rules.followLeader(server) : server;
  const isNews = isCurrent && rules.isNews(follower, request);
  const state = isNews ? rules.install(follower, request) : follower;
  const index = isNews ? request.lastIncludedIndex : follower.commitIndex;
  const { currentTerm: term } = state;
  return {
    state,
    send: [
      {
        to: request.from,
        message: { type: "AppendEntriesResponse", term, success: isCurrent, index },
      },
    ],
  };
}

function isBusy({ snapshot }: Server): boolean {
  return snapshot?.writing !== undefined;
}
