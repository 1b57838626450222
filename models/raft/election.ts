/** Leader election, §5.2: guard beside effect. */
import type { Delivered, Outcome, ProcessId } from "../../checker/protocol.ts";
import { broadcast } from "../kit/cluster.ts";
import type { RaftMessage, RequestVoteRequest, RequestVoteResponse } from "./messages.ts";
import type { RaftConfig } from "./raft.ts";
import type { Rules } from "./rules.ts";
import { type Progress, type Server, termAt } from "./state.ts";

export type Step = Outcome<Server, RaftMessage> | undefined;

/** A server times out and starts an election in the next term; raft.tla `Timeout`, `RequestVote`. */
export function electionTimeout(
  rules: Rules,
  self: ProcessId,
  server: Server,
  others: readonly ProcessId[],
  config: RaftConfig,
): Step {
  if (server.role === "leader" || server.currentTerm >= config.maxTerm) return undefined;
  const candidate: Server = {
    ...server,
    role: "candidate",
    currentTerm: server.currentTerm + 1,
    votedFor: self,
    votesGranted: new Set([self]),
  };
  const { log, currentTerm: term } = candidate;
  return {
    state: leadIfWon(rules, candidate, others),
    send: broadcast(others, {
      type: "RequestVoteRequest",
      term,
      lastLogIndex: log.length,
      lastLogTerm: termAt(log, log.length),
    }),
  };
}

/** A server is asked for its vote; raft.tla `HandleRequestVoteRequest`. */
export function requestVote(
  rules: Rules,
  before: Server,
  current: Server,
  request: Delivered<RequestVoteRequest>,
): Step {
  const voter = rules.voter(before, current);
  const voteGranted =
    request.term >= voter.currentTerm &&
    rules.mayVote(voter, request.from, request) &&
    rules.isUpToDate(request, voter.log);
  const term = Math.max(request.term, voter.currentTerm);
  return {
    state: voteGranted ? { ...voter, votedFor: request.from } : voter,
    send: [{ to: request.from, message: { type: "RequestVoteResponse", term, voteGranted } }],
  };
}

/** A candidate counts a vote, and leads once it has a majority; raft.tla `BecomeLeader`. */
export function countVote(
  rules: Rules,
  server: Server,
  others: readonly ProcessId[],
  response: Delivered<RequestVoteResponse>,
): Step {
  const isCounted =
    server.role === "candidate" && response.term === server.currentTerm && response.voteGranted;
  if (!isCounted) return { state: server };
  const votesGranted = new Set([...server.votesGranted, response.from]);
  return { state: leadIfWon(rules, { ...server, votesGranted }, others) };
}

function leadIfWon(rules: Rules, candidate: Server, others: readonly ProcessId[]): Server {
  if (!rules.wins(candidate.votesGranted.size, others.length + 1)) return candidate;
  const unknown: Progress = {
    nextIndex: candidate.log.length + 1,
    matchIndex: 0,
    toldCommit: -1,
  };
  return {
    ...candidate,
    role: "leader",
    votesGranted: new Set(),
    progress: new Map(others.map((other) => [other, unknown])),
  };
}
