/** What all changes of members do: a leader appends a configuration, which is in force at once. §4.1 */
import type { ProcessId } from "../../checker/protocol.ts";
import { processIds } from "../kit/cluster.ts";
import { type Configuration, CONFIGURATION, isMember } from "./configuration.ts";
import type { RaftConfig } from "./raft.ts";
import { advanceCommitIndex } from "./replication.ts";
import type { Rules } from "./rules.ts";
import type { Progress, Server } from "./state.ts";

/** A server that has just joined has nothing. */
const NEW_MEMBER: Progress = { nextIndex: 1, matchIndex: 0, toldCommit: -1 };

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
