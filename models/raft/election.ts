/** Leader election, §5.2: guard beside effect. */
import type { Delivered, Outcome, ProcessId } from "../../checker/protocol.ts";
import { broadcast } from "../kit/cluster.ts";
import { askedBy, configurationOf, isElected, isMember, isVoter } from "./configuration.ts";
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
  if (!isVoter(self, configurationOf(server, config))) return undefined;
  if (!rules.mayCampaign(server, config)) return undefined;
  const candidate: Server = {
    ...server,
    role: "candidate",
    currentTerm: server.currentTerm + 1,
    votedFor: self,
    votesGranted: new Set([self]),
  };
  const { log, currentTerm: term } = candidate;
  return {
    state: leadIfWon(rules, candidate, others, config),
    send: broadcast(askedBy(rules, candidate, others, config), {
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
  config: RaftConfig,
): Step {
  const isCounted =
    server.role === "candidate" && response.term === server.currentTerm && response.voteGranted;
  if (!isCounted) return { state: server };
  const votesGranted = new Set([...server.votesGranted, response.from]);
  return { state: leadIfWon(rules, { ...server, votesGranted }, others, config) };
}

function leadIfWon(
  rules: Rules,
  candidate: Server,
  others: readonly ProcessId[],
  config: RaftConfig,
): Server {
  if (!isElected(rules, candidate, config)) return candidate;
  const configuration = configurationOf(candidate, config);
  const followers = others.filter((other) => isMember(other, configuration));
  const unknown: Progress = {
    nextIndex: candidate.log.length + 1,
    matchIndex: 0,
    toldCommit: -1,
    ...(config.probes && { probe: "ready" }),
  };
  return {
    ...candidate,
    role: "leader",
    votesGranted: new Set(),
    progress: new Map(followers.map((other) => [other, unknown])),
  };
}
