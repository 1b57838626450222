/** PreVote: a server raises its term only once a majority would vote for it. Dissertation §9.6 */
import type { Delivered, ProcessId } from "../../checker/protocol.ts";
import { broadcast, majorityOf } from "../kit/cluster.ts";
import { electionTimeout, type Step } from "./election.ts";
import type { PreVoteRequest, PreVoteResponse } from "./extension-messages.ts";
import { NO_PRE_VOTES, NO_TRANSFER } from "./extension-state.ts";
import type { RaftConfig } from "./raft.ts";
import { follower, type Rules } from "./rules.ts";
import { type Extended, type Server, termAt } from "./state.ts";

/** A server times out: it stands for election, or asks first whether it would win. */
export function timeOut(
  rules: Rules,
  self: ProcessId,
  server: Server,
  others: readonly ProcessId[],
  config: RaftConfig,
): Step {
  if (!rules.mayStand(server)) return undefined;
  if (!rules.asksFirst(config) || others.length === 0) {
    return electionTimeout(rules, self, byItself(server), others, config);
  }
  if (server.role === "leader" || server.currentTerm >= config.maxTerm) return undefined;
  const { log, currentTerm } = server;
  return {
    state: {
      ...follower(server),
      role: "pre-candidate",
      preVotes: { ...NO_PRE_VOTES, granted: new Set([self]) },
    },
    send: broadcast(others, {
      type: "PreVoteRequest",
      nextTerm: currentTerm + 1,
      lastLogIndex: log.length,
      lastLogTerm: termAt(log, log.length),
    }),
  };
}

/** The server as it stands for election without having been told to. */
function byItself(server: Server): Server {
  return server.transfer === undefined ? server : { ...server, transfer: NO_TRANSFER };
}

/** A server says whether it would vote. Nothing of its own changes by that, its term least of all. */
export function preVote(rules: Rules, voter: Extended, request: Delivered<PreVoteRequest>): Step {
  const { nextTerm, from } = request;
  const preVoteGranted =
    rules.wouldVote(voter, request, from) && rules.isUpToDate(request, voter.log);
  const term = preVoteGranted ? nextTerm - 1 : voter.currentTerm;
  return {
    state: voter,
    send: [{ to: from, message: { type: "PreVoteResponse", nextTerm, term, preVoteGranted } }],
  };
}

/** A pre-candidate counts the answers, and stands once a majority would vote for it. */
export function countPreVote(
  rules: Rules,
  self: ProcessId,
  server: Extended,
  others: readonly ProcessId[],
  response: Delivered<PreVoteResponse>,
  config: RaftConfig,
): Step {
  const isCounted = server.role === "pre-candidate" && response.nextTerm === server.currentTerm + 1;
  if (!isCounted) return { state: server };
  const { from, preVoteGranted } = response;
  const { granted, refused } = server.preVotes;
  const preVotes = preVoteGranted
    ? { granted: new Set([...granted, from]), refused }
    : { granted, refused: new Set([...refused, from]) };
  if (rules.wins(preVotes.granted.size, config.nodes)) {
    const candidate = { ...server, preVotes: NO_PRE_VOTES };
    return electionTimeout(rules, self, candidate, others, config);
  }
  const isLost = preVotes.refused.size > config.nodes - majorityOf(config.nodes);
  return { state: isLost ? follower(server) : { ...server, preVotes } };
}
