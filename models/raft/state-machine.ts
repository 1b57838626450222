/**
 * A state machine on disk, as etcd's: it applies what is committed one entry at a time, and what it
 * has applied survives a crash. Dissertation §3.8 on lastApplied. Guard beside effect.
 */
import type { Step } from "./election.ts";
import type { Rules } from "./rules.ts";
import { lastIncluded } from "./snapshot-rules.ts";
import type { Applied, Server } from "./state.ts";

export const NOTHING_APPLIED: Applied = { index: 0, values: [] };

/** A server applies the next committed entry. */
export function apply(server: Server): Step {
  const { applied = NOTHING_APPLIED, commitIndex, log } = server;
  const next = log[applied.index];
  if (applied.index >= commitIndex || next === undefined) return undefined;
  const state = { index: applied.index + 1, values: [...applied.values, next.value] };
  return { state: { ...server, applied: state } };
}

/** `recovered`, with what was on the disk of `server` besides its log. */
export function withSnapshotAndState(rules: Rules, recovered: Server, server: Server): Server {
  const { snapshot, applied } = server;
  if (snapshot === undefined && applied === undefined) return recovered;
  const { lastIncludedIndex = 0, isInstalled = false } = snapshot ?? {};
  const state = applied && rules.durableState(applied);
  return {
    ...recovered,
    // All that is applied was committed.
    commitIndex: Math.max(recovered.commitIndex, lastIncluded(server), state?.index ?? 0),
    ...(snapshot && { snapshot: { lastIncludedIndex, isInstalled } }),
    ...(state && { applied: state }),
  };
}
