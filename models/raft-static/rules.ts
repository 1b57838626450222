/**
 * The decisions that make MongoStaticRaft safe, each a function of its own, after the operators of
 * MongoStaticRaft.tla. The system is put together from them (raft-static.ts), and a mutant replaces
 * one of them (mutants.ts).
 */
import { majorityOf } from "../kit/cluster.ts";
import type { Log, Server } from "./state.ts";

export interface Rules {
  /** Are these many voters enough to elect a primary? Raft §5.2; Defs.tla `Quorums` */
  elects(voters: number, members: number): boolean;
  /** May a server that is in `currentTerm` vote in `term`? Raft §5.2; `CanVoteForOplog` */
  mayVote(currentTerm: number, term: number): boolean;
  /** Is the candidate's log at least as up-to-date as the voter's? Raft §5.4.1; `CanVoteForOplog` */
  isUpToDate(candidate: Log, voter: Log): boolean;
  /** Does the source's log hold the last entry of `log`? Raft §5.3; `GetEntries` */
  isConsistent(log: Log, source: Log): boolean;
  /** May a server in this role roll back? Raft §5.3; `RollbackEntries` */
  mayRollBack(role: Server["role"]): boolean;
  /** Are these many servers enough to commit? Raft §5.3; Defs.tla `Quorums` */
  commits(servers: number, members: number): boolean;
  /** May the primary commit its last entry, which is of `entryTerm`? Raft §5.4.2; `CommitEntry` */
  mayCommit(primary: Server, entryTerm: number): boolean;
  /** Does `server`, which has the primary's last entry, count for it? `ImmediatelyCommitted` */
  acknowledges(server: Server, primary: Server): boolean;
}

/** Raft as it is. */
export const rules: Rules = {
  elects: (voters, members) => voters >= majorityOf(members),

  mayVote: (currentTerm, term) => currentTerm < term,

  isUpToDate: (candidate, voter) =>
    lastTerm(candidate) > lastTerm(voter) ||
    (lastTerm(candidate) === lastTerm(voter) && candidate.length >= voter.length),

  isConsistent: (log, source) => log.length === 0 || source[log.length - 1] === log.at(-1),

  mayRollBack: (role) => role === "secondary",

  commits: (servers, members) => servers >= majorityOf(members),

  mayCommit: (primary, entryTerm) => entryTerm === primary.currentTerm,

  acknowledges: (server, primary) => server.currentTerm === primary.currentTerm,
};

/** The term of the last entry, or 0 if there is none. `LastTerm` */
export function lastTerm(log: Log): number {
  return log.at(-1) ?? 0;
}
