/**
 * The decisions that make a reconfiguration safe, each a function of its own, after the operators of
 * MongoLoglessDynamicRaft.tla and MongoRaftReconfig.tla. The system is put together from them
 * (raft-reconfiguration.ts), and a mutant replaces one of them (mutants.ts).
 */
import type { ProcessId } from "../../checker/protocol.ts";
import { majorityOf } from "../kit/cluster.ts";
import type { Cluster, Configuration, Log, Server } from "./state.ts";

export interface Rules {
  /** Is the candidate's configuration at least as new as the voter's? `CanVoteForConfig` */
  mayVoteForConfig(candidate: Configuration, voter: Configuration): boolean;
  /** Is configuration `a` newer than `b`, so that it may replace it? `IsNewerConfig` */
  isNewer(a: Configuration, b: Configuration): boolean;
  /** Does each majority of the one meet each majority of the other? `QuorumsOverlap` */
  overlap(before: ReadonlySet<ProcessId>, after: ReadonlySet<ProcessId>): boolean;
  /** Has a majority of its members the primary's configuration? `ConfigQuorumCheck` */
  hasConfigOnQuorum(primary: Server, cluster: Cluster): boolean;
  /** Is a majority of its members in the primary's term? `TermQuorumCheck` */
  hasTermOnQuorum(primary: Server, cluster: Cluster): boolean;
  /** Has the primary committed in its term, if anyone ever did? `OplogCommitment`, first half */
  hasCommittedInTerm(primary: Server, cluster: Cluster): boolean;
  /** Is what was committed in its term on a majority of its members? `OplogCommitment`, second half */
  hasCommitsOnQuorum(primary: Server, cluster: Cluster): boolean;
}

/** The protocol as it is. */
export const rules: Rules = {
  mayVoteForConfig: (candidate, voter) =>
    isNewer(candidate, voter) ||
    (candidate.term === voter.term && candidate.version === voter.version),

  isNewer,

  overlap: (before, after) => {
    const shared = [...before].filter((member) => after.has(member)).length;
    // The majorities that meet least: as much as can be from outside what is shared.
    const least = Math.max(0, majorityOf(before.size) - (before.size - shared));
    const other = Math.max(0, majorityOf(after.size) - (after.size - shared));
    return least + other > shared;
  },

  hasConfigOnQuorum: (primary, cluster) =>
    hasMajority(primary, cluster, ({ config }) => isSameConfig(config, primary.config)),

  hasTermOnQuorum: (primary, cluster) =>
    hasMajority(primary, cluster, ({ currentTerm }) => currentTerm === primary.currentTerm),

  hasCommittedInTerm: ({ currentTerm }, { committed }) =>
    committed.size === 0 || [...committed].some(({ term }) => term === currentTerm),

  hasCommitsOnQuorum: (primary, cluster) =>
    [...cluster.committed]
      .filter(({ term }) => term === primary.currentTerm)
      .every(({ index }) => isCommitted(index, primary, cluster)),
};

/** The term of the last entry, or 0 if there is none. `LastTerm` */
export function lastTerm(log: Log): number {
  return log.at(-1) ?? 0;
}

/** The term counts first, then the version. */
function isNewer(a: Configuration, b: Configuration): boolean {
  return a.term > b.term || (a.term === b.term && a.version > b.version);
}

function isSameConfig(a: Configuration, b: Configuration): boolean {
  return a.term === b.term && a.version === b.version;
}

/** Does a majority of the primary's members satisfy `holds`? */
function hasMajority(
  { config: { members } }: Server,
  { servers }: Cluster,
  holds: (server: Server) => boolean,
): boolean {
  const count = [...members].filter((member) => holds(servers.get(member)!)).length;
  return count >= majorityOf(members.size);
}

/** Is the entry of the primary's term at `index` on a majority of its members? `IsCommitted` */
function isCommitted(index: number, primary: Server, cluster: Cluster): boolean {
  const { log, currentTerm } = primary;
  return (
    log[index - 1] === currentTerm &&
    hasMajority(
      primary,
      cluster,
      (server) => server.log[index - 1] === currentTerm && server.currentTerm === currentTerm,
    )
  );
}
