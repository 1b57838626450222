/**
 * Multi-Paxos: a log of slots, each chosen by Paxos, under leaders that run phase 1 once for all of
 * them. Lamport, "Paxos Made Simple", 2001, §3. Every server leads, accepts and learns.
 *
 * The network is a set of messages that only grows, so that loss, delay, duplication and reordering
 * are for free.
 */
import { match } from "ts-pattern";
import { defineProtocol, type Delivered, flag, integer } from "../../checker/protocol.ts";
import { accept, prepare } from "./accepting.ts";
import {
  type At,
  chosen,
  type Inbox,
  lead,
  learn,
  phase1a,
  proposeValue,
  read,
  type Step,
} from "./leading.ts";
import type { MultiPaxosEvent, MultiPaxosMessage } from "./messages.ts";
import { type Rules, rules as multiPaxosRules } from "./rules.ts";
import {
  clientValues,
  initialServer,
  type MultiPaxosConfig,
  type Server,
  serverIds,
} from "./state.ts";
import { type MultiPaxosView, viewOf } from "./view.ts";

interface MultiPaxosTypes {
  readonly state: Server;
  readonly event: MultiPaxosEvent;
  readonly message: MultiPaxosMessage;
}

/** Multi-Paxos put together from `rules`: its own, or some with a bug. */
export function multiPaxosWith(rules: Rules) {
  return defineProtocol<MultiPaxosTypes>()({
    name: "multi-paxos",
    source: "Lamport 2001, §3",
    about: "Multi-Paxos: a log of commands, phase 1 once for all slots, gaps filled with no-ops.",
    parameters: {
      nodes: integer(3, { min: 1, max: 9 }, "how many servers there are"),
      leaders: integer(2, { min: 1, max: 9 }, "how many of them take turns with the ballots"),
      ballots: integer(2, { min: 1, max: 20 }, "how many ballots there are, from 0 on"),
      slots: integer(2, { min: 1, max: 9 }, "how many slots the log has"),
      values: integer(1, { min: 1, max: 9 }, "how many values clients ask to store"),
      reads: flag(false, "each ballot begins with a read, which its leader may answer"),
      startEntries: flag(false, "a leader starts with an entry; older ones after it do nothing"),
    },
    actions: {
      Phase1a: "a server begins a ballot, for all slots (§2.2, §3)",
      Prepare: "a server promises to keep to a ballot, in all slots (§2.2)",
      Lead: "a server with enough promises leads, and proposes what they report (§3)",
      Propose: "a leader proposes a client's value in the next slot (§3)",
      Accept: "a server votes for a proposal (§2.2)",
      Learn: "a leader finds out what is chosen, and executes what it can (§2.3, §3)",
      Chosen: "a server hears what is chosen, and executes what it can (§2.3, §3)",
      Read: "a leader answers the read that its ballot began with",
      Promised: "never by itself: who leads reads its promises where they lie",
      Accepted: "never by itself: leaders read the votes where they lie",
    },
    idle: ({ reads }) => ["Promised", "Accepted", ...(reads ? [] : (["Read"] as const))],
    invalid: ({ leaders, ballots, nodes }) => {
      if (leaders > ballots)
        return `with ${ballots} ballots there is none for some of ${leaders} leaders`;
      return leaders > nodes
        ? `there are only ${nodes} servers, not ${leaders} to lead`
        : undefined;
    },
    environment: () => ({ delivery: "monotone" }),
    processes: (config) => serverIds(config),
    symmetry: (config) => [serverIds(config).slice(config.leaders), clientValues(config)],
    init: (_self, config) => initialServer(config),
    events: (_self, server, config) => eventsOf(server, config),
    readsInbox: true,
    reduce: (self, server, input, config, inbox) =>
      reduce({ rules, self, config }, server, input, inbox),
    recover: (_self, server, config) => ({ ...initialServer(config), ...rules.durable(server) }),
    view: (_self, server, config): MultiPaxosView => viewOf(rules, server, config),
  });
}

/** Multi-Paxos as it is. */
export const multiPaxos = multiPaxosWith(multiPaxosRules);

/** What may be enabled: `reduce` has the last word. */
function eventsOf(server: Server, config: MultiPaxosConfig): readonly MultiPaxosEvent[] {
  const begins = Array.from({ length: config.ballots }, (_, ballot): MultiPaxosEvent => {
    return { type: "Phase1a", ballot };
  });
  if (server.role === "follower") return begins;
  if (server.role === "preparing") return [...begins, { type: "Lead" }];
  return [
    ...begins,
    ...clientValues(config).map((value): MultiPaxosEvent => ({ type: "Propose", value })),
    ...server.proposed.map((_, index): MultiPaxosEvent => ({ type: "Learn", slot: index + 1 })),
    { type: "Read" },
  ];
}

function reduce(
  at: At,
  server: Server,
  input: MultiPaxosEvent | Delivered<MultiPaxosMessage>,
  inbox: Inbox,
): Step {
  return match(input)
    .with({ type: "Prepare" }, (request) => prepare(at.rules, server, request))
    .with({ type: "Accept" }, (request) => accept(at.rules, server, request))
    .with({ type: "Chosen" }, (notice) => chosen(at.rules, server, notice))
    .with({ type: "Phase1a" }, ({ ballot }) => phase1a(at, server, ballot))
    .with({ type: "Lead" }, () => lead(at, server, inbox))
    .with({ type: "Propose" }, ({ value }) => proposeValue(at, server, value))
    .with({ type: "Learn" }, ({ slot }) => learn(at, server, slot, inbox))
    .with({ type: "Read" }, () => read(at, server))
    .with({ type: "Promised" }, { type: "Accepted" }, () => undefined)
    .exhaustive();
}
