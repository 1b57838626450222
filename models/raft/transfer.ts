/**
 * Leadership transfer: a leader tells a server that has all it has to stand for election at once.
 * Dissertation §3.10. With preferred servers it is how they take over, as in RocketMQ's DLedger.
 */
import type { Delivered, ProcessId } from "../../checker/protocol.ts";
import { electionTimeout, type Step } from "./election.ts";
import type { TimeoutNow } from "./extension-messages.ts";
import type { RaftMessage } from "./messages.ts";
import type { RaftConfig } from "./raft.ts";
import type { Rules } from "./rules.ts";
import type { Extended } from "./state.ts";

/** A leader begins to hand over; the target has to have caught up. Until it is done, no requests. */
export function transferLeadership(
  rules: Rules,
  self: ProcessId,
  server: Extended,
  to: ProcessId,
  others: readonly ProcessId[],
  config: RaftConfig,
): Step {
  const { role, transfer, currentTerm: term } = server;
  const isSuccessor = rules.successors(self, others, config).includes(to);
  if (role !== "leader" || transfer.to !== null || !isSuccessor) return undefined;
  if (!rules.isCaughtUp(server, to)) return undefined;
  return {
    state: { ...server, transfer: { ...transfer, to, isSent: true } },
    send: [{ to, message: { type: "TimeoutNow", term } }],
  };
}

/** A leader gives up on a hand-over, and takes requests again. */
export function abortTransfer(server: Extended): Step {
  const { transfer } = server;
  if (transfer.to === null) return undefined;
  return { state: { ...server, transfer: { ...transfer, to: null } } };
}

/** A server stands for election because its leader told it to: at once, and whoever hears from one. */
export function timeoutNow(
  rules: Rules,
  self: ProcessId,
  server: Extended,
  others: readonly ProcessId[],
  { term }: Delivered<TimeoutNow>,
  config: RaftConfig,
): Step {
  if (server.role === "leader" || term !== server.currentTerm) return { state: server };
  const election = electionTimeout(rules, self, called(server), others, config);
  if (election === undefined) return undefined;
  const { state, send = [] } = election;
  return { state, send: send.map(({ to, message }) => ({ to, message: disruptive(message) })) };
}

function called(server: Extended): Extended {
  const { contact, transfer } = server;
  return {
    ...server,
    contact: { ...contact, promise: null },
    transfer: { ...transfer, isCalled: true },
  };
}

function disruptive(message: RaftMessage): RaftMessage {
  return message.type === "RequestVoteRequest" ? { ...message, isTransfer: true } : message;
}
