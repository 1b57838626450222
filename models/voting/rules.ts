/**
 * The decisions of Voting.tla, each a function of its own: `VoteFor`, conjunct by conjunct. The system
 * is put together from them (voting.ts), and a mutant replaces one of them (mutants.ts).
 */
import {
  type Acceptor,
  type Acceptors,
  type Reason,
  type Vote,
  votedAgainst,
  votedBetween,
  votedFor,
} from "./state.ts";

export interface Rules {
  /** May it vote in `ballot`, for all that it has promised? */
  mayVote(acceptor: Acceptor, ballot: number): boolean;
  /** May it vote in `ballot`, for all that it has voted for there itself? */
  isFirstVote(acceptor: Acceptor, ballot: number): boolean;
  /** Is there no vote for another value in this ballot, by another than `voter`? */
  isOnlyValue(acceptors: Acceptors, voter: string, ballot: number, value: string): boolean;
  /** What it promises with a vote: its `maxBal` afterwards. */
  maxBalAfterVote(acceptor: Acceptor, ballot: number): number;
  /** Its votes, once it has cast another. */
  votesWith(acceptor: Acceptor, vote: Vote): ReadonlySet<Vote>;
  /** Does a member of a quorum that shows something in `ballot` have to have promised to keep to it? */
  isInBallot(acceptor: Acceptor, ballot: number): boolean;
  /** May a vote for `value` in the ballot `since` make it safe, cast by someone in a quorum? */
  isBackedBy(acceptor: Acceptor, since: number, value: string): boolean;
}

/** Voting.tla as it is. */
export const rules: Rules = {
  mayVote: ({ maxBal }, ballot) => maxBal <= ballot,

  isFirstVote: (acceptor, ballot) => !votedBetween(acceptor, ballot, ballot),

  isOnlyValue: (acceptors, voter, ballot, value) =>
    [...acceptors].every(
      ([name, acceptor]) => name === voter || !votedAgainst(acceptor, ballot, value),
    ),

  maxBalAfterVote: (_acceptor, ballot) => ballot,

  votesWith: (acceptor, vote) =>
    votedFor(acceptor, vote.ballot, vote.value)
      ? acceptor.votes
      : new Set([...acceptor.votes, vote]),

  isInBallot: ({ maxBal }, ballot) => maxBal >= ballot,

  isBackedBy: (acceptor, since, value) => votedFor(acceptor, since, value),
};

/** Acceptors that keep to a ballot and have cast no vote from `since` up to it, `since` left out. */
export interface Silence {
  /** A ballot, or -1. */
  readonly since: number;
  readonly silent: readonly string[];
}

/** Where those who can show something in `ballot` are as many as a quorum. `ShowsSafeAt` */
export function silencesBefore(
  acceptors: Acceptors,
  ballot: number,
  size: number,
  by: Rules,
): readonly Silence[] {
  const all = [...acceptors.keys()];
  let silent = all.filter((name) => by.isInBallot(acceptors.get(name)!, ballot));
  const silences: Silence[] = [];
  for (let since = ballot - 1; since >= -1 && silent.length >= size; since--) {
    silences.push({ since, silent });
    const last = since;
    silent = silent.filter((name) => !votedBetween(acceptors.get(name)!, last, last));
  }
  return silences;
}

/** Does some quorum show `value` to be safe? `\E Q : ShowsSafeAt` */
export function isShownSafe(
  acceptors: Acceptors,
  value: string,
  silences: readonly Silence[],
  by: Rules,
): boolean {
  return silences.some(
    ({ since, silent }) =>
      since === -1 || silent.some((name) => by.isBackedBy(acceptors.get(name)!, since, value)),
  );
}

/** Each way to see that `value` is safe: what TLC takes to be steps of their own. */
export function reasonsFor(
  acceptors: Acceptors,
  value: string,
  silences: readonly Silence[],
  quorums: readonly (readonly string[])[],
  by: Rules,
): Reason[] {
  return silences.flatMap(({ since, silent }) => {
    const showing = quorums.filter((quorum) => quorum.every((name) => silent.includes(name)));
    return showing.flatMap((quorum): Reason[] => {
      if (since === -1) return [{ quorum, since, voter: null }];
      const voters = quorum.filter((name) => by.isBackedBy(acceptors.get(name)!, since, value));
      return voters.map((voter) => ({ quorum, since, voter }));
    });
  });
}
