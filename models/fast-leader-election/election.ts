/**
 * The election: looking for a leader, round by round, until a quorum votes for the same.
 * FastLeaderElection.java, lookForLeader; Medeiros 2012. Guard beside effect.
 */
import type { Delivered } from "../../checker/protocol.ts";
import type { Notification } from "./messages.ts";
import { join } from "./joining.ts";
import {
  castBy,
  hasQuorum,
  notificationOf,
  ownVote,
  type Place,
  settle,
  type Step,
  tellVoters,
} from "./place.ts";
import { type Said, type Server, stoppedWith, type Vote } from "./state.ts";

/** A server starts, and looks for a leader. */
export function start(place: Place, server: Server): Step {
  if (server.role !== "stopped") return undefined;
  return look(place, server, server.round + 1);
}

/** A server that leads or follows loses touch. FastLeaderElection.tla `ZabTimeout` */
export function timeout(place: Place, server: Server): Step {
  const { rules, config } = place;
  if (server.role === "stopped" || server.role === "looking") return undefined;
  if (server.round >= config.maxRound) return undefined;
  return look(place, server, rules.nextRound(server.round));
}

function look(place: Place, server: Server, round: number): NonNullable<Step> {
  const state = enterRound(server, round, ownVote(place, server));
  return { state, send: tellVoters(place, state) };
}

function enterRound(server: Server, round: number, vote: Vote | null): Server {
  const { outOfElection } = server;
  return { ...stoppedWith(server), role: "looking", round, vote, outOfElection };
}

/** Nobody answers: it may be that nobody has heard. */
export function resend(place: Place, server: Server): Step {
  if (server.role !== "looking" || !place.config.resend) return undefined;
  return { state: server, send: tellVoters(place, server) };
}

/** A server hears from another one. One that has not started leaves it in the queue until it has. */
export function receive(place: Place, server: Server, heard: Delivered<Notification>): Step {
  if (server.role === "stopped") return undefined;
  const { role, round, vote, from } = heard;
  const answer: Step = {
    state: server,
    send: place.isVoter ? [{ to: from, message: notificationOf(server) }] : [],
  };
  // Observers ask, and are answered whatever they say.
  if (vote === null || role === "observing" || !place.rules.hasVote(from, place.config)) {
    return answer;
  }
  if (server.role !== "looking") {
    return role === "looking" && place.rules.answersSettled() ? answer : { state: server };
  }
  if (role !== "looking") return join(place, server, from, { role, round, vote });
  if (place.rules.isStale(server, round)) return answer;
  return countVote(place, server, from, { role, round, vote });
}

/** Another one looks too, in this round or a newer one. */
function countVote(place: Place, server: Server, from: string, said: Said): Step {
  const { rules, config } = place;
  const isNews = rules.isNews(server, said.round);
  const own = ownVote(place, server);
  const current = isNews
    ? enterRound(server, said.round, rules.voteOnEntry(own, said.vote, config.order))
    : server;
  const isBetter = current.vote === null || rules.beats(said.vote, current.vote, config.order);
  const state: Server = {
    ...current,
    vote: isBetter ? said.vote : current.vote,
    received: new Map([...current.received, [from, said]]),
  };
  const isTold = isNews || (isBetter && rules.tellsOfBetter());
  return { state, send: isTold ? tellVoters(place, state) : [] };
}

/** May the server take the election for decided? */
export function canFinalize(place: Place, server: Server): boolean {
  const cast = castBy(server);
  if (server.role !== "looking" || cast === null) return false;
  return hasQuorum(place, server.received, cast, cast);
}

/** A quorum votes as this server does, and no better vote has come in time. */
export function finalize(place: Place, server: Server): Step {
  if (!canFinalize(place, server)) return undefined;
  return { state: settle(place, server, server.vote!, server.round) };
}
