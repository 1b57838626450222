/**
 * What all changes of members do: a leader appends a configuration, which is in force at once (§4.1),
 * or on each server once it has applied it, as in etcd.
 */
import type { ProcessId } from "../../checker/protocol.ts";
import { processIds } from "../kit/cluster.ts";
import { type Configuration, CONFIGURATION, isMember } from "./configuration.ts";
import type { RaftConfig } from "./raft.ts";
import { advanceCommitIndex } from "./replication.ts";
import type { Rules } from "./rules.ts";
import type { Progress, Server } from "./state.ts";

/** A server that has just joined has nothing. */
const NEW_MEMBER: Progress = { nextIndex: 1, matchIndex: 0, toldCommit: -1 };

/** The leader once it has appended `configuration`. */
export function appendConfiguration(
  rules: Rules,
  leader: Server,
  configuration: Configuration,
  config: RaftConfig,
): Server {
  const entry = { term: leader.currentTerm, value: CONFIGURATION, configuration };
  const appended = { ...leader, log: [...leader.log, entry] };
  return config.inForce === "applied"
    ? advanceCommitIndex(rules, appended, config)
    : replicateTo(rules, appended, configuration, config);
}

/** The server once it has applied `configuration`, which is in force from now on. */
export function applyConfiguration(
  rules: Rules,
  self: ProcessId,
  server: Server,
  configuration: Configuration,
  config: RaftConfig,
): Server {
  if (server.role === "leader") return replicateTo(rules, server, configuration, config);
  return isMember(self, configuration) ? server : rules.removed(server);
}

/** The leader where `configuration` is in force: it replicates to its members from now on. */
function replicateTo(
  rules: Rules,
  leader: Server,
  configuration: Configuration,
  config: RaftConfig,
): Server {
  const peers = processIds(config.nodes).filter(
    (each) => each !== leader.votedFor && isMember(each, configuration),
  );
  const progress = new Map(peers.map((each) => [each, leader.progress.get(each) ?? NEW_MEMBER]));
  return advanceCommitIndex(rules, { ...leader, progress }, config);
}

/** `before` with other voters: who votes is no learner. */
export function withVoters(before: Configuration, voters: ReadonlySet<ProcessId>): Configuration {
  const learners = new Set([...before.learners].filter((learner) => !voters.has(learner)));
  return { voters, outgoing: new Set(), learners };
}
