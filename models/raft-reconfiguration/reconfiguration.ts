/**
 * The steps of MongoLoglessDynamicRaft.tla, guard beside effect: what the cluster becomes, or
 * undefined where the step is not enabled. Elections and terms are those of the log, too:
 * MongoRaftReconfig.tla takes both at once.
 */
import type { ProcessId } from "../../checker/protocol.ts";
import { lastTerm, type Rules } from "./rules.ts";
import type { Cluster, Configuration, Log, Server } from "./state.ts";

export type Next = Cluster | undefined;

/** A primary replaces its configuration. `Reconfig(i, newConfig)`, with `OplogCommitment(i)` */
export function reconfig(
  cluster: Cluster,
  id: ProcessId,
  members: readonly ProcessId[],
  rules: Rules,
): Next {
  const server = cluster.servers.get(id)!;
  const { role, currentTerm, config } = server;
  if (role !== "primary" || !members.includes(id)) return undefined;
  const isSafe =
    rules.hasConfigOnQuorum(server, cluster) &&
    rules.hasTermOnQuorum(server, cluster) &&
    rules.hasCommittedInTerm(server, cluster) &&
    rules.hasCommitsOnQuorum(server, cluster);
  const next: Configuration = {
    term: currentTerm,
    version: config.version + 1,
    members: new Set(members),
  };
  if (!isSafe || !rules.overlap(config.members, next.members)) return undefined;
  return updated(cluster, [[id, { ...server, config: next }]]);
}

/** A secondary takes over a newer configuration. `SendConfig(i, j)` */
export function sendConfig(cluster: Cluster, from: ProcessId, id: ProcessId, rules: Rules): Next {
  const server = cluster.servers.get(id)!;
  const { config } = cluster.servers.get(from)!;
  if (server.role !== "secondary" || !rules.isNewer(config, server.config)) return undefined;
  return updated(cluster, [[id, { ...server, config }]]);
}

/**
 * A majority of its own configuration elects a primary, which takes the configuration over into the
 * new term. `BecomeLeader(i, Q)`
 */
export function becomeLeader(
  cluster: Cluster,
  id: ProcessId,
  quorum: readonly ProcessId[],
  rules: Rules,
): Next {
  const candidate = cluster.servers.get(id)!;
  const { config, log } = candidate;
  if (!config.members.has(id) || !quorum.includes(id)) return undefined;
  const term = candidate.currentTerm + 1;
  const voters = quorum.map((voter) => cluster.servers.get(voter)!);
  const allVote = voters.every(
    (voter) =>
      voter.currentTerm < term &&
      isUpToDate(log, voter.log) &&
      rules.mayVoteForConfig(config, voter.config),
  );
  if (!allVote) return undefined;
  const changes = quorum.map((voter, index): Change => {
    const told: Server = { ...voters[index]!, role: "secondary", currentTerm: term };
    return [voter, voter === id ? { ...told, role: "primary", config: { ...config, term } } : told];
  });
  return updated(cluster, changes);
}

/** A server learns of a higher term, and is secondary in it. `UpdateTerms(i, j)` */
export function updateTerms(cluster: Cluster, from: ProcessId, id: ProcessId): Next {
  const server = cluster.servers.get(id)!;
  const { currentTerm } = cluster.servers.get(from)!;
  if (currentTerm <= server.currentTerm) return undefined;
  return updated(cluster, [[id, { ...server, role: "secondary", currentTerm }]]);
}

export type Change = readonly [ProcessId, Server];

export function updated(cluster: Cluster, changes: readonly Change[]): Cluster {
  return { ...cluster, servers: new Map([...cluster.servers, ...changes]) };
}

/** Raft §5.4.1; MongoStaticRaft.tla `CanVoteForOplog` */
function isUpToDate(candidate: Log, voter: Log): boolean {
  return (
    lastTerm(candidate) > lastTerm(voter) ||
    (lastTerm(candidate) === lastTerm(voter) && candidate.length >= voter.length)
  );
}
