/**
 * Heartbeats, and what rests on them: a follower's promise to its leader, and CheckQuorum, by which a
 * leader steps down that a majority does not answer. Dissertation §4.2.3, §6.2; etcd's CheckQuorum.
 */
import type { Delivered, ProcessId } from "../../checker/protocol.ts";
import { broadcast } from "../kit/cluster.ts";
import type { Step } from "./election.ts";
import type { HeartbeatRequest, HeartbeatResponse, LeaseOver } from "./extension-messages.ts";
import type { RaftConfig } from "./raft.ts";
import { follower, type Rules } from "./rules.ts";
import { type Extended, extended } from "./state.ts";

/** A leader sends heartbeats. Where a lease rests on them, one round is over before the next begins. */
export function heartbeat(
  server: Extended,
  others: readonly ProcessId[],
  { reads }: RaftConfig,
): Step {
  if (server.role !== "leader" || server.contact.isRunning) return undefined;
  if (reads !== "lease") return sendHeartbeats(server, others);
  const leader = inNextRound(server);
  return sendHeartbeats({ ...leader, contact: { ...leader.contact, isRunning: true } }, others);
}

/** The leader in a new round, which nobody has answered yet. */
export function inNextRound(leader: Extended): Extended {
  const { contact } = leader;
  return {
    ...leader,
    contact: { ...contact, round: contact.round + 1, confirmed: new Set() },
  };
}

/** The round's messages, on their way out. */
export function sendHeartbeats(leader: Extended, others: readonly ProcessId[]): NonNullable<Step> {
  const { currentTerm: term, contact } = leader;
  const { round } = contact;
  return { state: leader, send: broadcast(others, { type: "HeartbeatRequest", term, round }) };
}

/** A server hears from a leader, and promises; a leader of an older term learns that it is none. */
export function receiveHeartbeat(
  rules: Rules,
  server: Extended,
  { from, term, round }: Delivered<HeartbeatRequest>,
  config: RaftConfig,
): Step {
  const isCurrent = term === server.currentTerm;
  const state = isCurrent
    ? promise(rules, extended(rules.followLeader(server)), from, round, config)
    : server;
  const confirmed = rules.confirmedBy(isCurrent, round);
  const message = {
    type: "HeartbeatResponse",
    term: server.currentTerm,
    round: confirmed,
  } as const;
  return { state, send: [{ to: from, message }] };
}

function promise(
  rules: Rules,
  server: Extended,
  to: ProcessId,
  round: number,
  config: RaftConfig,
): Extended {
  if (!config.preVote && !config.checkQuorum) return server;
  const { promise: known } = server.contact;
  const newest = rules.renewed(known?.to === to ? known.round : 0, round);
  const made = { to, round: config.reads === "lease" ? newest : 0 };
  return { ...server, contact: { ...server.contact, promise: made } };
}

/** A leader learns who is there. */
export function countHeartbeat(
  rules: Rules,
  server: Extended,
  response: Delivered<HeartbeatResponse>,
  config: RaftConfig,
): Step {
  if (server.role !== "leader" || response.term !== server.currentTerm) return { state: server };
  const { contact } = server;
  const { from } = response;
  const isConfirmed = config.reads !== "none" && rules.confirms(contact, response);
  return {
    state: {
      ...server,
      contact: {
        ...contact,
        active: config.checkQuorum ? new Set([...contact.active, from]) : contact.active,
        confirmed: isConfirmed ? new Set([...contact.confirmed, from]) : contact.confirmed,
      },
    },
  };
}

/** A follower has not heard from its leader for too long. */
export function leaderSilent(rules: Rules, server: Extended, config: RaftConfig): Step {
  if (server.contact.promise === null || !rules.endsByItself(config)) return undefined;
  return { state: withoutPromise(server) };
}

/** Time is up for a promise: the lease that rests on it is over. It stays so, so the message stays. */
export function leaseOver(server: Extended, { from, round }: Delivered<LeaseOver>): Step {
  const { promise: made } = server.contact;
  if (made === null || made.to !== from || made.round > round) return undefined;
  return { state: withoutPromise(server), keep: true };
}

/** A leader looks back on whom it heard from, and steps down if they are too few. */
export function checkQuorum(rules: Rules, server: Extended, { nodes }: RaftConfig): Step {
  if (server.role !== "leader") return undefined;
  const { contact } = server;
  if (!rules.keepsLeading(contact.active.size, nodes)) return { state: follower(server) };
  return { state: { ...server, contact: { ...contact, active: new Set() } } };
}

function withoutPromise(server: Extended): Extended {
  return { ...server, contact: { ...server.contact, promise: null } };
}
