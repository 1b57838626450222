/**
 * Joint consensus: from one set of voters to any other by way of a configuration in which a majority
 * of each must agree. Ongaro & Ousterhout 2014, §6; dissertation §4.3. Guard beside effect.
 */
import type { ProcessId } from "../../checker/protocol.ts";
import { type Configuration, configurationOf } from "./configuration.ts";
import type { Step } from "./election.ts";
import { appendConfiguration, withVoters } from "./append-configuration.ts";
import type { RaftConfig } from "./raft.ts";
import type { Rules } from "./rules.ts";
import type { Server } from "./state.ts";

/** The leader appends C-old,new. */
export function enterJoint(
  rules: Rules,
  leader: Server,
  before: Configuration,
  voters: ReadonlySet<ProcessId>,
  config: RaftConfig,
): Step {
  if (before.outgoing.size > 0) return undefined;
  const joint = { ...withVoters(before, voters), outgoing: before.voters };
  return { state: appendConfiguration(rules, leader, joint, config) };
}

/** The leader appends C-new. */
export function leaveJoint(rules: Rules, server: Server, config: RaftConfig): Step {
  if (server.role !== "leader") return undefined;
  const joint = configurationOf(server, config);
  if (joint.outgoing.size === 0 || !rules.mayLeaveJoint(server)) return undefined;
  const after: Configuration = { ...joint, outgoing: new Set() };
  return { state: appendConfiguration(rules, server, after, config) };
}
