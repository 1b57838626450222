/**
 * Connections between a leader and those that follow it, as TCP provides them: messages arrive in the
 * order in which they were sent, none is missing, and none strays from an earlier connection. Where
 * the network lost one, the connection is broken, and either end finds out with the next message.
 */
import type { ProcessId, Sent } from "../../checker/protocol.ts";
import type { Body, Header, ZabMessage } from "./messages.ts";
import type { Rules } from "./rules.ts";
import type { Learner, Link, Server } from "./state.ts";

/** A server in the middle of a step, with what it has sent so far. */
export interface Turn {
  readonly state: Server;
  readonly send: readonly Sent<ZabMessage>[];
}

/** The messages that leaders send; all others go to leaders. CLOSED goes both ways. */
const FROM_LEADERS = ["NEWEPOCH", "NEWLEADER", "COMMIT-LD", "PROPOSE", "COMMIT", "INFORM"];

/** A step that sends nothing yet. */
export function turnOf(state: Server): Turn {
  return { state, send: [] };
}

/** What belongs to no connection that is open is thrown away. */
export function discard(server: Server): Turn {
  return turnOf(server);
}

/** A looking server connects to `leader`, and says how far it has come. */
export function connect(server: Server, leader: ProcessId): Turn {
  const connections = server.connections + 1;
  const link: Link = { connection: connections, sent: 0, received: 0 };
  return tellLeader(
    turnOf({ ...server, role: "following", phase: "discovery", leader, link, connections }),
    { type: "CEPOCH", acceptedEpoch: server.acceptedEpoch },
  );
}

/** Sends `body` to the leader. */
export function tellLeader({ state, send }: Turn, body: Body): Turn {
  const { leader, link } = state;
  if (leader === null || link === null) return { state, send };
  const next = { ...link, sent: link.sent + 1 };
  return { state: { ...state, link: next }, send: [...send, addressed(leader, next, body)] };
}

/** Sends `body` to a learner, of which `known` is known from then on. */
export function tellLearner(
  { state, send }: Turn,
  to: ProcessId,
  known: Learner,
  body: Body,
): Turn {
  const link = { ...known.link, sent: known.link.sent + 1 };
  return {
    state: withLearner(state, to, { ...known, link }),
    send: [...send, addressed(to, link, body)],
  };
}

/** Closes what is open, unless the other end has, and looks for a leader again. */
export function lookAgain(rules: Rules, server: Server, isOpen = true): Turn {
  const learners = [...server.learners].map(([to, { link }]) => closing(to, link, true));
  const leader =
    !isOpen || server.leader === null || server.link === null
      ? []
      : [closing(server.leader, server.link, false)];
  return {
    state: {
      ...rules.lookAgain(server),
      role: "looking",
      phase: "election",
      unwritten: 0,
      leader: null,
      link: null,
      pending: null,
      epoch: 0,
      learners: new Map(),
    },
    send: [...learners, ...leader],
  };
}

/** Does nothing more: a message was out of place. ZooKeeper exits. */
export function halt(rules: Rules, server: Server): Turn {
  const { state, send } = lookAgain(rules, server);
  return { state: { ...state, role: "halted" }, send };
}

/** Closes the connection to a learner. */
export function closeLearner(server: Server, of: ProcessId, { link }: Learner): Turn {
  return { state: withoutLearner(server, of), send: [closing(of, link, true)] };
}

export function withLearner(server: Server, of: ProcessId, learner: Learner): Server {
  return { ...server, learners: new Map([...server.learners, [of, learner]]) };
}

export function withoutLearner(server: Server, of: ProcessId): Server {
  return { ...server, learners: new Map([...server.learners].filter(([other]) => other !== of)) };
}

/** Is it a message that a leader sends on a connection to it, if `role` is that of the receiver? */
export function isAddressedTo(role: Server["role"], message: ZabMessage): boolean {
  if (message.type === "CLOSED") return (role === "following") === message.byLeader;
  return (role === "following") === FROM_LEADERS.includes(message.type);
}

/** Does a message come in its turn? If it does not, one before it was lost. */
export function isNext(link: Link, { sequence }: Header): boolean {
  return sequence === link.received + 1;
}

/** The link with one message more received. */
export function received(link: Link): Link {
  return { ...link, received: link.received + 1 };
}

/** Refuses a connection: there is no leader here. */
export function refusal(to: ProcessId, { connection }: Header): Sent<ZabMessage> {
  return { to, message: { type: "CLOSED", byLeader: true, connection, sequence: 1 } };
}

function closing(to: ProcessId, link: Link, byLeader: boolean): Sent<ZabMessage> {
  return addressed(to, { ...link, sent: link.sent + 1 }, { type: "CLOSED", byLeader });
}

function addressed(to: ProcessId, { connection, sent }: Link, body: Body): Sent<ZabMessage> {
  return { to, message: { ...body, connection, sequence: sent } };
}
