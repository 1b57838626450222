/**
 * The decisions of Voting.tla, each a function of its own: `VoteFor`, conjunct by conjunct. The system
 * is put together from them (voting.ts), and a mutant replaces one of them (mutants.ts).
 */
import {
  type Acceptor,
  type Acceptors,
  type Reason,
  type Vote,
  votedBetween,
  votedFor,
} from "./state.ts";

export interface Rules {
  /** May it vote in `ballot`, for all that it has promised? */
  mayVote(acceptor: Acceptor, ballot: number): boolean;
  /** May it vote in `ballot`, for all that it has voted for there itself? */
  isFirstVote(acceptor: Acceptor, ballot: number): boolean;
  /** Is it a value that no vote of another contradicts in this ballot? */
  isOnlyValue(others: readonly Acceptor[], ballot: number, value: string): boolean;
  /** What it promises with a vote: its `maxBal` afterwards. */
  maxBalAfterVote(acceptor: Acceptor, ballot: number): number;
  /** Its votes, once it has cast another. */
  withVote(votes: ReadonlySet<Vote>, vote: Vote): ReadonlySet<Vote>;
  /** Does a member of a quorum that shows something in `ballot` have to have promised to keep to it? */
  isInBallot(acceptor: Acceptor, ballot: number): boolean;
  /** May a vote for `value` in the ballot `since` make it safe, cast by someone in a quorum? */
  isBackedBy(acceptor: Acceptor, since: number, value: string): boolean;
}

/** Voting.tla as it is. */
export const rules: Rules = {
  mayVote: ({ maxBal }, ballot) => maxBal <= ballot,

  isFirstVote: (acceptor, ballot) => !votedBetween(acceptor, ballot, ballot),

  isOnlyValue: (others, ballot, value) =>
    others.every(({ votes }) =>
      [...votes].every((vote) => vote.ballot !== ballot || vote.value === value),
    ),

  maxBalAfterVote: (_acceptor, ballot) => ballot,

  withVote: (votes, vote) => new Set([...votes, vote]),

  isInBallot: ({ maxBal }, ballot) => maxBal >= ballot,

  isBackedBy: (acceptor, since, value) => votedFor(acceptor, since, value),
};

/**
 * Those who can be in a quorum that shows a value to be safe in `ballot` since an earlier one: they
 * keep to `ballot`, and have not voted in between. `ShowsSafeAt`, without its quorum.
 */
function silentSince(acceptors: Acceptors, ballot: number, since: number, by: Rules): string[] {
  return [...acceptors].flatMap(([name, acceptor]) =>
    by.isInBallot(acceptor, ballot) && !votedBetween(acceptor, since + 1, ballot - 1) ? [name] : [],
  );
}

/** Is there a quorum of `size` that shows `value` to be safe in `ballot`? `\E Q : ShowsSafeAt` */
export function isShownSafe(
  acceptors: Acceptors,
  ballot: number,
  value: string,
  size: number,
  by: Rules,
): boolean {
  for (let since = -1; since < ballot; since++) {
    const silent = silentSince(acceptors, ballot, since, by);
    if (silent.length < size) continue;
    if (since === -1) return true;
    if (silent.some((name) => by.isBackedBy(acceptors.get(name)!, since, value))) return true;
  }
  return false;
}

/** Each way to see that `value` is safe in `ballot`: what TLC takes to be steps of their own. */
export function reasonsFor(
  acceptors: Acceptors,
  ballot: number,
  value: string,
  quorums: readonly (readonly string[])[],
  by: Rules,
): Reason[] {
  const earlier = Array.from({ length: ballot }, (_, since) => since);
  return [-1, ...earlier].flatMap((since) => {
    const silent = silentSince(acceptors, ballot, since, by);
    const showing = quorums.filter((quorum) => quorum.every((name) => silent.includes(name)));
    return showing.flatMap((quorum): Reason[] => {
      if (since === -1) return [{ quorum, since, voter: null }];
      const voters = quorum.filter((name) => by.isBackedBy(acceptors.get(name)!, since, value));
      return voters.map((voter) => ({ quorum, since, voter }));
    });
  });
}
