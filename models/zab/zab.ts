/**
 * ZAB: discovery, synchronisation and broadcast, every message a step of its own. Junqueira, Reed &
 * Serafini, "Zab: High-performance broadcast for primary-backup systems", DSN 2011, §4; with what
 * ZooKeeper made of it. Who is elected is left open: ZAB must be right whoever leads.
 */
import { match } from "ts-pattern";
import {
  choice,
  defineProtocol,
  type Delivered,
  integer,
  type ProcessId,
} from "../../checker/protocol.ts";
import { processIds } from "../kit/cluster.ts";
import {
  closeLearner,
  connect,
  discard,
  isAddressedTo,
  isNext,
  lookAgain,
  received,
  refusal,
  type Turn,
  turnOf,
} from "./connection.ts";
import * as follower from "./follower.ts";
import * as leader from "./leader.ts";
import type { ZabEvent, ZabMessage } from "./messages.ts";
import { type Rules, rules as zabRules } from "./rules.ts";
import {
  INITIAL_SERVER,
  candidateIds,
  observerIds,
  type Server,
  voterIds,
  type ZabConfig,
} from "./state.ts";
import { viewOf, type ZabView } from "./view.ts";

interface ZabTypes {
  readonly state: Server;
  readonly event: ZabEvent;
  readonly message: ZabMessage;
}

const ACTIONS: Readonly<Record<ZabEvent["type"] | ZabMessage["type"], string>> = {
  Lead: "the election makes a server the leader",
  Follow: "the election tells a server to follow a leader; it connects",
  Timeout: "a server gives up its leader, or leading",
  ClientRequest: "the leader proposes a client's value (§4.3)",
  SyncStep: "a learner takes the next step of its synchronisation",
  Flush: "proposals reach the disk",
  CEPOCH: "a leader hears of a learner and its epoch (§4.1)",
  NEWEPOCH: "a learner follows into the new epoch (§4.1)",
  ACKEPOCH: "a leader hears how recent a learner's history is (§4.1)",
  NEWLEADER: "a learner takes over the leader's history (§4.2)",
  "ACK-LD": "a leader hears that a learner has its history (§4.2)",
  "COMMIT-LD": "a learner delivers what is committed of the history (§4.2)",
  PROPOSE: "a follower stores and acknowledges a proposal (§4.3)",
  ACK: "a leader counts an acknowledgement, and commits (§4.3)",
  COMMIT: "a follower delivers a proposal (§4.3)",
  INFORM: "an observer stores and delivers a committed proposal",
  CLOSED: "one end of a connection finds that the other has closed it",
};

/** ZAB put together from `rules`: its own, or some with a bug. */
export function zabWith(rules: Rules) {
  return defineProtocol<ZabTypes>()({
    name: "zab",
    source: "Junqueira, Reed & Serafini 2011, §4; ZooKeeper",
    about: "ZAB: a new leader brings a quorum to its history, then broadcasts in order.",
    parameters: {
      nodes: integer(3, { min: 1, max: 9 }, "how many servers vote"),
      observers: integer(0, { min: 0, max: 5 }, "how many servers only learn what is committed"),
      candidates: integer(9, { min: 1, max: 9 }, "only the first so many servers may be elected"),
      maxEpoch: integer(2, { min: 1, max: 20 }, "no leader goes beyond this epoch"),
      values: integer(1, { min: 0, max: 9 }, "how many values clients ask to store"),
      history: choice(
        "leader",
        ["leader", "quorum"],
        "whose history an epoch starts with: the leader's, or the best of a quorum",
      ),
      granularity: choice(
        "atomic",
        ["atomic", "disk"],
        "does a server write to its disk at once, or in steps of their own?",
      ),
      committedLog: integer(
        9,
        { min: 0, max: 99 },
        "how many transactions a leader can send to who lacks them, before it sends all",
      ),
    },
    actions: ACTIONS,
    idle: ({ granularity, values, observers }) => [
      ...(granularity === "disk" ? [] : (["SyncStep", "Flush"] as const)),
      ...(values > 0 ? [] : (["ClientRequest", "PROPOSE", "ACK", "COMMIT"] as const)),
      ...(observers > 0 && values > 0 ? [] : (["INFORM"] as const)),
    ],
    environment: ({ maxEpoch, nodes, observers, values }) => ({
      order: "fifo",
      budgets: {
        Lead: maxEpoch,
        Follow: nodes + observers,
        Timeout: 1,
        ClientRequest: values,
      },
    }),
    processes: (config) => [...voterIds(config), ...observerIds(config)],
    symmetry: (config) => [
      candidateIds(config),
      voterIds(config).slice(config.candidates),
      observerIds(config),
      processIds(config.values, "v"),
    ],
    init: () => INITIAL_SERVER,
    events: (self, server, config) => eventsOf(self, server, config),
    reduce: (_self, server, input, config) =>
      "connection" in input
        ? deliver(rules, server, input, config)
        : act(rules, server, input, config),
    recover: (_self, server) => rules.durable(server),
    view: (_self, server): ZabView => viewOf(server),
    waits: ({ type }) => (type === "Timeout" ? 1 : undefined),
  });
}

/** ZAB as it is. */
export const zab = zabWith(zabRules);

function eventsOf(self: ProcessId, server: Server, config: ZabConfig): readonly ZabEvent[] {
  switch (server.role) {
    case "looking":
      return [
        ...(candidateIds(config).includes(self) ? [{ type: "Lead" } as const] : []),
        ...candidateIds(config)
          .filter((other) => other !== self)
          .map((other): ZabEvent => ({ type: "Follow", leader: other })),
        ...(server.leftover === undefined ? [] : [{ type: "Flush" } as const]),
      ];
    case "halted":
    case "refusing":
      return [];
    case "following":
      return [{ type: "Timeout" }, { type: "SyncStep" }, { type: "Flush" }];
    case "leading":
      return [
        { type: "Timeout" },
        { type: "Flush" },
        ...processIds(config.values, "v").map((value): ZabEvent => ({
          type: "ClientRequest",
          value,
        })),
      ];
  }
}

function act(rules: Rules, server: Server, event: ZabEvent, config: ZabConfig): Turn | undefined {
  return match(event)
    .with({ type: "Lead" }, () => leader.lead(rules, server, config))
    .with({ type: "Follow" }, (follow) => connect(server, follow.leader))
    .with({ type: "Timeout" }, () => lookAgain(rules, server))
    .with({ type: "ClientRequest" }, ({ value }) =>
      leader.clientRequest(rules, server, value, config),
    )
    .with({ type: "SyncStep" }, () => follower.syncStep(rules, turnOf(server)))
    .with({ type: "Flush" }, () => {
      // Of two queues the older is written first.
      if (server.leftover !== undefined) return follower.flushLeftover(server, server.leftover);
      if (server.unwritten === 0) return undefined;
      return server.role === "leading"
        ? leader.flushed(rules, turnOf(server), config)
        : follower.flush(rules, turnOf(server));
    })
    .exhaustive();
}

/** A message arrives: on a connection that is open, or to no use. */
function deliver(
  rules: Rules,
  server: Server,
  message: Delivered<ZabMessage>,
  config: ZabConfig,
): Turn | undefined {
  if (message.type === "CEPOCH") return answerCall(rules, server, message, config);
  if (!isAddressedTo(server.role, message)) return discard(server);
  return server.role === "following"
    ? fromLeader(rules, server, message, config)
    : fromLearner(rules, server, message, config);
}

/** Somebody connects. Who looks for a leader itself may turn out to be it: the caller waits. */
function answerCall(
  rules: Rules,
  server: Server,
  message: Delivered<ZabMessage & { readonly type: "CEPOCH" }>,
  config: ZabConfig,
): Turn | undefined {
  switch (server.role) {
    case "looking":
      return undefined;
    case "halted":
    case "refusing":
    case "following":
      return { state: server, send: [refusal(message.from, message)] };
    case "leading":
      return leader.cEpoch(rules, server, message, config);
  }
}

function fromLeader(
  rules: Rules,
  server: Server,
  message: Delivered<ZabMessage>,
  config: ZabConfig,
): Turn | undefined {
  const { link, pending } = server;
  const isOpen = message.from === server.leader && message.connection === link?.connection;
  if (link === null || !isOpen) return discard(server);
  if (message.type === "CLOSED") return lookAgain(rules, server, false);
  if (!isNext(link, message)) return lookAgain(rules, server);
  // One thread does all: what comes next waits until the learner is synchronised.
  if (pending !== null) return undefined;
  const state: Server = { ...server, link: received(link) };
  return match<ZabMessage, Turn>(message)
    .with({ type: "PROPOSE" }, (body) => follower.propose(rules, state, body, config))
    .with({ type: "COMMIT" }, (body) => follower.commit(rules, state, body))
    .with({ type: "INFORM" }, (body) => follower.inform(rules, state, body))
    .with({ type: "NEWEPOCH" }, (body) => follower.newEpoch(rules, state, body, config))
    .with({ type: "NEWLEADER" }, (body) => follower.newLeader(rules, state, body, config))
    .with({ type: "COMMIT-LD" }, (body) => follower.commitLeader(state, body))
    .otherwise(() => discard(server));
}

function fromLearner(
  rules: Rules,
  server: Server,
  message: Delivered<ZabMessage>,
  config: ZabConfig,
): Turn | undefined {
  const { from } = message;
  const before = server.learners.get(from);
  if (before?.link.connection !== message.connection) return discard(server);
  if (message.type === "CLOSED") return leader.learnerClosed(rules, server, from, config);
  if (!isNext(before.link, message)) {
    return leader.removed(rules, closeLearner(server, from, before), config);
  }
  const learner = { ...before, link: received(before.link) };
  return match<ZabMessage, Turn | undefined>(message)
    .with({ type: "ACK" }, (body) => leader.ack(rules, server, from, learner, body, config))
    .with({ type: "ACK-LD" }, () => leader.ackLeader(rules, server, from, learner, config))
    .with({ type: "ACKEPOCH" }, (body) =>
      leader.ackEpoch(rules, server, from, learner, body, config),
    )
    .otherwise(() => discard(server));
}
