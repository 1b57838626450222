/**
 * Probing, as etcd's StateProbe: a leader that does not know how far a follower's log matches sends it
 * one message at a time, and a refusal says how far it may match at most (the accelerated back-up of
 * §5.3). Once an entry is accepted, messages follow each other without waiting: dissertation §10.2.1.
 */
import type { AppendEntriesRequest, AppendEntriesResponse } from "./messages.ts";
import type { Rules } from "./rules.ts";
import { type LogEntry, type Progress, termAt } from "./state.ts";

export interface ProbeRules {
  /** Up to which index may this log, which refuses the request, match the leader's at most? §5.3 */
  mayMatch(log: readonly LogEntry[], request: AppendEntriesRequest): number;
}

export const probeRules: ProbeRules = {
  // What comes before its first entry of the term that conflicts.
  mayMatch: (log, { prevLogIndex }) =>
    prevLogIndex > log.length
      ? log.length
      : log.findIndex(({ term }) => term === termAt(log, prevLogIndex)),
};

/** What the leader knows of a follower to whom it has sent `count` entries. */
export function afterSending(progress: Progress, count: number): Progress {
  return progress.probe === undefined
    ? { ...progress, nextIndex: progress.nextIndex + count }
    : { ...progress, probe: "sent" };
}

/** What it knows of one that has accepted entries: from now on it need not wait for the answers. */
export function afterAcceptance({ nextIndex, matchIndex, toldCommit }: Progress): Progress {
  return { nextIndex, matchIndex, toldCommit };
}

/** What it knows of one that has refused: the next probe begins earlier. */
export function afterRefusal(
  rules: Rules,
  progress: Progress,
  { index, mayMatch }: AppendEntriesResponse,
): Progress {
  if (mayMatch === undefined) return rules.stepBack(progress, index);
  const { probe, nextIndex, matchIndex } = progress;
  if (probe === undefined) {
    // One of several messages: which of them the follower has by now is open.
    return index <= matchIndex
      ? progress
      : { ...progress, nextIndex: matchIndex + 1, probe: "ready" };
  }
  // A late answer is to another message than the one that is waited for.
  if (index !== nextIndex - 1) return progress;
  return { ...rules.stepBack(progress, mayMatch + 1), probe: "ready" };
}
