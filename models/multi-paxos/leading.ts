/**
 * What leads: phase 1 once for all slots, then phase 2 slot by slot; what is chosen is learned,
 * executed in order, and told to the others. Lamport 2001, §2.2, §2.3 and §3. Guard beside effect.
 */
import type { Delivered, Outcome, ProcessId } from "../../checker/protocol.ts";
import { broadcast, rankOf } from "../kit/cluster.ts";
import type { Accept, Chosen, MultiPaxosMessage } from "./messages.ts";
import type { Rules } from "./rules.ts";
import {
  type Command,
  highestFilled,
  isClients,
  logOf,
  type MultiPaxosConfig,
  type Server,
  serverIds,
  withSlot,
} from "./state.ts";

export type Step = Outcome<Server, MultiPaxosMessage> | undefined;
export type Inbox = readonly Delivered<MultiPaxosMessage>[];

/** What a step of a server's depends on, besides its state. */
export interface At {
  readonly rules: Rules;
  readonly self: ProcessId;
  readonly config: MultiPaxosConfig;
}

/**
 * A server begins the first ballot of its own that it may, and promises to keep to it at once. §2.2
 * phase 1(a). To skip a ballot is to begin it and not to be heard.
 */
export function phase1a({ rules, self, config }: At, server: Server, ballot: number): Step {
  const all = Array.from({ length: config.ballots }, (_, number) => number);
  const own = all.filter((each) => rules.owns(rankOf(self) - 1, each, config));
  if (ballot !== own.find((each) => rules.mayBegin(server, each))) return undefined;
  return {
    state: { ...rules.promise(server, ballot), maxBal: ballot, role: "preparing" },
    send: broadcast(othersOf(self, config), { type: "Prepare", ballot }),
  };
}

/**
 * A server with the promises of a quorum leads. It proposes what they report, each slot's vote of the
 * highest ballot, and fills the gaps; and its start entry after that, if it is to have one. §3
 */
export function lead({ rules, self, config }: At, server: Server, inbox: Inbox): Step {
  if (server.role !== "preparing") return undefined;
  const { maxBal: ballot, learned } = server;
  const reports = inbox
    .filter((each) => each.type === "Promised")
    .filter((promise) => promise.ballot === ballot)
    .map(({ accepted }) => accepted);
  if (reports.length + 1 < rules.quorum(config)) return undefined;
  const adopted = learned.map((known, position) => {
    const votes = [rules.report(server), ...reports].flatMap((report) => report[position] ?? []);
    return known === null ? (rules.adopt(votes)?.command ?? null) : null;
  });
  const filled = rules.fillGaps(adopted, learned, ballot);
  const leader: Server = { ...server, role: "leading" };
  const proposals = filled.flatMap((command, position) =>
    command === null ? [] : [{ slot: position + 1, command }],
  );
  const next = Math.max(highestFilled(filled), highestFilled(learned)) + 1;
  const entry = next <= config.slots ? rules.startEntry(ballot, config) : null;
  const start = entry === null ? [] : [{ slot: next, command: entry }];
  return propose({ rules, self, config }, leader, [...proposals, ...start]);
}

/** A leader proposes a value, of which it does not know yet, in the slot after all others. §3 */
export function proposeValue(at: At, server: Server, value: string): Step {
  if (server.role !== "leading") return undefined;
  const log = logOf(server);
  const slot = highestFilled(log) + 1;
  if (slot > at.config.slots || log.some((command) => command?.value === value)) return undefined;
  return propose(at, server, [{ slot, command: { origin: server.maxBal, value } }]);
}

/** A leader votes for what it proposes. §2.2 phase 2(a), and 2(b) for itself */
function propose(
  { rules, self, config }: At,
  leader: Server,
  proposals: readonly { readonly slot: number; readonly command: Command }[],
): Step {
  const ballot = leader.maxBal;
  const state = proposals.reduce<Server>(
    (server, { slot, command }) => ({
      ...rules.accept(server, { slot, ballot, command }),
      proposed: withSlot(server.proposed, slot, command),
    }),
    leader,
  );
  const send = proposals.flatMap((proposal) =>
    broadcast<Accept>(othersOf(self, config), { type: "Accept", ballot, ...proposal }),
  );
  return { state, send };
}

/** A leader with the votes of a quorum knows what is chosen. It tells the others. §2.3 */
export function learn(
  { rules, self, config }: At,
  server: Server,
  slot: number,
  inbox: Inbox,
): Step {
  const command = server.proposed[slot - 1];
  if (server.role !== "leading" || !command || server.learned[slot - 1]) return undefined;
  const votes = inbox
    .filter((each) => each.type === "Accepted")
    .filter((vote) => vote.ballot === server.maxBal && vote.slot === slot);
  if (!rules.isLearnable(votes.length + 1, rules.quorum(config))) return undefined;
  const after = execute(rules, server, slot, command);
  const done = after.executed.slice(server.executed.length).map((each) => each.command);
  return {
    state: after,
    send: broadcast(othersOf(self, config), { type: "Chosen", slot, command }),
    acknowledge: done.filter(isClients).map(({ value }) => value),
  };
}

/** A server hears from a leader what is chosen in a slot. §2.3 */
export function chosen(rules: Rules, server: Server, { slot, command }: Chosen): Step {
  if (server.learned[slot - 1]) return { state: server };
  return { state: execute(rules, server, slot, rules.believe(server, slot, command)) };
}

/** What is learned is executed once all before it is. §3 */
function execute(rules: Rules, server: Server, slot: number, command: Command): Server {
  const learned = withSlot(server.learned, slot, command);
  const { executed } = server;
  return { ...server, learned, executed: [...executed, ...rules.executable(learned, executed)] };
}

/** A leader answers the read that its ballot began with: nobody can have chosen more before. */
export function read({ rules, config }: At, server: Server): Step {
  if (!config.reads || server.role !== "leading" || server.answer !== null) return undefined;
  if (!rules.mayAnswer(server, config)) return undefined;
  return { state: { ...server, answer: rules.effective(rules.answer(server), config) } };
}

function othersOf(self: ProcessId, config: MultiPaxosConfig): readonly ProcessId[] {
  return serverIds(config).filter((other) => other !== self);
}
