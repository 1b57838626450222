/**
 * The processes of Paxos: proposers, acceptors and learners. Names are those of Paxos.tla
 * (tlaplus/Examples); ballots, Lamport's proposal numbers, are counted from 0.
 */
import { processIds } from "../kit/cluster.ts";
import type { ProcessId } from "../../checker/protocol.ts";

/** A value in a ballot: what a proposer proposes there, and what an acceptor votes for. */
export interface Vote {
  readonly ballot: number;
  readonly value: string;
}

/** It begins ballots, and proposes a value in those that enough acceptors promise to keep to. */
export interface Proposer {
  readonly kind: "proposer";
  /** The ballots that it has begun since it started: their 1a is sent. */
  readonly begun: readonly number[];
  // On disk.
  /** The highest ballot that it began before it crashed: it begins higher ones from then on. §2.5 */
  readonly spent: number;
  /** What it has proposed: the 2a messages that are sent. It reads those of its present ballots. */
  readonly proposed: readonly Vote[];
}

/** On disk: all of it, before an answer that follows from it is sent. §2.5 */
export interface Acceptor {
  readonly kind: "acceptor";
  /** The highest ballot that it has promised to keep to; -1 if none. */
  readonly maxBal: number;
  /** Its vote of the highest ballot, `maxVBal` and `maxVal`; null if none. */
  readonly maxVote: Vote | null;
  /** All of its votes: the 2b messages that are sent. It does not read them. */
  readonly votes: readonly Vote[];
}

/** On disk: nothing. What it forgets it can learn again. */
export interface Learner {
  readonly kind: "learner";
  readonly learned: string | null;
}

export type Member = Proposer | Acceptor | Learner;

/** What a process may do by itself. */
export type PaxosEvent =
  | { readonly type: "Phase1a"; readonly ballot: number }
  | { readonly type: "Phase2a"; readonly ballot: number; readonly value: string }
  | { readonly type: "Learn"; readonly value: string };

/** 1a: a prepare request. */
export interface Prepare {
  readonly type: "Prepare";
  readonly ballot: number;
}

/** 1b: a promise to keep to `ballot`, with the vote of the highest ballot below; null if none. */
export interface Promised {
  readonly type: "Promised";
  readonly ballot: number;
  readonly vote: Vote | null;
}

/** 2a: an accept request. */
export interface Accept extends Vote {
  readonly type: "Accept";
}

/** 2b: a vote. */
export interface Accepted extends Vote {
  readonly type: "Accepted";
}

export type PaxosMessage = Prepare | Promised | Accept | Accepted;

export interface PaxosConfig {
  readonly acceptors: number;
  readonly proposers: number;
  readonly learners: number;
  readonly ballots: number;
  readonly values: number;
  readonly flexible: boolean;
}

export const INITIAL_PROPOSER: Proposer = { kind: "proposer", begun: [], spent: -1, proposed: [] };
export const INITIAL_ACCEPTOR: Acceptor = {
  kind: "acceptor",
  maxBal: -1,
  maxVote: null,
  votes: [],
};
export const INITIAL_LEARNER: Learner = { kind: "learner", learned: null };

export function acceptorIds(config: PaxosConfig): readonly ProcessId[] {
  return processIds(config.acceptors, "a");
}

export function proposerIds(config: PaxosConfig): readonly ProcessId[] {
  return processIds(config.proposers, "p");
}

export function learnerIds(config: PaxosConfig): readonly ProcessId[] {
  return processIds(config.learners, "l");
}

/** What clients want chosen: "v1", "v2", … */
export function clientValues(config: PaxosConfig): readonly string[] {
  return processIds(config.values, "v");
}

/** `votes` with `vote`, in order of their ballots and values: a set. */
export function withVote(votes: readonly Vote[], vote: Vote): readonly Vote[] {
  const { ballot, value } = vote;
  if (votes.some((each) => each.ballot === ballot && each.value === value)) return votes;
  return [...votes, { ballot, value }].toSorted(
    (a, b) => a.ballot - b.ballot || (a.value < b.value ? -1 : 1),
  );
}
