/**
 * Raft's extensions put together: what each is configured by, which inputs it brings, and who handles
 * them. raft.ts hands over to this file what is not Raft's own. All of them are off by default.
 */
import { match } from "ts-pattern";
import { choice, type Delivered, flag, integer, type ProcessId } from "../../checker/protocol.ts";
import { processIds } from "../kit/cluster.ts";
import * as contact from "./check-quorum.ts";
import type { Step } from "./election.ts";
import type { ExtensionEvent, ExtensionMessage } from "./extension-messages.ts";
import { isInTouch } from "./extension-rules.ts";
import type { Contact } from "./extension-state.ts";
import type { RaftEvent, RaftMessage } from "./messages.ts";
import { countPreVote, preVote } from "./pre-vote.ts";
import type { RaftConfig } from "./raft.ts";
import { answerRead, clientRead, leaseExpires } from "./reads.ts";
import type { Rules } from "./rules.ts";
import { type Extended, extended, INITIAL_SERVER, type Server } from "./state.ts";
import { abortTransfer, timeoutNow, transferLeadership } from "./transfer.ts";

export type ExtensionInput = ExtensionEvent | Delivered<ExtensionMessage>;
type ExtensionType = ExtensionInput["type"];

export const extensionParameters = {
  preVote: flag(false, "a server asks whether it would win before it raises its term (PreVote)"),
  checkQuorum: flag(false, "leaders without a majority step down, their followers do not vote"),
  reads: choice(
    "none",
    ["none", "read-index", "lease", "stale"],
    "how reads are served that bypass the log: by a leader after a round of heartbeats, by a leader under a lease, or by anyone",
  ),
  transfer: flag(false, "leaders hand over to a server of their choice (leadership transfer)"),
  preferred: integer(
    0,
    { min: 0, max: 9 },
    "how many servers, n1 first, are the only ones to be handed over to; 0: all are alike",
  ),
};

export const extensionActions: Readonly<Record<ExtensionType, string>> = {
  Heartbeat: "a leader shows that it leads (§5.2)",
  LeaderSilent: "a follower has not heard from its leader for an election time-out (§4.2.3)",
  CheckQuorum: "a leader steps down unless it heard from a majority (dissertation §6.2)",
  LeaseExpires: "a leader's lease ends (dissertation §6.4.1)",
  ClientRead: "a client asks to read (dissertation §6.4)",
  AnswerRead: "a server answers a read (dissertation §6.4)",
  TransferLeadership: "a leader is told to hand over (dissertation §3.10)",
  AbortTransfer: "a leader gives up on handing over (dissertation §3.10)",
  HeartbeatRequest: "a server hears that a leader is there (§5.2)",
  HeartbeatResponse: "a leader learns that a follower is there (§5.2)",
  LeaseOver: "time is up for promises that a lease rests on (dissertation §6.4.1)",
  PreVoteRequest: "a server says whether it would vote (dissertation §9.6)",
  PreVoteResponse: "a pre-candidate counts an answer (dissertation §9.6)",
  TimeoutNow: "a server is told to stand for election (dissertation §3.10)",
};

/** The actions that a config leaves out. */
export function idleExtensions(config: RaftConfig): readonly ExtensionType[] {
  const used = new Set(usedBy(config));
  return (Object.keys(extensionActions) as ExtensionType[]).filter((type) => !used.has(type));
}

function usedBy(config: RaftConfig): ExtensionType[] {
  const { preVote: asksFirst, checkQuorum, reads, transfer } = config;
  const isPromised = asksFirst || checkQuorum;
  const isConfirmed = reads === "read-index" || isPromised;
  return [
    ...(isPromised ? (["Heartbeat"] as const) : []),
    ...(isConfirmed ? (["HeartbeatRequest", "HeartbeatResponse"] as const) : []),
    ...(isPromised && reads !== "lease" ? (["LeaderSilent"] as const) : []),
    ...(reads === "lease" ? (["LeaseExpires", "LeaseOver"] as const) : []),
    ...(reads === "none" ? [] : (["ClientRead", "AnswerRead"] as const)),
    ...(checkQuorum ? (["CheckQuorum"] as const) : []),
    ...(asksFirst ? (["PreVoteRequest", "PreVoteResponse"] as const) : []),
    ...(transfer ? (["TransferLeadership", "AbortTransfer", "TimeoutNow"] as const) : []),
  ];
}

/** Does the config bring any of them? */
export function hasExtensions(config: RaftConfig): boolean {
  return usedBy(config).length > 0;
}

/** A server at the start. */
export function initialServer(config: RaftConfig): Server {
  return hasExtensions(config) ? extended(INITIAL_SERVER) : INITIAL_SERVER;
}

/** How often what the config adds may happen, if nothing else is said. */
export function extensionBudgets(config: RaftConfig): Readonly<Record<string, number>> {
  const bounded = { Heartbeat: 4, CheckQuorum: 2, ClientRead: 4, TransferLeadership: 2 };
  const used: readonly string[] = usedBy(config);
  return Object.fromEntries(Object.entries(bounded).filter(([type]) => used.includes(type)));
}

/** Why a config makes no sense, if it makes none. */
export function invalidExtensions(config: RaftConfig): string | undefined {
  const { nodes, checkQuorum, reads, transfer, preferred } = config;
  if (reads === "lease" && !checkQuorum) {
    return "A lease rests on followers that do not vote while they hear from their leader: reads=lease needs checkQuorum.";
  }
  if (preferred > 0 && !transfer) {
    return "Preferred servers take over by leadership transfer: preferred needs transfer.";
  }
  if (preferred > nodes) return `There are ${nodes} servers, so ${preferred} can't be preferred.`;
  return undefined;
}

/** Servers that may change places: all, unless some are preferred to others. */
export function alike({ nodes, preferred }: RaftConfig): readonly (readonly ProcessId[])[] {
  const servers = processIds(nodes);
  return [servers.slice(0, preferred), servers.slice(preferred)].filter(({ length }) => length > 0);
}

export function extensionEvents(
  rules: Rules,
  self: ProcessId,
  others: readonly ProcessId[],
  config: RaftConfig,
): readonly ExtensionEvent[] {
  const used: readonly string[] = usedBy(config);
  const events: readonly ExtensionEvent[] = [
    { type: "Heartbeat" },
    { type: "LeaderSilent" },
    { type: "CheckQuorum" },
    { type: "LeaseExpires" },
    { type: "ClientRead" },
    { type: "AnswerRead" },
    ...rules
      .successors(self, others, config)
      .map((to): ExtensionEvent => ({ type: "TransferLeadership", to })),
    { type: "AbortTransfer" },
  ];
  const mayEnd = config.reads === "lease" && rules.endsByItself(config) ? ["LeaderSilent"] : [];
  return events.filter(({ type }) => used.includes(type) || mayEnd.includes(type));
}

/** Is `input` one that an extension brings? */
export function isOfExtension(input: RaftEvent | Delivered<RaftMessage>): input is ExtensionInput {
  return Object.hasOwn(extensionActions, input.type);
}

/**
 * What an extension's input does.
 * @param current is the server in the input's term, if that is newer.
 */
export function reduceExtension(
  rules: Rules,
  self: ProcessId,
  current: Server,
  input: ExtensionInput,
  others: readonly ProcessId[],
  config: RaftConfig,
): Step {
  const server = extended(current);
  return match(input)
    .with({ type: "HeartbeatRequest" }, (request) =>
      contact.receiveHeartbeat(rules, server, request, config),
    )
    .with({ type: "HeartbeatResponse" }, (response) =>
      contact.countHeartbeat(rules, server, response, config),
    )
    .with({ type: "PreVoteRequest" }, (request) => preVote(rules, server, request))
    .with({ type: "PreVoteResponse" }, (response) =>
      countPreVote(rules, self, server, others, response, config),
    )
    .with({ type: "TimeoutNow" }, (request) =>
      timeoutNow(rules, self, server, others, request, config),
    )
    .with({ type: "LeaseOver" }, (message) => contact.leaseOver(server, message))
    .with({ type: "Heartbeat" }, () => contact.heartbeat(server, others, config))
    .with({ type: "LeaderSilent" }, () => contact.leaderSilent(rules, server, config))
    .with({ type: "CheckQuorum" }, () => contact.checkQuorum(rules, server, config))
    .with({ type: "LeaseExpires" }, () => leaseExpires(server, others))
    .with({ type: "ClientRead" }, () => clientRead(rules, server, others, config))
    .with({ type: "AnswerRead" }, () => answerRead(rules, server, config))
    .with({ type: "TransferLeadership" }, ({ to }) =>
      transferLeadership(rules, self, server, to, others, config),
    )
    .with({ type: "AbortTransfer" }, () => abortTransfer(server))
    .exhaustive();
}

/** A lease that is held. §6.4.1 */
export interface Lease {
  /** The round of heartbeats that it counts from. */
  readonly round: number;
  /** Who answered that, and promised not to vote. */
  readonly promisedBy: ReadonlySet<ProcessId>;
}

/** What properties see of the extensions. */
export interface ExtensionView {
  readonly isCandidate: boolean;
  readonly votedFor: ProcessId | null;
  /** Does it hear from a leader, or lead? */
  readonly isInTouch: boolean;
  readonly isReading: boolean;
  /** The followers that a leader heard from since its last CheckQuorum. */
  readonly answeredBy: ReadonlySet<ProcessId>;
  /** What it rests on that nobody else can have been elected yet; null where it does not lead so. */
  readonly lease: Lease | null;
  /** What it promised, where a lease may rest on it. */
  readonly promise: Contact["promise"];
  /** How many entries the last answer took account of. */
  readonly answered: number | null;
  /** How many servers refused this pre-candidate. */
  readonly refusals: number;
  /** Does it lead because another leader told it to stand? */
  readonly tookOver: boolean;
}

/** Without extensions it is always this, so that no property has more to look at. */
const NOTHING: ExtensionView = {
  isCandidate: false,
  votedFor: null,
  isInTouch: false,
  isReading: false,
  answeredBy: new Set(),
  lease: null,
  promise: null,
  answered: null,
  refusals: 0,
  tookOver: false,
};

function leaseOf(rules: Rules, leader: Extended, config: RaftConfig): Lease | null {
  const { round, confirmed } = leader.contact;
  const isHeld =
    config.reads === "lease" && leader.role === "leader" && rules.holdsLease(leader, config);
  return isHeld ? { round, promisedBy: confirmed } : null;
}

export function extensionView(rules: Rules, server: Server, config: RaftConfig): ExtensionView {
  if (!hasExtensions(config)) return NOTHING;
  const leader = extended(server);
  const { contact: heard, reads, preVotes, transfer } = leader;
  return {
    isCandidate: server.role === "candidate",
    votedFor: server.votedFor,
    isInTouch: isInTouch(server),
    isReading: reads.isPending,
    answeredBy: heard.active,
    lease: leaseOf(rules, leader, config),
    promise: config.reads === "lease" ? heard.promise : null,
    answered: reads.answered,
    refusals: preVotes.refused.size,
    tookOver: server.role === "leader" && transfer.isCalled,
  };
}
