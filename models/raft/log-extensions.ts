/**
 * What the variants of the log add to Raft: changes of members, learners, snapshots, a state machine
 * on disk. Each is off by default, and then nothing of it is there.
 */
import { match } from "ts-pattern";
import { choice, type Delivered, flag, integer, type ProcessId } from "../../checker/protocol.ts";
import { processIds } from "../kit/cluster.ts";
import { configurationOf, isMember } from "./configuration.ts";
import type { Step } from "./election.ts";
import { hasExtensions } from "./extensions.ts";
import { leaveJoint } from "./joint-consensus.ts";
import { membershipRules } from "./membership-rules.ts";
import { addLearner, changeMembers } from "./membership.ts";
import type { InstallSnapshotRequest } from "./messages.ts";
import type { RaftConfig } from "./raft.ts";
import type { Rules } from "./rules.ts";
import { lastIncluded } from "./snapshot-rules.ts";
import { beginSnapshot, finishSnapshot, installSnapshot, takeSnapshot } from "./snapshots.ts";
import { apply, NOTHING_APPLIED } from "./state-machine.ts";
import type { Server } from "./state.ts";

export type LogEvent =
  /** An administrator asks this leader for other voters. §4.1 */
  | { readonly type: "ChangeMembers"; readonly voters: ReadonlySet<ProcessId> }
  /** An administrator asks this leader to replicate to `server`, which does not count yet. §4.2.1 */
  | { readonly type: "AddLearner"; readonly server: ProcessId }
  /** This leader goes over from C-old,new to C-new. §4.3 */
  | { readonly type: "LeaveJoint" }
  /** This server replaces the beginning of its log by a snapshot. §5.1 */
  | { readonly type: "TakeSnapshot" }
  /** This server begins to write a snapshot. §5.1.2 */
  | { readonly type: "BeginSnapshot" }
  /** The snapshot is written. */
  | { readonly type: "FinishSnapshot" }
  /** This server's state machine takes the next committed entry. */
  | { readonly type: "Apply" };

/** What properties see of a log with configurations in it, of snapshots and of a state machine. */
export interface LogView {
  /** The indices of its configurations; there only if members change. */
  readonly changes?: readonly number[];
  /** Each set of voters of which a majority must agree; there only if members change. */
  readonly halves?: readonly ReadonlySet<ProcessId>[];
  /** How far the snapshot goes, and whether it came from a leader; there only if there may be one. */
  readonly snapshot?: { readonly index: number; readonly isInstalled: boolean };
  /** What a leader sends each follower next; there only with snapshots, or if leaders probe. */
  readonly next?: ReadonlyMap<ProcessId, number>;
  /** Whom a leader probes, and whether it has to wait for an answer; there only if leaders probe. */
  readonly probing?: ReadonlyMap<ProcessId, "ready" | "sent">;
  /** What was applied; there only if that is a step of its own. */
  readonly applied?: { readonly index: number; readonly values: readonly string[] };
}

export const logParameters = {
  membership: choice(
    "fixed",
    ["fixed", "single-server", "joint"],
    "how the members change: never, one server at a time, or by joint consensus",
  ),
  members: integer(
    0,
    { min: 0, max: 9 },
    "how many of the servers are members at first; 0 is all of them",
  ),
  learners: flag(false, "who joins gets entries first, and counts later"),
  inForce: choice(
    "appended",
    ["appended", "applied"],
    "from when a configuration is in force: its append, or, on each server, once it is applied",
  ),
  snapshots: choice(
    "none",
    ["none", "at-once", "in-background"],
    "how a server compacts its log: not, in one step, or in two with others in between",
  ),
  applies: flag(false, "a state machine on disk applies entries in steps of their own"),
  probes: flag(
    false,
    "a leader sends one message at a time until it knows how far a follower's log matches",
  ),
};

export const logActions = {
  ChangeMembers: "a leader appends a configuration with other voters (dissertation §4.1, §4.3)",
  AddLearner: "a leader appends a configuration with one more learner (dissertation §4.2.1)",
  LeaveJoint: "a leader appends the configuration that follows a joint one (dissertation §4.3)",
  TakeSnapshot: "a server replaces the beginning of its log by a snapshot (dissertation §5.1)",
  BeginSnapshot: "a server begins to write a snapshot (dissertation §5.1.2)",
  FinishSnapshot: "a snapshot is written (dissertation §5.1.2)",
  Apply: "a state machine takes the next committed entry (§5.3)",
  InstallSnapshotRequest: "a server takes over a leader's snapshot (dissertation §5.3)",
} as const;

export function idleInLogs({
  membership,
  learners,
  snapshots,
  applies,
}: RaftConfig): (keyof typeof logActions)[] {
  return [
    ...(membership === "fixed" ? (["ChangeMembers"] as const) : []),
    ...(learners ? [] : (["AddLearner"] as const)),
    ...(membership === "joint" ? [] : (["LeaveJoint"] as const)),
    ...(snapshots === "none" ? (["TakeSnapshot", "InstallSnapshotRequest"] as const) : []),
    ...(snapshots === "in-background" ? [] : (["BeginSnapshot", "FinishSnapshot"] as const)),
    ...(applies ? [] : (["Apply"] as const)),
  ];
}

/** Why these settings make no sense together, or undefined if they do. */
export function invalidLogs(config: RaftConfig): string | undefined {
  const { membership, members, learners, nodes, slowDisk, inForce, applies, probes } = config;
  if (probes && membership !== "fixed") return "probes=true is for members that do not change.";
  if (probes && config.snapshots !== "none") return "probes=true is for logs without snapshots.";
  if (members > nodes) return `members=${members} of nodes=${nodes}: there are not so many.`;
  if (membership !== "fixed") {
    if (slowDisk) return "slowDisk=true is for members that do not change.";
    if (inForce === "applied") {
      if (membership === "joint") return "inForce=applied is for changes of one server at a time.";
      if (!applies) return "inForce=applied needs a step that applies: applies=true.";
    }
    return hasExtensions(config)
      ? "preVote, checkQuorum, reads and transfer count on members that do not change."
      : undefined;
  }
  if (members > 0) return `members=${members} changes nothing: the members never change.`;
  if (inForce === "applied") return "inForce=applied changes nothing: the members never change.";
  return learners ? "learners=true changes nothing: the members never change." : undefined;
}

export function logBudgets({
  membership,
  learners,
  snapshots,
}: RaftConfig): Record<string, number> {
  return {
    ...(membership === "fixed" ? {} : { ChangeMembers: 2 }),
    ...(learners ? { AddLearner: 1 } : {}),
    ...(snapshots === "none" ? {} : { TakeSnapshot: 2 }),
    ...(snapshots === "in-background" ? { BeginSnapshot: 2 } : {}),
  };
}

/** What a server may do about its log by itself, besides what all may. */
export function logEvents(server: Server, config: RaftConfig): LogEvent[] {
  const { snapshots, applies } = config;
  return [
    ...membershipEvents(server, config),
    ...(snapshots === "none" ? [] : [{ type: "TakeSnapshot" } as const]),
    ...(snapshots === "in-background"
      ? [{ type: "BeginSnapshot" } as const, { type: "FinishSnapshot" } as const]
      : []),
    ...(applies ? [{ type: "Apply" } as const] : []),
  ];
}

function membershipEvents(server: Server, config: RaftConfig): LogEvent[] {
  if (config.membership === "fixed" || server.role !== "leader") return [];
  const ids = processIds(config.nodes);
  const isOutside = (id: ProcessId): boolean => !isMember(id, configurationOf(server, config));
  return [
    ...subsetsOf(ids).map((each): LogEvent => ({ type: "ChangeMembers", voters: new Set(each) })),
    ...(config.learners
      ? ids.filter(isOutside).map((id): LogEvent => ({ type: "AddLearner", server: id }))
      : []),
    ...(config.membership === "joint" ? [{ type: "LeaveJoint" } as const] : []),
  ];
}

type LogInput = LogEvent | Delivered<InstallSnapshotRequest>;

export function isOfLog(input: { readonly type: string }): input is LogInput {
  return input.type in logActions;
}

/** @param current is the server in the term of a message that is newer than its own. */
export function reduceLog(
  rules: Rules,
  self: ProcessId,
  server: Server,
  current: Server,
  input: LogInput,
  config: RaftConfig,
): Step {
  return match(input)
    .with({ type: "ChangeMembers" }, ({ voters }) => changeMembers(rules, server, voters, config))
    .with({ type: "AddLearner" }, (event) => addLearner(rules, server, event.server, config))
    .with({ type: "LeaveJoint" }, () => leaveJoint(rules, server, config))
    .with({ type: "TakeSnapshot" }, () => takeSnapshot(rules, server))
    .with({ type: "BeginSnapshot" }, () => beginSnapshot(rules, server))
    .with({ type: "FinishSnapshot" }, () => finishSnapshot(rules, server))
    .with({ type: "Apply" }, () => apply(rules, self, server, config))
    .with({ type: "InstallSnapshotRequest" }, (request) => installSnapshot(rules, current, request))
    .exhaustive();
}

export function logView(server: Server, config: RaftConfig): LogView {
  const { applied = NOTHING_APPLIED, snapshot } = server;
  const isInstalled = snapshot?.isInstalled ?? false;
  return {
    ...(config.membership !== "fixed" && {
      changes: changesIn(server),
      // As it should be, whatever a mutant takes for enough.
      halves: membershipRules.halves(configurationOf(server, config)),
    }),
    ...(config.snapshots !== "none" && {
      snapshot: { index: lastIncluded(server), isInstalled },
    }),
    ...((config.snapshots !== "none" || config.probes) && {
      next: new Map([...server.progress].map(([of, { nextIndex }]) => [of, nextIndex])),
    }),
    ...(config.probes && { probing: probing(server) }),
    ...(config.applies && { applied }),
  };
}

function probing({ progress }: Server): NonNullable<LogView["probing"]> {
  return new Map([...progress].flatMap(([of, { probe }]) => (probe ? [[of, probe]] : [])));
}

function changesIn({ log }: Server): readonly number[] {
  const indices = log.map(({ configuration }, index) => (configuration ? index + 1 : 0));
  return indices.filter((index) => index > 0);
}

/** Who may be renamed to whom: the members at first among themselves, and the others. */
export function classesOf({ nodes, members }: RaftConfig): readonly (readonly ProcessId[])[] {
  const ids = processIds(nodes);
  if (members === 0 || members === nodes) return [ids];
  return [ids.slice(0, members), ids.slice(members)];
}

/** Every subset but the empty one. */
function subsetsOf<T>(items: readonly T[]): (readonly T[])[] {
  return items
    .reduce<(readonly T[])[]>((sets, item) => [...sets, ...sets.map((set) => [...set, item])], [[]])
    .slice(1);
}
