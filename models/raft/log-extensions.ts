/**
 * What the variants of the log add to Raft: changes of members, learners. Each is off by default, and
 * then nothing of it is there.
 */
import { match } from "ts-pattern";
import { choice, flag, integer, type ProcessId } from "../../checker/protocol.ts";
import { processIds } from "../kit/cluster.ts";
import { configurationOf, isMember } from "./configuration.ts";
import type { Step } from "./election.ts";
import { leaveJoint } from "./joint-consensus.ts";
import { addLearner, changeMembers } from "./membership.ts";
import type { RaftConfig } from "./raft.ts";
import type { Rules } from "./rules.ts";
import type { Server } from "./state.ts";

export type LogEvent =
  /** An administrator asks this leader for other voters. §4.1 */
  | { readonly type: "ChangeMembers"; readonly voters: ReadonlySet<ProcessId> }
  /** An administrator asks this leader to replicate to `server`, which does not count yet. §4.2.1 */
  | { readonly type: "AddLearner"; readonly server: ProcessId }
  /** This leader goes over from C-old,new to C-new. §4.3 */
  | { readonly type: "LeaveJoint" };

/** What properties see of a log with configurations in it. */
export interface LogView {
  /** The indices of its configurations; there only if members change. */
  readonly changes?: readonly number[];
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
};

export const logActions = {
  ChangeMembers: "a leader appends a configuration with other voters (dissertation §4.1, §4.3)",
  AddLearner: "a leader appends a configuration with one more learner (dissertation §4.2.1)",
  LeaveJoint: "a leader appends the configuration that follows a joint one (dissertation §4.3)",
} as const;

export function idleInLogs({ membership, learners }: RaftConfig): (keyof typeof logActions)[] {
  return [
    ...(membership === "fixed" ? (["ChangeMembers"] as const) : []),
    ...(learners ? [] : (["AddLearner"] as const)),
    ...(membership === "joint" ? [] : (["LeaveJoint"] as const)),
  ];
}

/** Why these settings make no sense together, or undefined if they do. */
export function invalidLogs(config: RaftConfig): string | undefined {
  const { membership, members, learners, nodes, slowDisk } = config;
  if (members > nodes) return `members=${members} of nodes=${nodes}: there are not so many.`;
  if (membership !== "fixed") {
    return slowDisk ? "slowDisk=true is for members that do not change." : undefined;
  }
  if (members > 0) return `members=${members} changes nothing: the members never change.`;
  return learners ? "learners=true changes nothing: the members never change." : undefined;
}

export function logBudgets({ membership, learners }: RaftConfig): Record<string, number> {
  return {
    ...(membership === "fixed" ? {} : { ChangeMembers: 2 }),
    ...(learners ? { AddLearner: 1 } : {}),
  };
}

/** What a server may do about its log by itself, besides what all may. */
export function logEvents(server: Server, config: RaftConfig): LogEvent[] {
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

export function isOfLog(input: { readonly type: string }): input is LogEvent {
  return input.type in logActions;
}

export function reduceLog(rules: Rules, server: Server, input: LogEvent, config: RaftConfig): Step {
  return match(input)
    .with({ type: "ChangeMembers" }, ({ voters }) => changeMembers(rules, server, voters, config))
    .with({ type: "AddLearner" }, (event) => addLearner(rules, server, event.server, config))
    .with({ type: "LeaveJoint" }, () => leaveJoint(rules, server, config))
    .exhaustive();
}

export function logView({ log }: Server, { membership }: RaftConfig): LogView {
  if (membership === "fixed") return {};
  const indices = log.map(({ configuration }, index) => (configuration ? index + 1 : 0));
  return { changes: indices.filter((index) => index > 0) };
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
