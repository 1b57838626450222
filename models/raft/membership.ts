/**
 * Changes of members, one server at a time: a configuration is an entry of the log, and in force from
 * the moment in which it is appended. Dissertation §4.1; learners §4.2.1. Guard beside effect.
 */
import type { ProcessId } from "../../checker/protocol.ts";
import { processIds } from "../kit/cluster.ts";
import {
  type Configuration,
  CONFIGURATION,
  configurationOf,
  isMember,
  isVoter,
  latestChange,
} from "./configuration.ts";
import type { Step } from "./election.ts";
import { enterJoint } from "./joint-consensus.ts";
import type { RaftConfig } from "./raft.ts";
import { advanceCommitIndex } from "./replication.ts";
import { follower, type Rules } from "./rules.ts";
import type { Progress, Server } from "./state.ts";

/** A server that has just joined has nothing. */
const NEW_MEMBER: Progress = { nextIndex: 1, matchIndex: 0, toldCommit: -1 };

/** An administrator asks this leader for other voters. */
export function changeMembers(
  rules: Rules,
  server: Server,
  voters: ReadonlySet<ProcessId>,
  config: RaftConfig,
): Step {
  if (server.role !== "leader" || !rules.hasSettled(server)) return undefined;
  const before = configurationOf(server, config);
  const isSame = before.voters.size === voters.size && [...voters].every((v) => isIn(v, before));
  const joining = [...voters].filter((voter) => !isIn(voter, before));
  if (isSame || joining.some((each) => !rules.mayJoin(each, before, config))) return undefined;
  if (config.membership === "joint") return enterJoint(rules, server, before, voters, config);
  const after = withVoters(before, voters);
  if (!rules.hasCommittedInTerm(server) || !rules.mayFollow(before, after)) return undefined;
  return { state: appendConfiguration(rules, server, after, config) };
}

/** An administrator asks this leader to replicate to a server that does not count yet. §4.2.1 */
export function addLearner(
  rules: Rules,
  server: Server,
  learner: ProcessId,
  config: RaftConfig,
): Step {
  if (server.role !== "leader" || !rules.hasSettled(server)) return undefined;
  const before = configurationOf(server, config);
  if (isMember(learner, before)) return undefined;
  const after = { ...before, learners: new Set([...before.learners, learner]) };
  return { state: appendConfiguration(rules, server, after, config) };
}

/** The leader once it has appended `configuration`: it replicates to its members from now on. */
export function appendConfiguration(
  rules: Rules,
  leader: Server,
  configuration: Configuration,
  config: RaftConfig,
): Server {
  const entry = { term: leader.currentTerm, value: CONFIGURATION, configuration };
  const peers = processIds(config.nodes).filter(
    (each) => each !== leader.votedFor && isMember(each, configuration),
  );
  const progress = new Map(peers.map((each) => [each, leader.progress.get(each) ?? NEW_MEMBER]));
  return advanceCommitIndex(rules, { ...leader, log: [...leader.log, entry], progress }, config);
}

/** `before` with other voters: who votes is no learner. */
export function withVoters(before: Configuration, voters: ReadonlySet<ProcessId>): Configuration {
  const learners = new Set([...before.learners].filter((learner) => !voters.has(learner)));
  return { voters, outgoing: new Set(), learners };
}

/** A leader that is no member any more steps down once that is committed. §4.2.2 */
export function retireIfRemoved(leader: Server, config: RaftConfig): Server {
  if (config.membership === "fixed" || latestChange(leader.log) > leader.commitIndex) return leader;
  return isVoter(leader.votedFor!, configurationOf(leader, config)) ? leader : follower(leader);
}

function isIn(process: ProcessId, { voters }: Configuration): boolean {
  return voters.has(process);
}
