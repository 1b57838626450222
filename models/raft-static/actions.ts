/**
 * The steps of MongoStaticRaft.tla, guard beside effect: what the cluster becomes, or undefined where
 * the step is not enabled. Every decision is one of the rules.
 */
import type { ProcessId } from "../../checker/protocol.ts";
import { lastTerm, type Rules } from "./rules.ts";
import type { Cluster, Server } from "./state.ts";

type Next = Cluster | undefined;

/** A primary appends an entry of its term. `ClientRequest(i)` */
export function clientRequest(cluster: Cluster, id: ProcessId): Next {
  const server = cluster.servers.get(id)!;
  if (server.role !== "primary") return undefined;
  return updated(cluster, [[id, { ...server, log: [...server.log, server.currentTerm] }]]);
}

/** A secondary takes the next entry of a longer log that agrees with its own. `GetEntries(i, j)` */
export function getEntries(cluster: Cluster, id: ProcessId, from: ProcessId, rules: Rules): Next {
  const server = cluster.servers.get(id)!;
  const source = cluster.servers.get(from)!.log;
  const { role, log } = server;
  if (role !== "secondary" || source.length <= log.length) return undefined;
  if (!rules.isConsistent(log, source)) return undefined;
  return updated(cluster, [[id, { ...server, log: [...log, source[log.length]!] }]]);
}

/** A log that another outdates, and is no prefix of it, loses its last entry. `RollbackEntries(i, j)` */
export function rollbackEntries(
  cluster: Cluster,
  id: ProcessId,
  from: ProcessId,
  rules: Rules,
): Next {
  const server = cluster.servers.get(id)!;
  const source = cluster.servers.get(from)!.log;
  const { role, log } = server;
  const isPrefix = log.every((term, position) => term === source[position]);
  if (!rules.mayRollBack(role) || lastTerm(log) >= lastTerm(source) || isPrefix) return undefined;
  return updated(cluster, [[id, { ...server, log: log.slice(0, -1) }]]);
}

/** A quorum that includes the winner adopts its term and votes for it. `BecomeLeader(i, Q)` */
export function becomeLeader(
  cluster: Cluster,
  id: ProcessId,
  quorum: readonly ProcessId[],
  rules: Rules,
): Next {
  if (!quorum.includes(id)) return undefined;
  const { currentTerm, log } = cluster.servers.get(id)!;
  const term = currentTerm + 1;
  const voters = quorum.map((voter) => cluster.servers.get(voter)!);
  const allVote = voters.every(
    (voter) => rules.mayVote(voter.currentTerm, term) && rules.isUpToDate(log, voter.log),
  );
  if (!allVote) return undefined;
  const changes = quorum.map((voter, index): Change => {
    const role = voter === id ? "primary" : "secondary";
    return [voter, { ...voters[index]!, role, currentTerm: term }];
  });
  return updated(cluster, changes);
}

/** A primary commits its last entry, if it is of its term and a quorum has it. `CommitEntry(i, Q)` */
export function commitEntry(
  cluster: Cluster,
  id: ProcessId,
  quorum: readonly ProcessId[],
  rules: Rules,
): Next {
  const primary = cluster.servers.get(id)!;
  const index = primary.log.length;
  const entryTerm = lastTerm(primary.log);
  if (primary.role !== "primary" || index === 0 || !rules.mayCommit(primary, entryTerm)) {
    return undefined;
  }
  const isAcknowledged = quorum.every((other) => {
    const server = cluster.servers.get(other)!;
    return server.log[index - 1] === entryTerm && rules.acknowledges(server, primary);
  });
  const isKnown = [...cluster.committed].some(
    (commit) => commit.index === index && commit.entryTerm === entryTerm,
  );
  if (!isAcknowledged || isKnown) return undefined;
  const commit = { index, entryTerm, term: primary.currentTerm };
  return { ...cluster, committed: new Set([...cluster.committed, commit]) };
}

/** A server learns of a higher term, and is secondary in it. `UpdateTerms(j, i)` */
export function updateTerms(cluster: Cluster, id: ProcessId, from: ProcessId): Next {
  const server = cluster.servers.get(id)!;
  const { currentTerm } = cluster.servers.get(from)!;
  if (currentTerm <= server.currentTerm) return undefined;
  return updated(cluster, [[id, { ...server, role: "secondary", currentTerm }]]);
}

type Change = readonly [ProcessId, Server];

function updated(cluster: Cluster, changes: readonly Change[]): Cluster {
  return { ...cluster, servers: new Map([...cluster.servers, ...changes]) };
}
