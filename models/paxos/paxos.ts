/**
 * Paxos, for one value: Lamport, "Paxos Made Simple", 2001, §2. The actions are those of Paxos.tla in
 * tlaplus/Examples; learners and crashes, which it leaves out, can be added.
 *
 * As there, the network is a set of messages that only grows, so that loss, delay, duplication and
 * reordering are for free.
 */
import { match } from "ts-pattern";
import {
  defineProtocol,
  type Delivered,
  flag,
  integer,
  type Outcome,
  type ProcessId,
} from "../../checker/protocol.ts";
import { broadcast, rankOf } from "../kit/cluster.ts";
import { type Rules, rules as paxosRules } from "./rules.ts";
import {
  type Accept,
  type Acceptor,
  acceptorIds,
  clientValues,
  INITIAL_ACCEPTOR,
  INITIAL_LEARNER,
  INITIAL_PROPOSER,
  type Learner,
  learnerIds,
  type Member,
  type PaxosConfig,
  type PaxosEvent,
  type PaxosMessage,
  type Prepare,
  type Proposer,
  proposerIds,
  type Vote,
  withVote,
} from "./state.ts";
import { type PaxosView, viewOf } from "./view.ts";

interface PaxosTypes {
  readonly state: Member;
  readonly event: PaxosEvent;
  readonly message: PaxosMessage;
}

type Step = Outcome<Member, PaxosMessage> | undefined;
type Inbox = readonly Delivered<PaxosMessage>[];

/** Paxos put together from `rules`: its own, or some with a bug. */
export function paxosWith(rules: Rules) {
  return defineProtocol<PaxosTypes>()({
    name: "paxos",
    source: "Lamport 2001, §2; Paxos.tla",
    about: "Paxos: competing proposers, and acceptors that never choose two values.",
    parameters: {
      acceptors: integer(3, { min: 1, max: 9 }, "how many acceptors there are"),
      proposers: integer(2, { min: 1, max: 9 }, "how many proposers take turns with the ballots"),
      learners: integer(0, { min: 0, max: 5 }, "how many learners there are"),
      ballots: integer(2, { min: 1, max: 20 }, "how many ballots there are, from 0 on"),
      values: integer(2, { min: 1, max: 9 }, "how many values clients want chosen"),
      flexible: flag(false, "the fewest votes that meet every majority of promises are enough"),
    },
    actions: {
      Phase1a: "a proposer begins a ballot (§2.2; Phase1a)",
      Prepare: "an acceptor promises to keep to a ballot (§2.2; Phase1b)",
      Phase2a: "a proposer with enough promises proposes a value (§2.2; Phase2a)",
      Accept: "an acceptor votes for a proposal (§2.2; Phase2b)",
      Learn: "a learner finds out what is chosen (§2.3)",
      Promised: "never by itself: proposers read their promises where they lie",
      Accepted: "never by itself: learners read the votes where they lie",
    },
    idle: ({ learners }) => [
      "Promised",
      "Accepted",
      ...(learners === 0 ? (["Learn"] as const) : []),
    ],
    invalid: ({ proposers, ballots }) =>
      proposers > ballots
        ? `with ${ballots} ballots there is none for some of ${proposers} proposers`
        : undefined,
    environment: () => ({ delivery: "monotone" }),
    processes: (config) => [...proposerIds(config), ...acceptorIds(config), ...learnerIds(config)],
    symmetry: (config) => [acceptorIds(config), clientValues(config), learnerIds(config)],
    init: (self) => initialMember(self),
    events: (self, member, config) => eventsOf(self, member, config),
    readsInbox: true,
    reduce: (_self, member, input, config, inbox) => reduce(rules, member, input, config, inbox),
    recover: (_self, member) => recover(rules, member),
    view: (self, member, config): PaxosView =>
      viewOf(member, rules.votesNeeded(config), ballotsOf(self, config).at(-1)),
  });
}

/** Paxos as it is. */
export const paxos = paxosWith(paxosRules);

function initialMember(self: ProcessId): Member {
  if (self.startsWith("p")) return INITIAL_PROPOSER;
  return self.startsWith("a") ? INITIAL_ACCEPTOR : INITIAL_LEARNER;
}

/** What may be enabled: `reduce` has the last word. */
function eventsOf(self: ProcessId, member: Member, config: PaxosConfig): readonly PaxosEvent[] {
  const values = clientValues(config);
  if (member.kind === "acceptor") return [];
  if (member.kind === "learner") {
    return member.learned === null ? values.map((value) => ({ type: "Learn", value })) : [];
  }
  return ballotsOf(self, config).flatMap((ballot): PaxosEvent[] => [
    { type: "Phase1a", ballot },
    ...values.map((value): PaxosEvent => ({ type: "Phase2a", ballot, value })),
  ]);
}

/** Proposers "choose their numbers from disjoint sets of numbers": here in turns. §2.5 */
function ballotsOf(self: ProcessId, { ballots, proposers }: PaxosConfig): readonly number[] {
  const all = Array.from({ length: ballots }, (_, ballot) => ballot);
  return all.filter((ballot) => ballot % proposers === rankOf(self) - 1);
}

function reduce(
  rules: Rules,
  member: Member,
  input: PaxosEvent | Delivered<PaxosMessage>,
  config: PaxosConfig,
  inbox: Inbox,
): Step {
  return match([member, input])
    .with([{ kind: "acceptor" }, { type: "Prepare" }], ([acceptor, request]) =>
      phase1b(rules, acceptor, request),
    )
    .with([{ kind: "acceptor" }, { type: "Accept" }], ([acceptor, request]) =>
      phase2b(rules, acceptor, request, config),
    )
    .with([{ kind: "proposer" }, { type: "Phase1a" }], ([proposer, { ballot }]) =>
      phase1a(proposer, ballot, config),
    )
    .with([{ kind: "proposer" }, { type: "Phase2a" }], ([proposer, { ballot, value }]) =>
      phase2a(rules, proposer, { ballot, value }, config, inbox),
    )
    .with([{ kind: "learner" }, { type: "Learn" }], ([learner, { value }]) =>
      learn(rules, learner, value, config, inbox),
    )
    .otherwise(() => undefined);
}

/** It may say so again, which changes nothing. Paxos.tla `Phase1a`. */
function phase1a(proposer: Proposer, ballot: number, config: PaxosConfig): Step {
  if (ballot <= proposer.spent) return undefined;
  const begun = new Set([...proposer.begun, ballot]);
  return {
    state: { ...proposer, begun: [...begun].toSorted((a, b) => a - b) },
    send: broadcast(acceptorIds(config), { type: "Prepare", ballot }),
  };
}

/** Paxos.tla `Phase1b`. */
function phase1b(rules: Rules, acceptor: Acceptor, { ballot, from }: Delivered<Prepare>): Step {
  if (!rules.mayPromise(acceptor, ballot)) return undefined;
  return {
    state: rules.promise(acceptor, ballot),
    send: [{ to: from, message: { type: "Promised", ballot, vote: acceptor.maxVote } }],
  };
}

/** Paxos.tla `Phase2a`. */
function phase2a(
  rules: Rules,
  proposer: Proposer,
  proposal: Vote,
  config: PaxosConfig,
  inbox: Inbox,
): Step {
  const { ballot, value } = proposal;
  if (!rules.mayPropose(proposer, ballot)) return undefined;
  const promises = inbox.filter((each) => each.type === "Promised").filter(isOf(ballot));
  if (!rules.isProposable(value, promises, rules.promisesNeeded(config))) return undefined;
  return {
    state: { ...proposer, proposed: withVote(proposer.proposed, proposal) },
    send: broadcast(acceptorIds(config), { type: "Accept", ballot, value }),
  };
}

function isOf(ballot: number): (message: PaxosMessage) => boolean {
  return (message) => message.ballot === ballot;
}

/** Paxos.tla `Phase2b`. It tells every learner, so that each can learn by itself. §2.3 */
function phase2b(
  rules: Rules,
  acceptor: Acceptor,
  { ballot, value }: Delivered<Accept>,
  config: PaxosConfig,
): Step {
  if (!rules.mayAccept(acceptor, ballot)) return undefined;
  return {
    state: rules.accept(acceptor, { ballot, value }),
    send: broadcast(learnerIds(config), { type: "Accepted", ballot, value }),
  };
}

/** A learner that has the votes of enough acceptors in one ballot knows what is chosen. §2.3 */
function learn(
  rules: Rules,
  learner: Learner,
  value: string,
  config: PaxosConfig,
  inbox: Inbox,
): Step {
  if (learner.learned !== null) return undefined;
  const needed = rules.votesNeeded(config);
  const votes = new Map<number, number>();
  for (const each of inbox) {
    if (each.type !== "Accepted" || each.value !== value) continue;
    votes.set(each.ballot, (votes.get(each.ballot) ?? 0) + 1);
  }
  const isChosen = [...votes.values()].some((count) => rules.isLearnable(count, needed));
  return isChosen ? { state: { ...learner, learned: value } } : undefined;
}

function recover(rules: Rules, member: Member): Member {
  switch (member.kind) {
    case "acceptor":
      return rules.durableAcceptor(member);
    case "proposer":
      return rules.durableProposer(member);
    case "learner":
      return INITIAL_LEARNER;
  }
}
