/**
 * Elections as raft.tla has them: a candidate asks every server for its vote by message, itself
 * included, and becomes leader when a quorum has granted it. Raft §5.2 and §5.4.1.
 */
import type { Delivered, Outcome, ProcessId } from "../../checker/protocol.ts";
import { majorityOf } from "../kit/cluster.ts";
import {
  forAll,
  initialServer,
  lastTerm,
  type Log,
  type RaftMessage,
  type RaftTlaConfig,
  type RequestVoteRequest,
  type RequestVoteResponse,
  type Server,
} from "./state.ts";

/** What an action leads to; undefined: it is not enabled. */
export type Step = Outcome<Server, RaftMessage> | undefined;

/** The server loses everything but its term, its vote and its log. raft.tla `Restart(i)`. */
export function restart(server: Server, config: RaftTlaConfig): Step {
  const { currentTerm, votedFor, log, elections } = server;
  return { state: { ...initialServer(config), currentTerm, votedFor, log, elections } };
}

/** The server starts an election; it has yet to vote for itself. raft.tla `Timeout(i)`. */
export function timeout(server: Server): Step {
  if (server.role === "leader") return undefined;
  return {
    state: {
      ...server,
      role: "candidate",
      currentTerm: server.currentTerm + 1,
      votedFor: null,
      votesResponded: new Set(),
      votesGranted: new Set(),
      voterLog: new Map(),
    },
  };
}

/** A candidate asks `to`, who may be itself, for its vote. raft.tla `RequestVote(i, j)`. */
export function requestVote(server: Server, to: ProcessId): Step {
  if (server.role !== "candidate" || server.votesResponded.has(to)) return undefined;
  const message: RequestVoteRequest = {
    type: "RequestVoteRequest",
    term: server.currentTerm,
    lastLogTerm: lastTerm(server.log),
    lastLogIndex: server.log.length,
  };
  return { state: server, send: [{ to, message }] };
}

/** A quorum has granted its votes. raft.tla `BecomeLeader(i)`. */
export function becomeLeader(server: Server, config: RaftTlaConfig): Step {
  if (server.role !== "candidate") return undefined;
  if (server.votesGranted.size < majorityOf(config.nodes)) return undefined;
  return { state: asLeader(server, config) };
}

/** A candidate that has won, with the election on record. */
export function asLeader(server: Server, config: RaftTlaConfig): Server {
  const { currentTerm, log, votesGranted, voterLog, elections } = server;
  const election = { term: currentTerm, log, votes: votesGranted, voterLog };
  return {
    ...server,
    role: "leader",
    nextIndex: forAll(config, log.length + 1),
    matchIndex: forAll(config, 0),
    elections: config.history ? new Set([...elections, election]) : elections,
  };
}

/** Is the candidate's log at least as complete as the voter's? Raft §5.4.1; raft.tla `logOk`. */
export function isUpToDate(request: RequestVoteRequest, log: Log): boolean {
  return (
    request.lastLogTerm > lastTerm(log) ||
    (request.lastLogTerm === lastTerm(log) && request.lastLogIndex >= log.length)
  );
}

/** One vote a term, for a log that is up to date. raft.tla `HandleRequestVoteRequest(i, j, m)`. */
export function handleRequestVoteRequest(
  server: Server,
  request: Delivered<RequestVoteRequest>,
): Step {
  const { currentTerm, votedFor, log } = server;
  if (request.term > currentTerm) return undefined;
  const grant =
    request.term === currentTerm &&
    isUpToDate(request, log) &&
    (votedFor === null || votedFor === request.from);
  const message: RequestVoteResponse = {
    type: "RequestVoteResponse",
    term: currentTerm,
    voteGranted: grant,
    log,
  };
  return {
    state: grant ? { ...server, votedFor: request.from } : server,
    send: [{ to: request.from, message }],
  };
}

/** Tallies a vote, whatever the server is by now. raft.tla `HandleRequestVoteResponse(i, j, m)`. */
export function handleRequestVoteResponse(
  server: Server,
  response: Delivered<RequestVoteResponse>,
  config: RaftTlaConfig,
): Step {
  if (response.term !== server.currentTerm) return undefined;
  const { from, voteGranted } = response;
  const responded = { ...server, votesResponded: new Set([...server.votesResponded, from]) };
  if (!voteGranted) return { state: responded };
  // A vote that comes twice keeps the log that it came with first: raft.tla's `@@`.
  const isNew = config.history && !server.voterLog.has(from);
  return {
    state: {
      ...responded,
      votesGranted: new Set([...server.votesGranted, from]),
      voterLog: isNew ? new Map([...server.voterLog, [from, response.log]]) : server.voterLog,
    },
  };
}
