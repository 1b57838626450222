/**
 * The decisions that Raft's extensions rest on: who may stand, who may be voted for, who may answer a
 * read. The handlers are put together from them, and a mutant replaces one of them.
 */
import type { ProcessId } from "../../checker/protocol.ts";
import { majorityOf, processIds } from "../kit/cluster.ts";
import type { HeartbeatResponse, PreVoteRequest } from "./extension-messages.ts";
import { type Contact, NO_EXTENSIONS } from "./extension-state.ts";
import type { RequestVoteRequest } from "./messages.ts";
import type { RaftConfig } from "./raft.ts";
import type { Extended, Server } from "./state.ts";

export interface ExtensionRules {
  /** May this server stand for election? §4.2.3: not while it hears from a leader. */
  mayStand(server: Server): boolean;
  /** Does it ask for pre-votes first? §9.6 */
  asksFirst(config: RaftConfig): boolean;
  /** Would it vote for who asks, were it to stand? Its log is compared elsewhere. §9.6 */
  wouldVote(voter: Extended, request: PreVoteRequest, candidate: ProcessId): boolean;
  /** Is a vote request neither answered nor its term taken over? §4.2.3 */
  isIgnored(voter: Server, request: RequestVoteRequest, config: RaftConfig): boolean;
  /** Can a promise end at any time? Where leases rest on it, not before the lease. §6.4.1 */
  endsByItself(config: RaftConfig): boolean;
  /** Which round is a promise for, if it was for `known` and a heartbeat of `round` comes? §6.4.1 */
  renewed(known: number, round: number): number;
  /** Which round the answer to a heartbeat of `round` confirms; 0 is none. §6.4 */
  confirmedBy(isCurrent: boolean, round: number): number;
  /** Does the answer confirm the newest round? §6.4 */
  confirms(contact: Contact, response: HeartbeatResponse): boolean;
  /** Does a leader go on that heard from these many followers? §6.2 */
  keepsLeading(active: number, nodes: number): boolean;
  /** Does this leader know all that was committed before its term to be committed? §6.4, step 1 */
  knowsCommitted(leader: Extended): boolean;
  /** Was this leader confirmed since the read began? §6.4, step 3 */
  isConfirmed(leader: Extended, config: RaftConfig): boolean;
  /** Can nobody else have been elected yet? §6.4.1 */
  holdsLease(leader: Extended, config: RaftConfig): boolean;
  /** Does `to` have all that the leader has? §3.10 */
  isCaughtUp(leader: Extended, to: ProcessId): boolean;
  /** Whom may this leader hand over to? DLedger: to a preferred server, unless it is one. */
  successors(self: ProcessId, others: readonly ProcessId[], config: RaftConfig): readonly string[];
}

/** The extensions as they are. */
export const extensionRules: ExtensionRules = {
  mayStand: ({ contact = NO_EXTENSIONS.contact }) => contact.promise === null,

  asksFirst: ({ preVote }) => preVote,

  wouldVote: (voter, { nextTerm }, candidate) =>
    !isInTouch(voter) &&
    (nextTerm > voter.currentTerm ||
      (nextTerm === voter.currentTerm && [null, candidate].includes(voter.votedFor))),

  // "I have permission to disrupt the leader: it told me to" (§4.2.3).
  isIgnored: (voter, { isTransfer }, { checkQuorum }) =>
    checkQuorum && isTransfer !== true && isInTouch(voter),

  endsByItself: ({ reads }) => reads !== "lease",

  // A heartbeat that comes late takes nothing back.
  renewed: (known, round) => Math.max(known, round),

  // To a leader of an older term nothing was promised, and it may lead again by now.
  confirmedBy: (isCurrent, round) => (isCurrent ? round : 0),

  confirms: ({ round }, response) => response.round === round,

  keepsLeading: (active, nodes) => active + 1 >= majorityOf(nodes),

  // The no-op that §6.4 asks for commits what the leader took over. Leaders here append none, and
  // serve reads as soon as that is done in another way: at once if they took over nothing.
  knowsCommitted: ({ log, commitIndex, currentTerm }) =>
    log.slice(commitIndex).every(({ term }) => term === currentTerm),

  isConfirmed: ({ contact }, { nodes }) => contact.confirmed.size + 1 >= majorityOf(nodes),

  // A TimeoutNow that was sent may arrive at any time, and nobody's promise holds against it.
  holdsLease: (leader, config) =>
    leader.contact.isRunning &&
    !leader.transfer.isSent &&
    extensionRules.isConfirmed(leader, config),

  isCaughtUp: ({ log, progress }, to) => progress.get(to)?.matchIndex === log.length,

  successors: (self, others, { preferred }) => {
    if (preferred === 0) return others;
    const first = processIds(preferred);
    return first.includes(self) ? [] : first;
  },
};

/** Does the server hear from a leader, or lead itself? */
export function isInTouch({ role, contact = NO_EXTENSIONS.contact }: Server): boolean {
  return role === "leader" || contact.promise !== null;
}
