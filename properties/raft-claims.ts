/** What Raft claims under a config: its own claims, the shared ones, and those of its variants. */
import {
  committedIsStored,
  committedNeverTruncated,
  committedPrefixesAgree,
  droppedNeverReappears,
  monotonicCommit,
  proposalCommitted,
} from "./commitment.ts";
import { leaderElected, monotonicEpoch } from "./leadership.ts";
import {
  electionSafety,
  leaderAppendOnly,
  leaderCompleteness,
  logMatching,
  monotonicMatch,
  stateMachineSafety,
} from "./raft.ts";
import { electionRestriction } from "./raft-election-restriction.ts";
import { raftExtensionProperties } from "./raft-extensions.ts";
import { raftMembershipProperties } from "./raft-membership.ts";
import { commitKeepsUp, quorumIsChecked, refusalsLeadBack } from "./raft-progress.ts";
import { raftSnapshotProperties } from "./raft-snapshots.ts";

/** All of it; the views are those of models/raft. */
export function raftProperties(config: Readonly<Record<string, unknown>>) {
  return [
    electionSafety,
    leaderAppendOnly(),
    logMatching(),
    leaderCompleteness,
    stateMachineSafety,
    // Where members change, so do majorities; where disks are slow, a majority may lose what counts.
    ...(config["membership"] === "fixed" && config["slowDisk"] !== true
      ? [electionRestriction]
      : []),
    committedIsStored(),
    // A leader may commit what its followers have on disk, and lose its own copy in a crash.
    ...(config["slowDisk"] === true ? [] : [committedNeverTruncated()]),
    committedPrefixesAgree(),
    // It takes two proposals for one to displace the other: with one value it would be vacuous.
    ...(Number(config["values"]) > 1 ? [droppedNeverReappears()] : []),
    monotonicEpoch(),
    monotonicCommit(),
    monotonicMatch,
    commitKeepsUp,
    leaderElected(),
    proposalCommitted(),
    ...raftExtensionProperties(config),
    ...(config["probes"] === true ? [refusalsLeadBack] : []),
    ...(config["checkQuorum"] === true ? [quorumIsChecked(Number(config["nodes"]))] : []),
    ...raftMembershipProperties(config),
    ...raftSnapshotProperties(config),
  ];
}
