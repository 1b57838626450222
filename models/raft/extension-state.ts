/**
 * What the extensions of Raft add to a server's state: PreVote, CheckQuorum, reads and leadership
 * transfer (Ongaro, "Consensus: Bridging Theory and Practice", 2014, §3.10, §4.2.3, §6.4, §9.6).
 * Where an extension is off its part stays neutral, and where all are it is not there.
 */
import type { ProcessId } from "../../checker/protocol.ts";

/** A server that heard from a leader neither stands for election nor votes until time is up. */
export interface Promise {
  readonly to: ProcessId;
  /** The leader's round of heartbeats that it was made in; 0 where no lease depends on it. */
  readonly round: number;
}

/** Who was heard from lately. §4.2.3, §6.4.1 */
export interface Contact {
  /** A follower's promise, as long as it heard from its leader within an election time-out. */
  readonly promise: Promise | null;
  /** The followers that a leader heard from since its last CheckQuorum. */
  readonly active: ReadonlySet<ProcessId>;
  /** A leader's newest round of heartbeats. It counts on in later terms: time does not go back. */
  readonly round: number;
  /** The followers that answered the newest round. */
  readonly confirmed: ReadonlySet<ProcessId>;
  /** Is less than a lease's time gone since the newest round was sent? Only where reads use leases. */
  readonly isRunning: boolean;
}

/** A client's read. §6.4 */
export interface Reads {
  /** Has a read begun that is not answered yet? */
  readonly isPending: boolean;
  /** How many entries the last answer took account of; null before there is one. */
  readonly answered: number | null;
}

/** A pre-candidate's answers. §9.6 */
export interface PreVotes {
  readonly granted: ReadonlySet<ProcessId>;
  readonly refused: ReadonlySet<ProcessId>;
}

/** A hand-over of leadership. §3.10 */
export interface Transfer {
  /** Whom a leader hands over to, until it gives up on that. */
  readonly to: ProcessId | null;
  /** Did this leader send a TimeoutNow in its term? It may be under way for ever. */
  readonly isSent: boolean;
  /** Does this server stand, or lead, because a leader told it to? */
  readonly isCalled: boolean;
}

export interface Extensions {
  readonly contact: Contact;
  readonly reads: Reads;
  readonly preVotes: PreVotes;
  readonly transfer: Transfer;
}

export const NO_READS: Reads = { isPending: false, answered: null };
export const NO_PRE_VOTES: PreVotes = { granted: new Set(), refused: new Set() };
export const NO_TRANSFER: Transfer = { to: null, isSent: false, isCalled: false };

export const NO_EXTENSIONS: Extensions = {
  contact: {
    promise: null,
    active: new Set(),
    round: 0,
    confirmed: new Set(),
    isRunning: false,
  },
  reads: NO_READS,
  preVotes: NO_PRE_VOTES,
  transfer: NO_TRANSFER,
};

/** What is left to a server that is a follower from now on: what it promised, and time. */
export function extensionsOfFollower({ contact }: Partial<Extensions>): Partial<Extensions> {
  if (contact === undefined) return {};
  const { active, confirmed } = NO_EXTENSIONS.contact;
  return { ...NO_EXTENSIONS, contact: { ...contact, active, confirmed } };
}
