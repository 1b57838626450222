/**
 * Raft exactly as ongardie/raft.tla (6ecbdbcf) specifies it, action by action, with its histories
 * as a switch. Ongaro, "Consensus: Bridging Theory and Practice", 2014, appendix B. It ties this
 * checker to TLC: the same states, counted the same. To learn Raft, read the model `raft` instead.
 */
import {
  defineProtocol,
  type Delivered,
  flag,
  integer,
  type ProcessId,
} from "../../checker/protocol.ts";
import {
  becomeLeader,
  handleRequestVoteRequest,
  handleRequestVoteResponse,
  requestVote,
  restart,
  type Step,
  timeout,
} from "./election.ts";
import {
  advanceCommitIndex,
  appendEntries,
  clientRequest,
  handleAppendEntriesRequest,
  handleAppendEntriesResponse,
} from "./replication.ts";
import {
  clientValues,
  initialServer,
  type Log,
  type RaftEvent,
  type RaftMessage,
  type RaftTlaConfig,
  type Server,
  serverIds,
} from "./state.ts";

/** What properties see of a server. */
export interface RaftTlaView {
  readonly leader: number | null;
  readonly epoch: number;
  readonly log: readonly Proposal[];
  readonly committed: number;
  /** The elections that this server won; none without `history`. */
  readonly elections: readonly {
    readonly epoch: number;
    readonly log: readonly Proposal[];
    readonly voterLogs: ReadonlyMap<ProcessId, readonly Proposal[]>;
  }[];
}

interface Proposal {
  readonly epoch: number;
  readonly value: string;
}

export const raftTla = defineProtocol<{
  state: Server;
  event: RaftEvent;
  message: RaftMessage;
}>()({
  name: "raft-tla",
  source: "Ongaro 2014, appendix B; ongardie/raft.tla at 6ecbdbcf",
  about: "Raft as its published TLA+ specification has it, action by action, to compare with TLC.",
  parameters: {
    nodes: integer(2, { min: 1, max: 7 }, "how many servers"),
    values: integer(1, { min: 0, max: 4 }, "how many values clients ask for"),
    maxTerm: integer(2, { min: 1, max: 9 }, "terms up to this one are explored; the first is 1"),
    maxLog: integer(1, { min: 0, max: 9 }, "logs up to this length are explored"),
    maxMessages: integer(1, { min: 0, max: 9 }, "up to so many messages may be in flight"),
    lossy: flag(false, "messages may be dropped and servers may restart"),
    history: flag(false, "keep the histories that the proof of Raft's safety needs"),
  },
  actions: {
    Timeout: "a server starts an election",
    RequestVote: "a candidate asks a server for its vote",
    BecomeLeader: "a candidate with the votes of a quorum becomes leader",
    ClientRequest: "a leader takes up a client's value",
    AdvanceCommitIndex: "a leader looks whether more is committed",
    AppendEntries: "a leader sends a server an entry, or a heartbeat",
    Restart: "a server loses what it has not on disk",
    RequestVoteRequest: "a server answers a candidate",
    RequestVoteResponse: "a server tallies a vote",
    AppendEntriesRequest: "a server handles a leader's request",
    AppendEntriesResponse: "a leader learns what a server has",
  },
  forgets: ["Restart"],
  environment: ({ lossy }) => (lossy ? { budgets: { drops: "unlimited" } } : {}),
  processes: serverIds,
  symmetry: (config) => [serverIds(config), clientValues(config)],
  init: (_self, config) => initialServer(config),
  events: (_self, _server, config) => possibleEvents(config),
  reduce: (self, server, input, config) =>
    "from" in input ? receive(server, input, config) : act(self, server, input, config),
  view: (_self, server): RaftTlaView => view(server),
  constraint: {
    state: (_self, server, { maxTerm, maxLog }) =>
      server.currentTerm <= maxTerm && server.log.length <= maxLog,
    messages: ({ maxMessages }) => maxMessages,
    copies: () => 1,
  },
});

/** raft.tla `Next`, as far as servers act by themselves; `reduce` knows what is enabled. */
function possibleEvents(config: RaftTlaConfig): RaftEvent[] {
  const servers = serverIds(config);
  return [
    ...(config.lossy ? [{ type: "Restart" } as const] : []),
    { type: "Timeout" },
    ...servers.map((to) => ({ type: "RequestVote", to }) as const),
    { type: "BecomeLeader" },
    ...clientValues(config).map((value) => ({ type: "ClientRequest", value }) as const),
    { type: "AdvanceCommitIndex" },
    ...servers.map((to) => ({ type: "AppendEntries", to }) as const),
  ];
}

/** What a server does by itself, as far as it is enabled. */
function act(self: ProcessId, server: Server, event: RaftEvent, config: RaftTlaConfig): Step {
  switch (event.type) {
    case "Timeout":
      return timeout(server);
    case "RequestVote":
      return requestVote(server, event.to);
    case "BecomeLeader":
      return becomeLeader(server, config);
    case "ClientRequest":
      return clientRequest(server, event.value);
    case "AdvanceCommitIndex":
      return advanceCommitIndex(self, server, config);
    case "AppendEntries":
      return appendEntries(self, server, event.to, config);
    case "Restart":
      return restart(server, config);
  }
}

/** A newer term is adopted first, and stale responses are ignored. raft.tla `Receive(m)`. */
function receive(server: Server, message: Delivered<RaftMessage>, config: RaftTlaConfig): Step {
  if (message.term > server.currentTerm) return updateTerm(server, message.term);
  const isStale = message.term < server.currentTerm;
  switch (message.type) {
    case "RequestVoteRequest":
      return handleRequestVoteRequest(server, message);
    case "RequestVoteResponse":
      return isStale
        ? dropStaleResponse(server)
        : handleRequestVoteResponse(server, message, config);
    case "AppendEntriesRequest":
      return handleAppendEntriesRequest(server, message);
    case "AppendEntriesResponse":
      return isStale ? dropStaleResponse(server) : handleAppendEntriesResponse(server, message);
  }
}

/** The message stays, to be handled in the new term. raft.tla `UpdateTerm(i, j, m)`. */
function updateTerm(server: Server, term: number): Step {
  return {
    state: { ...server, currentTerm: term, role: "follower", votedFor: null },
    keep: true,
  };
}

/** raft.tla `DropStaleResponse(i, j, m)`. */
function dropStaleResponse(server: Server): Step {
  return { state: server };
}

function view({ role, currentTerm, log, commitIndex, elections }: Server): RaftTlaView {
  return {
    leader: role === "leader" ? currentTerm : null,
    epoch: currentTerm,
    log: proposals(log),
    committed: commitIndex,
    elections: [...elections].map((election) => ({
      epoch: election.term,
      log: proposals(election.log),
      voterLogs: new Map([...election.voterLog].map(([voter, its]) => [voter, proposals(its)])),
    })),
  };
}

function proposals(log: Log): Proposal[] {
  return log.map(({ term, value }) => ({ epoch: term, value }));
}
