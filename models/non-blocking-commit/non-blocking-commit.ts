/**
 * Non-blocking atomic commitment: a coordinator collects votes and broadcasts the decision, and who
 * receives it forwards it to all others before deciding. Babaoglu & Toueg, "Non-Blocking Atomic
 * Commitment", 1993: their generic protocol over uniform reliable broadcast; ACP_NB.tla.
 *
 * A broadcast takes a step for each message, so that a crash may cut it short. The request to vote is
 * left out: a participant votes when it likes, but before anyone loses patience.
 */
import { match } from "ts-pattern";
import {
  defineProtocol,
  type Delivered,
  integer,
  type Outcome,
  type ProcessId,
} from "../../checker/protocol.ts";
import { processIds } from "../kit/cluster.ts";

export type Vote = "yes" | "no";
export type Decision = "commit" | "abort";

/** A participant. On disk: all of it. */
export interface Participant {
  readonly kind: "participant";
  readonly vote: Vote | null;
  /** The decision as it was received: it is forwarded before it is made. */
  readonly received: Decision | null;
  /** Those to whom `received` is not forwarded yet. */
  readonly forwardTo: ReadonlySet<ProcessId>;
  /** Once made, it is never changed. */
  readonly decision: Decision | null;
}

/** The coordinator. On disk: all of it. */
export interface Coordinator {
  readonly kind: "coordinator";
  /** The votes that have arrived. */
  readonly votes: ReadonlyMap<ProcessId, Vote>;
  readonly decision: Decision | null;
  /** Those to whom `decision` is not sent yet. */
  readonly sendTo: ReadonlySet<ProcessId>;
}

export type Committer = Participant | Coordinator;

export type NonBlockingMessage =
  | { readonly type: "Vote"; readonly vote: Vote }
  | { readonly type: "Decision"; readonly decision: Decision };

export type NonBlockingEvent =
  | { readonly type: "VoteYes" }
  | { readonly type: "VoteNo" }
  | { readonly type: "Send"; readonly to: ProcessId }
  | { readonly type: "Forward"; readonly to: ProcessId }
  | { readonly type: "Decide" }
  | { readonly type: "VoteTimeout" }
  | { readonly type: "DecisionTimeout" };

interface Config {
  readonly participants: number;
}

type Input = NonBlockingEvent | Delivered<NonBlockingMessage>;
type Step = Outcome<Committer, NonBlockingMessage> | undefined;

export const COORDINATOR = "c";

function participantIds(config: Config): readonly ProcessId[] {
  return processIds(config.participants, "p");
}

export const nonBlockingCommit = defineProtocol<{
  state: Committer;
  event: NonBlockingEvent;
  message: NonBlockingMessage;
}>()({
  name: "non-blocking-commit",
  source: "Babaoglu & Toueg 1993; ACP_NB.tla",
  about:
    "Non-blocking atomic commitment: who receives the decision forwards it to all before deciding.",
  parameters: {
    participants: integer(3, { min: 1, max: 6 }, "how many participants vote and decide"),
  },
  actions: {
    VoteYes: "a participant votes Yes",
    VoteNo: "a participant votes No, and aborts",
    Vote: "the coordinator learns a vote, and with the last of them decides",
    VoteTimeout: "the coordinator misses a vote, and decides to abort",
    Send: "the coordinator sends its decision to one participant",
    Decision: "a participant receives a decision",
    Forward: "a participant forwards the decision to another",
    Decide: "a participant that has forwarded the decision to all makes it its own",
    DecisionTimeout: "a participant that has voted Yes misses a decision, and aborts",
  },
  environment: (config) => ({
    timing: "synchronous",
    budgets: { crashes: config.participants },
  }),
  processes: (config) => [...participantIds(config), COORDINATOR],
  symmetry: (config) => [participantIds(config)],
  init: (self) =>
    self === COORDINATOR
      ? { kind: "coordinator", votes: new Map(), decision: null, sendTo: new Set() }
      : { kind: "participant", vote: null, received: null, forwardTo: new Set(), decision: null },
  events: (_self, committer) =>
    committer.kind === "coordinator" ? coordinatorEvents(committer) : participantEvents(committer),
  reduce: (self, committer, input, config) =>
    committer.kind === "coordinator"
      ? reduceCoordinator(committer, input, config)
      : reduceParticipant(self, committer, input, config),
  recover: (_self, committer) => committer,
  // A step takes less time than a time-out, and the coordinator decides before it is missed.
  waits: ({ type }) =>
    match(type)
      .with("VoteTimeout", () => 2)
      .with("DecisionTimeout", () => 3)
      .otherwise(() => 1),
  view: (_self, committer) => ({
    kind: committer.kind,
    phase: phaseOf(committer),
    vote: committer.kind === "participant" ? committer.vote : null,
  }),
  done: (_self, committer) => committer.decision !== null,
});

function phaseOf(committer: Committer): "working" | "prepared" | "committed" | "aborted" {
  if (committer.decision !== null) return committer.decision === "commit" ? "committed" : "aborted";
  return committer.kind === "participant" && committer.vote === "yes" ? "prepared" : "working";
}

function coordinatorEvents({ sendTo }: Coordinator): NonBlockingEvent[] {
  return [...Array.from(sendTo, (to) => ({ type: "Send", to }) as const), { type: "VoteTimeout" }];
}

function participantEvents({ forwardTo }: Participant): NonBlockingEvent[] {
  return [
    { type: "VoteYes" },
    { type: "VoteNo" },
    ...Array.from(forwardTo, (to) => ({ type: "Forward", to }) as const),
    { type: "Decide" },
    { type: "DecisionTimeout" },
  ];
}

function reduceCoordinator(coordinator: Coordinator, input: Input, config: Config): Step {
  return match(input)
    .with({ type: "Vote" }, ({ from, vote }) => receiveVote(coordinator, from, vote, config))
    .with({ type: "VoteTimeout" }, () => voteTimeout(coordinator, config))
    .with({ type: "Send" }, ({ to }) => sendDecision(coordinator, to))
    .otherwise(() => undefined);
}

function reduceParticipant(
  self: ProcessId,
  participant: Participant,
  input: Input,
  config: Config,
): Step {
  return match(input)
    .with({ type: "VoteYes" }, () => castVote(participant, "yes"))
    .with({ type: "VoteNo" }, () => castVote(participant, "no"))
    .with({ type: "Decision" }, ({ decision }) =>
      receiveDecision(self, participant, decision, config),
    )
    .with({ type: "Forward" }, ({ to }) => forwardDecision(participant, to))
    .with({ type: "Decide" }, () => decide(participant))
    .with({ type: "DecisionTimeout" }, () => decisionTimeout(participant))
    .otherwise(() => undefined);
}

/** Who votes No knows the outcome. ACP_SB.tla `sendVote`, `abortOnVote`. */
function castVote(participant: Participant, choice: Vote): Step {
  if (participant.vote !== null || phaseOf(participant) !== "working") return undefined;
  return {
    state: { ...participant, vote: choice, decision: choice === "no" ? "abort" : null },
    send: [{ to: COORDINATOR, message: { type: "Vote", vote: choice } }],
  };
}

/** Commits if all have voted Yes. ACP_SB.tla `getVote`, `makeDecision`. */
function receiveVote(
  coordinator: Coordinator,
  from: ProcessId,
  choice: Vote,
  config: Config,
): Step {
  const votes = new Map([...coordinator.votes, [from, choice]]);
  const received: Coordinator = { ...coordinator, votes };
  if (coordinator.decision !== null || votes.size < config.participants) return { state: received };
  const isUnanimous = [...votes.values()].every((each) => each === "yes");
  return { state: broadcastDecision(received, isUnanimous ? "commit" : "abort", config) };
}

/** Who is missing may have crashed. ACP_SB.tla `detectFault`. */
function voteTimeout(coordinator: Coordinator, config: Config): Step {
  if (coordinator.decision !== null) return undefined;
  return { state: broadcastDecision(coordinator, "abort", config) };
}

/** What is sent in the steps to come. */
function broadcastDecision(
  coordinator: Coordinator,
  decision: Decision,
  config: Config,
): Coordinator {
  return { ...coordinator, decision, sendTo: new Set(participantIds(config)) };
}

/** ACP_SB.tla `coordBroadcast`. */
function sendDecision(coordinator: Coordinator, to: ProcessId): Step {
  const { decision, sendTo } = coordinator;
  if (decision === null || !sendTo.has(to)) return undefined;
  return {
    state: { ...coordinator, sendTo: without(sendTo, to) },
    send: [{ to, message: { type: "Decision", decision } }],
  };
}

/** Only the first copy counts. ACP_NB.tla `preDecide`, `preDecideOnForward`. */
function receiveDecision(
  self: ProcessId,
  participant: Participant,
  received: Decision,
  config: Config,
): Step {
  if (participant.received !== null) return { state: participant };
  const others = participantIds(config).filter((other) => other !== self);
  return { state: { ...participant, received, forwardTo: new Set(others) } };
}

/** ACP_NB.tla `forward`. */
function forwardDecision(participant: Participant, to: ProcessId): Step {
  const { received, forwardTo } = participant;
  if (received === null || !forwardTo.has(to)) return undefined;
  return {
    state: { ...participant, forwardTo: without(forwardTo, to) },
    send: [{ to, message: { type: "Decision", decision: received } }],
  };
}

/** ACP_NB.tla `decideNB`. */
function decide(participant: Participant): Step {
  const { received, forwardTo, decision } = participant;
  if (received === null || decision !== null || forwardTo.size > 0) return undefined;
  return { state: { ...participant, decision: received } };
}

/** Who had decided would have forwarded it before: nobody has. ACP_NB.tla `abortOnTimeout`. */
function decisionTimeout(participant: Participant): Step {
  const { vote: voted, received, decision } = participant;
  if (voted !== "yes" || received !== null || decision !== null) return undefined;
  return { state: { ...participant, decision: "abort" } };
}

function without(processes: ReadonlySet<ProcessId>, process: ProcessId): ReadonlySet<ProcessId> {
  return new Set([...processes].filter((other) => other !== process));
}
