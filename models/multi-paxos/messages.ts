/** What the servers of Multi-Paxos do by themselves, and what they say to each other. */
import type { Cast, Command, Slots, Vote } from "./state.ts";

export type MultiPaxosEvent =
  /** A server begins a ballot. */
  | { readonly type: "Phase1a"; readonly ballot: number }
  /** A server that has enough promises leads. */
  | { readonly type: "Lead" }
  /** A leader proposes a client's value in the next slot. */
  | { readonly type: "Propose"; readonly value: string }
  /** A leader finds out that enough servers have voted for what it proposed in a slot. */
  | { readonly type: "Learn"; readonly slot: number }
  /** A leader answers the read that its ballot began with. */
  | { readonly type: "Read" };

/** 1a: a prepare request, for all slots. */
export interface Prepare {
  readonly type: "Prepare";
  readonly ballot: number;
}

/** 1b: a promise to keep to `ballot` in all slots, with the vote of the highest ballot in each. */
export interface Promised {
  readonly type: "Promised";
  readonly ballot: number;
  readonly accepted: Slots<Vote>;
}

/** 2a: an accept request, for one slot. */
export interface Accept extends Cast {
  readonly type: "Accept";
}

/** 2b: a vote. */
export interface Accepted {
  readonly type: "Accepted";
  readonly ballot: number;
  readonly slot: number;
}

/** What the distinguished learner, the leader, tells the others. §2.3 */
export interface Chosen {
  readonly type: "Chosen";
  readonly slot: number;
  readonly command: Command;
}

export type MultiPaxosMessage = Prepare | Promised | Accept | Accepted | Chosen;
