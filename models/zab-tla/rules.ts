/**
 * The decisions that make Zab safe, each a function of its own, after the operators of Zab.tla. The
 * system is put together from them (zab-tla.ts), and a mutant replaces one of them (mutants.ts).
 */
import type { ProcessId } from "../../checker/protocol.ts";
import { majorityOf } from "../kit/cluster.ts";
import type { Ensemble, History, Server, Summary, Zxid } from "./state.ts";
import { isLater, lastZxid } from "./zxid.ts";

export interface Rules {
  /** Are these many servers enough to lead and to follow? `IsQuorum` */
  isQuorum(count: number, nodes: number): boolean;
  /** The epoch that a leader begins, given those that a quorum has accepted. `DetermineNewEpoch` */
  newEpoch(own: number, accepted: readonly number[]): number;
  /** Does a follower that has accepted an epoch accept this one? `FollowerProcessNEWEPOCH` */
  mayAccept(accepted: number, proposed: number): boolean;
  /** The history that a new leader begins with. `DetermineInitialHistory` */
  initialHistory(own: History, summaries: ReadonlyMap<ProcessId, Summary>): History;
  /** Is the first history at least as recent as the second? `MoreResentOrEqual` */
  isAsRecent(summary: Summary, than: Summary): boolean;
  /** What a follower's history becomes when a leader sends its own. `FollowerProcessNEWLEADER` */
  synchronized(own: History, leaders: History): History;
  /** Does a leader send its proposals to this server? `Broadcast` */
  proposesTo(leader: Server, server: ProcessId): boolean;
  /** What a latecomer is told to commit: by the leader, and as it acknowledged. `LeaderProcessACKLD` */
  latecomerCommits(leader: Server, acknowledged: Zxid): Zxid;
  /** May `zxid` follow `last`? `IsNextZxid` */
  isNext(last: Zxid, zxid: Zxid): boolean;
  /** Does a follower put up with a proposal that it already has? `FollowerProcessPROPOSE` */
  toleratesRedundant: boolean;
  /** Are these many acknowledgements, the leader's included, enough to commit? `LeaderTryToCommit` */
  commits(count: number, nodes: number): boolean;
  /** What a restart leaves of a server. `Restart` */
  restarted(server: Server): Server;
}

/** What an action is taken under: how many servers there are, the bounds, and the rules. */
export interface Context {
  readonly nodes: number;
  readonly maxTransactions: number;
  readonly maxTimeouts: number;
  readonly maxEpoch: number;
  readonly maxRestarts: number;
  readonly by: Rules;
}

/** What `self` and mostly another server make of the ensemble; undefined where not enabled. */
export type Handler = (
  ensemble: Ensemble,
  self: ProcessId,
  other: ProcessId,
  context: Context,
) => Ensemble | undefined;

/** Zab as it is. */
export const rules: Rules = {
  isQuorum: (count, nodes) => count >= majorityOf(nodes),

  newEpoch: (_own, accepted) => Math.max(...accepted) + 1,

  mayAccept: (accepted, proposed) => proposed >= accepted,

  initialHistory(_own, summaries) {
    const all = [...summaries.values()];
    return all.find((best) => all.every((other) => this.isAsRecent(best, other)))!.peerHistory;
  },

  isAsRecent: (summary, than) =>
    summary.peerLastEpoch > than.peerLastEpoch ||
    (summary.peerLastEpoch === than.peerLastEpoch &&
      !isLater(lastZxid(than.peerHistory), lastZxid(summary.peerHistory))),

  synchronized: (_own, leaders) => leaders,

  proposesTo: (leader, server) => leader.ackeRecv.get(server)?.connected === true,

  latecomerCommits: (leader) => leader.lastCommitted.zxid,

  isNext: (last, zxid) =>
    zxid[1] === 1 ? last[0] < zxid[0] : last[0] === zxid[0] && last[1] + 1 === zxid[1],

  toleratesRedundant: true,

  commits: (count, nodes) => count >= majorityOf(nodes),

  restarted: (server) => server,
};
