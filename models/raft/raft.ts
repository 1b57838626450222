/**
 * Raft: leader election and log replication, every message a step of its own. Ongaro & Ousterhout,
 * "In Search of an Understandable Consensus Algorithm", 2014, §5.
 */
import { match } from "ts-pattern";
import {
  defineProtocol,
  type Delivered,
  flag,
  integer,
  type ProcessId,
} from "../../checker/protocol.ts";
import { processIds } from "../kit/cluster.ts";
import { isInitialised } from "./configuration.ts";
import { countVote, requestVote, type Step } from "./election.ts";
import {
  alike,
  extensionActions,
  extensionBudgets,
  extensionEvents,
  extensionParameters,
  type ExtensionView,
  extensionView,
  idleExtensions,
  initialServer,
  invalidExtensions,
  isOfExtension,
  reduceExtension,
} from "./extensions.ts";
import {
  classesOf,
  idleInLogs,
  invalidLogs,
  isOfLog,
  logActions,
  logBudgets,
  logEvents,
  logParameters,
  type LogView,
  logView,
  reduceLog,
} from "./log-extensions.ts";
import type { RaftEvent, RaftMessage } from "./messages.ts";
import { timeOut } from "./pre-vote.ts";
import { appendEntries, clientRequest, countReplica, flush, replicate } from "./replication.ts";
import { type Rules, rules as raftRules } from "./rules.ts";
import { withSnapshotAndState } from "./state-machine.ts";
import type { LogEntry, Server } from "./state.ts";

export interface RaftConfig {
  readonly nodes: number;
  readonly maxTerm: number;
  readonly values: number;
  readonly slowDisk: boolean;
  readonly preVote: boolean;
  readonly checkQuorum: boolean;
  readonly reads: "none" | "read-index" | "lease" | "stale";
  readonly transfer: boolean;
  readonly preferred: number;
  readonly membership: "fixed" | "single-server" | "joint";
  readonly members: number;
  readonly learners: boolean;
  readonly inForce: "appended" | "applied";
  readonly snapshots: "none" | "at-once" | "in-background";
  readonly applies: boolean;
  readonly probes: boolean;
}

/** What properties see of a server. */
export interface RaftView extends LogView {
  /** The term that it leads, or null. */
  readonly leader: number | null;
  readonly epoch: number;
  readonly log: readonly { readonly epoch: number; readonly value: string }[];
  readonly committed: number;
  /** What a leader knows each follower to have. */
  readonly matched: ReadonlyMap<ProcessId, number>;
  /** How much of the log is on the server's own disk; there only if that may be less than all. */
  readonly onDisk?: number;
  readonly extensions: ExtensionView;
}

interface RaftTypes {
  readonly state: Server;
  readonly event: RaftEvent;
  readonly message: RaftMessage;
}

/** Raft put together from `rules`: Raft's own, or some with a bug. */
export function raftWith(rules: Rules) {
  return defineProtocol<RaftTypes>()({
    name: "raft",
    source: "Ongaro & Ousterhout 2014, §5",
    about: "Raft: a leader per term by majority vote, and a log that it replicates.",
    parameters: {
      nodes: integer(3, { min: 1, max: 9 }, "how many servers there are"),
      maxTerm: integer(2, { min: 1, max: 20 }, "no server goes beyond this term; they start in 0"),
      values: integer(1, { min: 0, max: 9 }, "how many values clients ask to store"),
      slowDisk: flag(false, "a leader replicates entries before they are on its own disk"),
      ...extensionParameters,
      ...logParameters,
    },
    actions: {
      ElectionTimeout: "a server stands for election in the next term (§5.2)",
      ClientRequest: "a leader appends a client's value to its log (§5.3)",
      Flush: "a leader's log reaches its disk (dissertation §10.2.1)",
      Replicate: "a leader sends a follower what it lacks (§5.3)",
      RequestVoteRequest: "a server decides about its vote (§5.2, §5.4.1)",
      RequestVoteResponse: "a candidate counts a vote (§5.2)",
      AppendEntriesRequest: "a follower checks and takes over entries (§5.3)",
      AppendEntriesResponse: "a leader learns what a follower has, and commits (§5.3, §5.4.2)",
      ...extensionActions,
      ...logActions,
    },
    idle: (config) => [
      ...(config.slowDisk ? [] : (["Flush"] as const)),
      ...(config.values > 0 ? [] : (["ClientRequest"] as const)),
      ...idleExtensions(config),
      ...idleInLogs(config),
    ],
    invalid: (config) => invalidExtensions(config) ?? invalidLogs(config),
    // Unbounded, message by message, Raft has too many behaviours for anyone's patience.
    environment: (config) => ({
      budgets: {
        ...logBudgets(config),
        ElectionTimeout: config.maxTerm,
        ClientRequest: config.values,
        Replicate: 2 + config.values,
        ...extensionBudgets(config),
      },
    }),
    processes: (config) => processIds(config.nodes),
    symmetry: (config) => (config.preferred > 0 ? alike(config) : classesOf(config)),
    init: (_self, config) => initialServer(config),
    events: (self, server, config) => [
      ...eventsOf(server, othersOf(self, config), config),
      ...extensionEvents(rules, self, othersOf(self, config), config),
      ...logEvents(server, config),
    ],
    reduce: (self, server, input, config) => reduce(rules, self, server, input, config),
    recover: (self, server, config) => {
      const left = rules.durable(server);
      const recovered = isInitialised(self, server, config) ? left : rules.recoveredOutside(left);
      return withSnapshotAndState(rules, recovered, server, config);
    },
    view: (_self, server, config): RaftView => ({
      ...logView(server, config),
      leader: server.role === "leader" ? server.currentTerm : null,
      epoch: server.currentTerm,
      log: server.log.map(proposalOf),
      committed: server.commitIndex,
      matched: new Map([...server.progress].map(([of, { matchIndex }]) => [of, matchIndex])),
      ...(config.slowDisk && { onDisk: server.log.length - server.unflushed }),
      extensions: extensionView(rules, server, config),
    }),
    waits: (event) => (event.type === "ElectionTimeout" ? 1 : undefined),
  });
}

/** Raft as it is. */
export const raft = raftWith(raftRules);

function eventsOf(server: Server, others: readonly ProcessId[], config: RaftConfig): RaftEvent[] {
  if (server.role !== "leader") return [{ type: "ElectionTimeout" }];
  return [
    ...processIds(config.values, "v").map((value): RaftEvent => ({ type: "ClientRequest", value })),
    ...(server.unflushed > 0 ? [{ type: "Flush" } as const] : []),
    ...others.map((to): RaftEvent => ({ type: "Replicate", to })),
  ];
}

function reduce(
  rules: Rules,
  self: ProcessId,
  server: Server,
  input: RaftEvent | Delivered<RaftMessage>,
  config: RaftConfig,
): Step {
  const others = othersOf(self, config);
  if (input.type === "RequestVoteRequest" && rules.isIgnored(server, input, config)) {
    return { state: server };
  }
  // "If RPC request or response contains term T > currentTerm: set currentTerm = T, convert to
  // follower" (Figure 2), before anything else.
  const isNewer = "term" in input && input.term > server.currentTerm;
  const current = isNewer ? rules.adoptTerm(server, input.term) : server;
  if (isOfExtension(input)) return reduceExtension(rules, self, current, input, others, config);
  if (isOfLog(input)) return reduceLog(rules, self, server, current, input, config);
  // Patterns are tried in order: most inputs are messages.
  return match(input)
    .with({ type: "AppendEntriesRequest" }, (request) =>
      appendEntries(rules, current, request, config),
    )
    .with({ type: "AppendEntriesResponse" }, (response) =>
      countReplica(rules, current, response, config),
    )
    .with({ type: "RequestVoteRequest" }, (request) => requestVote(rules, server, current, request))
    .with({ type: "RequestVoteResponse" }, (response) =>
      countVote(rules, current, others, response, config),
    )
    .with({ type: "Replicate" }, ({ to }) => replicate(rules, server, to))
    .with({ type: "ElectionTimeout" }, () => timeOut(rules, self, server, others, config))
    .with({ type: "ClientRequest" }, ({ value }) => clientRequest(rules, server, value, config))
    .with({ type: "Flush" }, () => flush(rules, server, config))
    .exhaustive();
}

function othersOf(self: ProcessId, config: RaftConfig): ProcessId[] {
  return processIds(config.nodes).filter((other) => other !== self);
}

function proposalOf({ term, value }: LogEntry): RaftView["log"][number] {
  return { epoch: term, value };
}
