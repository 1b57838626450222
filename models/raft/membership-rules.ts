/**
 * The decisions that make a change of members safe, each a function of its own. Dissertation §4.1 to
 * §4.3; Ongaro, "bug in single-server membership changes", raft-dev, 2015.
 */
import type { ProcessId } from "../../checker/protocol.ts";
import { type Configuration, inForceUpTo, latestChange } from "./configuration.ts";
import type { RaftConfig } from "./raft.ts";
import { type Server, termAt } from "./state.ts";

export interface MembershipRules {
  /** The sets of voters each of which must agree, by a majority. §4.3 */
  halves(configuration: Configuration): readonly ReadonlySet<ProcessId>[];
  /** Whose agreement counts towards the majority of `half`? §4.2.1: not that of learners. */
  counted(half: ReadonlySet<ProcessId>, configuration: Configuration): ReadonlySet<ProcessId>;
  /** May this server stand? etcd: not while it knows of a configuration that is not in force yet. */
  mayCampaign(server: Server, config: RaftConfig): boolean;
  /** Is the leader's latest configuration in force, and known to be committed? §4.1 */
  hasSettled(leader: Server, config: RaftConfig): boolean;
  /** Has the leader committed an entry of its own term? Ongaro 2015 */
  hasCommittedInTerm(leader: Server): boolean;
  /** May `after` follow `before` at once, without a joint configuration in between? §4.1 */
  mayFollow(before: Configuration, after: Configuration): boolean;
  /** May the leader leave its joint configuration, in which it is? §4.3 */
  mayLeaveJoint(leader: Server): boolean;
  /** Of those who would join as voters, may this one? With learners, only a learner. §4.2.1 */
  mayJoin(process: ProcessId, before: Configuration, config: RaftConfig): boolean;
  /** What is left of a server that crashed before it was initialised? What a crash leaves of any. */
  recoveredOutside(server: Server): Server;
  /** What is left of a server that has applied its own removal? All that it had: it may have voted. */
  removed(server: Server): Server;
}

/** Changes of members as they are. */
export const membershipRules: MembershipRules = {
  halves: ({ voters, outgoing }) => (outgoing.size === 0 ? [voters] : [voters, outgoing]),

  counted: (half) => half,

  mayCampaign: (server, config) =>
    latestChange(server.log.slice(0, server.commitIndex)) <= inForceUpTo(server, config),

  hasSettled: (leader, config) =>
    latestChange(leader.log) <= Math.min(leader.commitIndex, inForceUpTo(leader, config)),

  hasCommittedInTerm: ({ log, commitIndex, currentTerm }) =>
    termAt(log, commitIndex) === currentTerm,

  mayFollow: (before, after) => {
    const added = [...after.voters].filter((each) => !before.voters.has(each)).length;
    const removed = [...before.voters].filter((each) => !after.voters.has(each)).length;
    return added + removed <= 1;
  },

  mayLeaveJoint: ({ log, commitIndex }) => latestChange(log) <= commitIndex,

  mayJoin: (process, before, { learners }) => !learners || before.learners.has(process),

  recoveredOutside: (server) => server,

  removed: (server) => server,
};
