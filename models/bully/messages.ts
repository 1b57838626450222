/**
 * The messages of the Bully algorithm and the events that a node brings about by itself. `epoch` is
 * the election that a message belongs to; where elections have no epochs it is 0 throughout.
 */
import type { ProcessId } from "../../checker/protocol.ts";

/** To all larger ids: is one of you alive? Then lead. Garcia-Molina calls it AreYouThere. */
export interface Election {
  readonly type: "Election";
  readonly epoch: number;
}

/** The answer to an Election: a larger id is alive and sees to it. */
export interface Alive {
  readonly type: "Alive";
  readonly epoch: number;
}

/** To all smaller ids: the sender leads. Garcia-Molina calls it NewCoordinator. */
export interface Victory {
  readonly type: "Victory";
  readonly epoch: number;
}

/** To the winner: the sender follows it. Only where a leader needs a majority. */
export interface Backing {
  readonly type: "Backing";
  readonly epoch: number;
}

/** To all: do you miss the leader too? Only where nodes ask before they elect. */
export interface Inquiry {
  readonly type: "Inquiry";
  readonly epoch: number;
}

/** The answer to an Inquiry: whom the sender takes for a living leader; null is to agree. */
export interface Opinion {
  readonly type: "Opinion";
  readonly epoch: number;
  readonly leader: ProcessId | null;
}

export type BullyMessage = Election | Alive | Victory | Backing | Inquiry | Opinion;

export type BullyEvent =
  /** It knows of no leader: it has just started, or come back. */
  | { readonly type: "StartElection" }
  /** Nothing is heard of the leader. */
  | { readonly type: "SuspectLeader"; readonly leader: ProcessId }
  /** No larger id has answered its Election. */
  | { readonly type: "AliveTimeout" }
  /** The election that it waits for did not end. */
  | { readonly type: "VictoryTimeout" }
  /** Too few agree that the leader is gone. */
  | { readonly type: "OpinionTimeout" }
  /** A leader hears nothing of a node that backed it. */
  | { readonly type: "LoseBacker"; readonly backer: ProcessId };
