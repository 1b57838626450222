/**
 * The decisions that make fast leader election right, each a function of its own: which vote beats
 * which, which count, what is a quorum, who may be joined. The protocol is put together from them, and
 * a mutant replaces one of them (mutants.ts). Names in comments are those of FastLeaderElection.java.
 */
import type { ProcessId } from "../../checker/protocol.ts";
import { majorityOf, rankOf } from "../kit/cluster.ts";
import {
  type ElectionConfig,
  type Said,
  type Server,
  stoppedWith,
  type Vote,
  voterCount,
} from "./state.ts";

export interface Rules {
  /** Does vote `a` beat vote `b`? totalOrderPredicate */
  beats(a: Vote, b: Vote, order: ElectionConfig["order"]): boolean;
  /** Does what `process` says count as a vote? validVoter */
  hasVote(process: ProcessId, config: ElectionConfig): boolean;
  /** Are so many voters a quorum? */
  isQuorum(count: number, config: ElectionConfig): boolean;
  /** Do the two say the same? Vote.equals */
  agree(a: Said, b: Said): boolean;
  /** Is a vote of `round` of a round that is past for `server`? */
  isStale(server: Server, round: number): boolean;
  /** Is it of a round that `server` has yet to enter? */
  isNews(server: Server, round: number): boolean;
  /** Whom `server` votes for as it enters a round on news of `theirs`. */
  voteOnEntry(own: Vote | null, theirs: Vote, order: ElectionConfig["order"]): Vote;
  /** Does a server that follows or leads answer who looks? */
  answersSettled(): boolean;
  /** Does a server that has found a better vote tell the others? */
  tellsOfBetter(): boolean;
  /** May `self` join on `said`, which a quorum in `among` agrees with? checkLeader */
  confirms(
    self: ProcessId,
    server: Server,
    among: ReadonlyMap<ProcessId, Said>,
    said: Said,
  ): boolean;
  /** The round in which a server looks after one that was decided. */
  nextRound(round: number): number;
  /** What a crash leaves. */
  durable(server: Server): Server;
}

/** Fast leader election as it is. */
export const rules: Rules = {
  beats: (a, b, order) => {
    const byEpoch = order === "zookeeper" ? a.epoch - b.epoch : 0;
    return (byEpoch || a.zxid - b.zxid || rankOf(a.leader) - rankOf(b.leader)) > 0;
  },

  hasVote: (process, config) => rankOf(process) <= voterCount(config),

  isQuorum: (count, config) => count >= majorityOf(voterCount(config)),

  agree: (a, b) => {
    const isSame = a.vote.leader === b.vote.leader && a.vote.epoch === b.vote.epoch;
    // Once a leader is at work its followers may have heard of it in different rounds (ZOOKEEPER-1805).
    if (a.role !== "looking" && b.role !== "looking") return isSame;
    return isSame && a.vote.zxid === b.vote.zxid && a.round === b.round;
  },

  isStale: (server, round) => round < server.round,

  isNews: (server, round) => round > server.round,

  voteOnEntry: (own, theirs, order) =>
    own === null || rules.beats(theirs, own, order) ? theirs : own,

  answersSettled: () => true,

  tellsOfBetter: () => true,

  confirms: (self, server, among, { vote, round }) =>
    vote.leader === self ? round === server.round : among.get(vote.leader)?.role === "leading",

  nextRound: (round) => round + 1,

  durable: (server) => stoppedWith(server),
};
