/**
 * A state machine on disk, as etcd's: it applies what is committed one entry at a time, and what it
 * has applied survives a crash. Dissertation §3.8 on lastApplied. Guard beside effect.
 */
import type { ProcessId } from "../../checker/protocol.ts";
import { applyConfiguration } from "./append-configuration.ts";
import type { Step } from "./election.ts";
import type { RaftConfig } from "./raft.ts";
import type { Rules } from "./rules.ts";
import { lastIncluded } from "./snapshot-rules.ts";
import type { Applied, Server } from "./state.ts";

export const NOTHING_APPLIED: Applied = { index: 0, values: [] };

/** A server applies the next committed entry. */
export function apply(rules: Rules, self: ProcessId, server: Server, config: RaftConfig): Step {
  const { applied = NOTHING_APPLIED, commitIndex, log } = server;
  const next = log[applied.index];
  if (applied.index >= commitIndex || next === undefined) return undefined;
  const state = { index: applied.index + 1, values: [...applied.values, next.value] };
  const after = { ...server, applied: state };
  if (next.configuration === undefined || config.inForce !== "applied") return { state: after };
  return { state: applyConfiguration(rules, self, after, next.configuration, config) };
}

/** `recovered`, with what was on the disk of `server` besides its log. */
export function withSnapshotAndState(
  rules: Rules,
  recovered: Server,
  server: Server,
  config: RaftConfig,
): Server {
  const { snapshot, applied } = server;
  const known = rules.durableCommit(server, config);
  if (snapshot === undefined && applied === undefined && known === 0) return recovered;
  const { lastIncludedIndex = 0, isInstalled = false } = snapshot ?? {};
  const state = applied && rules.durableState(applied);
  return {
    ...recovered,
    // All that is applied was committed.
    commitIndex: Math.max(recovered.commitIndex, known, lastIncluded(server), state?.index ?? 0),
    ...(snapshot && { snapshot: { lastIncludedIndex, isInstalled } }),
    ...(state && { applied: state }),
  };
}
