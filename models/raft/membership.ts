/**
 * Changes of members, one server at a time: a configuration is an entry of the log, and in force from
 * the moment in which it is appended, or applied. Dissertation §4.1; learners §4.2.1; etcd. Guard
 * beside effect.
 */
import type { ProcessId } from "../../checker/protocol.ts";
import { appendConfiguration, withVoters } from "./append-configuration.ts";
import { type Configuration, configurationOf, isMember } from "./configuration.ts";
import type { Step } from "./election.ts";
import { enterJoint } from "./joint-consensus.ts";
import type { RaftConfig } from "./raft.ts";
import type { Rules } from "./rules.ts";
import type { Server } from "./state.ts";

/** An administrator asks this leader for other voters. */
export function changeMembers(
  rules: Rules,
  server: Server,
  voters: ReadonlySet<ProcessId>,
  config: RaftConfig,
): Step {
  if (server.role !== "leader" || !rules.hasSettled(server, config)) return undefined;
  const before = configurationOf(server, config);
  const isSame = before.voters.size === voters.size && [...voters].every((v) => isIn(v, before));
  const joining = [...voters].filter((voter) => !isIn(voter, before));
  if (isSame || joining.some((each) => !rules.mayJoin(each, before, config))) return undefined;
  if (config.membership === "joint") return enterJoint(rules, server, before, voters, config);
  const after = withVoters(before, voters);
  // Once applied, it was committed by those before it: a leader need not have shown its term to them.
  const isRecent = config.inForce === "applied" || rules.hasCommittedInTerm(server);
  if (!isRecent || !rules.mayFollow(before, after)) return undefined;
  return { state: appendConfiguration(rules, server, after, config) };
}

/** An administrator asks this leader to replicate to a server that does not count yet. §4.2.1 */
export function addLearner(
  rules: Rules,
  server: Server,
  learner: ProcessId,
  config: RaftConfig,
): Step {
  if (server.role !== "leader" || !rules.hasSettled(server, config)) return undefined;
  const before = configurationOf(server, config);
  if (isMember(learner, before)) return undefined;
  const after = { ...before, learners: new Set([...before.learners, learner]) };
  return { state: appendConfiguration(rules, server, after, config) };
}

function isIn(process: ProcessId, { voters }: Configuration): boolean {
  return voters.has(process);
}
