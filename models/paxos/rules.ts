/**
 * The decisions that make Paxos safe, each a function of its own: what is promised, accepted, proposed
 * and learned, and what survives a crash. The protocol is put together from them (paxos.ts), and a
 * mutant replaces one of them (mutants.ts).
 */
import type { Delivered } from "../../checker/protocol.ts";
import { majorityOf } from "../kit/cluster.ts";
import {
  type Acceptor,
  type PaxosConfig,
  type Promised,
  type Proposer,
  type Vote,
  withVote,
} from "./state.ts";

export interface Rules {
  /** How many promises a proposer needs. */
  promisesNeeded(config: PaxosConfig): number;
  /** How many votes in one ballot choose a value. */
  votesNeeded(config: PaxosConfig): number;
  /** May the acceptor promise to keep to `ballot`? §2.2 P1a, phase 1(b) */
  mayPromise(acceptor: Acceptor, ballot: number): boolean;
  /** The acceptor once it has. */
  promise(acceptor: Acceptor, ballot: number): Acceptor;
  /** May the acceptor vote in `ballot`? §2.2 P1a, phase 2(b) */
  mayAccept(acceptor: Acceptor, ballot: number): boolean;
  /** The acceptor once it has. */
  accept(acceptor: Acceptor, vote: Vote): Acceptor;
  /** May the proposer propose in `ballot`, as far as it remembers? §2.5 */
  mayPropose(proposer: Proposer, ballot: number): boolean;
  /** May `value` be proposed, given the promises that there are in its ballot? §2.2 P2c */
  isProposable(
    value: string,
    promises: readonly Delivered<Promised>[],
    promisesNeeded: number,
  ): boolean;
  /** May a learner learn a value with so many votes in one ballot? §2.3 */
  isLearnable(votes: number, votesNeeded: number): boolean;
  /** What a crash leaves of an acceptor. §2.5 */
  durableAcceptor(acceptor: Acceptor): Acceptor;
  /** What a crash leaves of a proposer. §2.5 */
  durableProposer(proposer: Proposer): Proposer;
}

/** Paxos as it is. */
export const rules: Rules = {
  promisesNeeded: ({ acceptors }) => majorityOf(acceptors),

  // The fewest that meet every majority, or a majority as well.
  votesNeeded: ({ acceptors, flexible }) =>
    flexible ? acceptors + 1 - majorityOf(acceptors) : majorityOf(acceptors),

  mayPromise: ({ maxBal }, ballot) => ballot > maxBal,

  promise: (acceptor, ballot) => ({ ...acceptor, maxBal: ballot }),

  mayAccept: ({ maxBal }, ballot) => ballot >= maxBal,

  accept: (acceptor, vote) => ({
    ...acceptor,
    maxBal: vote.ballot,
    maxVote: vote,
    votes: withVote(acceptor.votes, vote),
  }),

  mayPropose: ({ spent, proposed }, ballot) =>
    ballot > spent && !proposed.some((each) => each.ballot === ballot),

  isProposable: (value, promises, promisesNeeded) =>
    isBacked(value, promises, promisesNeeded, (other, highest) => other <= highest),

  isLearnable: (votes, votesNeeded) => votes >= votesNeeded,

  durableAcceptor: (acceptor) => acceptor,

  durableProposer: ({ begun, spent, proposed }) => ({
    kind: "proposer",
    begun: [],
    spent: Math.max(spent, ...begun),
    proposed,
  }),
};

/**
 * Is there a quorum of promises that either report no vote at all, or one for `value` in a ballot that
 * all that they report `keepsTo`? Paxos.tla, the `\E Q` of `Phase2a`.
 */
export function isBacked(
  value: string,
  promises: readonly Delivered<Promised>[],
  promisesNeeded: number,
  keepsTo: (ballot: number, chosen: number) => boolean,
): boolean {
  if (fit(promises, ({ vote }) => vote === null).size >= promisesNeeded) return true;
  return promises.some(({ from, vote }) => {
    if (vote?.value !== value) return false;
    const quorum = fit(
      promises,
      (other) => other.vote === null || keepsTo(other.vote.ballot, vote.ballot),
    );
    return quorum.has(from) && quorum.size >= promisesNeeded;
  });
}

/** The acceptors all of whose promises `fits`. */
function fit(
  promises: readonly Delivered<Promised>[],
  fits: (promise: Delivered<Promised>) => boolean,
): ReadonlySet<string> {
  const acceptors = new Set(promises.map(({ from }) => from));
  for (const promise of promises) if (!fits(promise)) acceptors.delete(promise.from);
  return acceptors;
}
