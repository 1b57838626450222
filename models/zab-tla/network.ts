/** The channels of Zab.tla: a queue for each ordered pair of servers, as TCP has it. */
import type { ProcessId } from "../../checker/protocol.ts";
import {
  type Ensemble,
  type Learner,
  type Server,
  withFault,
  withServer,
  type ZabMessage,
} from "./state.ts";

/** The first message from `other` to `self`, if it is of this type. `PendingCEPOCH`, … */
export function firstOf<T extends ZabMessage["type"]>(
  ensemble: Ensemble,
  self: ProcessId,
  other: ProcessId,
  type: T,
): (ZabMessage & { readonly type: T }) | undefined {
  const message = ensemble.servers.get(self)!.msgs.get(other)?.[0];
  return message?.type === type ? (message as ZabMessage & { readonly type: T }) : undefined;
}

/** `Send` */
export function sent(
  ensemble: Ensemble,
  from: ProcessId,
  to: ProcessId,
  message: ZabMessage,
): Ensemble {
  const { msgs } = ensemble.servers.get(to)!;
  const queue = [...(msgs.get(from) ?? []), message];
  return withServer(ensemble, to, { msgs: new Map([...msgs, [from, queue]]) });
}

/** The first message from `from` is gone. `Discard` */
export function discarded(ensemble: Ensemble, from: ProcessId, to: ProcessId): Ensemble {
  const msgs = new Map(ensemble.servers.get(to)!.msgs);
  const [, ...rest] = msgs.get(from) ?? [];
  if (rest.length > 0) msgs.set(from, rest);
  else msgs.delete(from);
  return withServer(ensemble, to, { msgs });
}

/** `self` answers the first message from `other`. `Reply` */
export function replied(
  ensemble: Ensemble,
  self: ProcessId,
  other: ProcessId,
  message: ZabMessage,
): Ensemble {
  return sent(discarded(ensemble, other, self), self, other, message);
}

/** Nothing is under way between two servers. `Clean` */
export function cleaned(ensemble: Ensemble, a: ProcessId, b: ProcessId): Ensemble {
  return withoutQueue(withoutQueue(ensemble, a, b), b, a);
}

function withoutQueue(ensemble: Ensemble, from: ProcessId, to: ProcessId): Ensemble {
  const msgs = new Map(ensemble.servers.get(to)!.msgs);
  return msgs.delete(from) ? withServer(ensemble, to, { msgs }) : ensemble;
}

/**
 * The leader handles the first message from `other` and tells those whom it has heard from, as far
 * as they are its learners. `DiscardAndBroadcastNEWEPOCH`, `…NEWLEADER`, `…COMMITLD`
 */
export function discardedAndBroadcast(
  ensemble: Ensemble,
  leader: ProcessId,
  other: ProcessId,
  heardFrom: ReadonlyMap<ProcessId, Learner>,
  message: ZabMessage,
): Ensemble {
  const isTold = (id: ProcessId): boolean => heardFrom.get(id)?.connected === true;
  return broadcast(discarded(ensemble, other, leader), leader, isTold, message);
}

/** The leader tells those of its learners that `isTold` picks. `Broadcast` */
export function broadcast(
  ensemble: Ensemble,
  leader: ProcessId,
  isTold: (id: ProcessId) => boolean,
  message: ZabMessage,
): Ensemble {
  const { learners } = ensemble.servers.get(leader)!;
  return [...learners]
    .filter((id) => id !== leader && isTold(id))
    .reduce((so, id) => sent(so, leader, id, message), ensemble);
}

/** What a leader, and what a follower, may receive from those whom it is connected with. */
const LEGAL: Readonly<Record<Server["state"], readonly ZabMessage["type"][]>> = {
  looking: [],
  leading: ["CEPOCH", "ACKEPOCH", "ACKLD", "ACK"],
  following: ["NEWEPOCH", "NEWLEADER", "COMMITLD", "PROPOSE", "COMMIT"],
};

/** A message that nobody would handle is dropped, and is a fault. `FilterNonexistentMessage(i)` */
export function filterNonexistentMessage(
  ensemble: Ensemble,
  self: ProcessId,
  other: ProcessId,
): Ensemble | undefined {
  const { state, msgs, learners, connectInfo } = ensemble.servers.get(self)!;
  const message = msgs.get(other)?.[0];
  const isConnected = state === "leading" ? learners.has(other) : connectInfo === other;
  if (message === undefined || (isConnected && LEGAL[state].includes(message.type))) {
    return undefined;
  }
  return discarded(withFault(ensemble, "messageIllegal"), other, self);
}
