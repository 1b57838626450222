/**
 * The log's steps, of MongoStaticRaft.tla: as in models/raft-static, without rules to replace, for
 * here the log is what reconfigurations must not lose.
 */
import type { ProcessId } from "../../checker/protocol.ts";
import { type Next, updated } from "./reconfiguration.ts";
import { lastTerm } from "./rules.ts";
import type { Cluster } from "./state.ts";

/** A primary appends an entry of its term. `ClientRequest(i)` */
export function clientRequest(cluster: Cluster, id: ProcessId): Next {
  const server = cluster.servers.get(id)!;
  if (server.role !== "primary") return undefined;
  return updated(cluster, [[id, { ...server, log: [...server.log, server.currentTerm] }]]);
}

/** A secondary takes the next entry of a longer log that agrees with its own. `GetEntries(i, j)` */
export function getEntries(cluster: Cluster, id: ProcessId, from: ProcessId): Next {
  const server = cluster.servers.get(id)!;
  const source = cluster.servers.get(from)!.log;
  const { role, log } = server;
  if (role !== "secondary" || source.length <= log.length) return undefined;
  if (log.length > 0 && source[log.length - 1] !== log.at(-1)) return undefined;
  return updated(cluster, [[id, { ...server, log: [...log, source[log.length]!] }]]);
}

/** A log that another outdates, and is no prefix of it, loses its last entry. `RollbackEntries(i, j)` */
export function rollbackEntries(cluster: Cluster, id: ProcessId, from: ProcessId): Next {
  const server = cluster.servers.get(id)!;
  const source = cluster.servers.get(from)!.log;
  const { role, log } = server;
  const isPrefix = log.every((term, position) => term === source[position]);
  if (role !== "secondary" || lastTerm(log) >= lastTerm(source) || isPrefix) return undefined;
  return updated(cluster, [[id, { ...server, log: log.slice(0, -1) }]]);
}

/** A primary commits its last entry, if it is of its term and a quorum has it. `CommitEntry(i, Q)` */
export function commitEntry(cluster: Cluster, id: ProcessId, quorum: readonly ProcessId[]): Next {
  const { role, log, currentTerm } = cluster.servers.get(id)!;
  const index = log.length;
  if (role !== "primary" || index === 0 || lastTerm(log) !== currentTerm) return undefined;
  const isAcknowledged = quorum.every((other) => {
    const server = cluster.servers.get(other)!;
    return server.log[index - 1] === currentTerm && server.currentTerm === currentTerm;
  });
  const isKnown = [...cluster.committed].some(
    (commit) => commit.index === index && commit.entryTerm === currentTerm,
  );
  if (!isAcknowledged || isKnown) return undefined;
  const commit = { index, entryTerm: currentTerm, term: currentTerm };
  return { ...cluster, committed: new Set([...cluster.committed, commit]) };
}
