/**
 * Reads that bypass the log: confirmed by a round of heartbeats (ReadIndex, dissertation §6.4) or by a
 * lease (§6.4.1). The state that a server reads is what it knows to be committed.
 */
import type { ProcessId } from "../../checker/protocol.ts";
import { broadcast } from "../kit/cluster.ts";
import { inNextRound, sendHeartbeats } from "./check-quorum.ts";
import type { Step } from "./election.ts";
import type { RaftConfig } from "./raft.ts";
import type { Rules } from "./rules.ts";
import type { Extended } from "./state.ts";

/** A client's read begins. One that comes before the leader knows what is committed waits till then. */
export function clientRead(
  rules: Rules,
  server: Extended,
  others: readonly ProcessId[],
  { reads }: RaftConfig,
): Step {
  if (server.reads.isPending) return undefined;
  if (reads === "stale") return { state: begun(server) };
  if (server.role !== "leader" || !rules.knowsCommitted(server)) return undefined;
  if (reads === "lease") return { state: begun(server) };
  return sendHeartbeats(begun(inNextRound(server)), others);
}

function begun(server: Extended): Extended {
  return { ...server, reads: { isPending: true, answered: null } };
}

/** A server answers the read, if it is entitled to. */
export function answerRead(rules: Rules, server: Extended, config: RaftConfig): Step {
  if (!server.reads.isPending || !mayAnswer(rules, server, config)) return undefined;
  return { state: { ...server, reads: { isPending: false, answered: server.commitIndex } } };
}

function mayAnswer(rules: Rules, server: Extended, config: RaftConfig): boolean {
  switch (config.reads) {
    case "none":
      return false;
    case "stale":
      return true;
    case "read-index":
      return rules.isConfirmed(server, config);
    case "lease":
      return rules.holdsLease(server, config);
  }
}

/** The lease of the newest round ends, whatever became of the leader; promises may end after it. */
export function leaseExpires(server: Extended, others: readonly ProcessId[]): Step {
  const { contact } = server;
  if (!contact.isRunning) return undefined;
  return {
    state: { ...server, contact: { ...contact, isRunning: false } },
    send: broadcast(others, { type: "LeaseOver", round: contact.round }),
  };
}
