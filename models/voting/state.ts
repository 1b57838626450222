/** The state of Voting.tla: what each acceptor has voted for, and in which ballots it will not. */

/** A vote for a value in a ballot. */
export interface Vote {
  readonly ballot: number;
  readonly value: string;
}

export interface Acceptor {
  /** It will cast no vote in a lower ballot; -1 at first. */
  readonly maxBal: number;
  /** All that it has cast. */
  readonly votes: ReadonlySet<Vote>;
}

/** The acceptors by name. */
export type Acceptors = ReadonlyMap<string, Acceptor>;

export interface Voting {
  readonly acceptors: Acceptors;
}

export type VotingAction =
  | { readonly type: "IncreaseMaxBal"; readonly acceptor: string; readonly ballot: number }
  | {
      readonly type: "VoteFor";
      readonly acceptor: string;
      readonly ballot: number;
      readonly value: string;
      /** Why the value is safe, where that is told apart. */
      readonly reason?: Reason;
    };

/** A quorum that shows a value to be safe, and the last vote below the ballot that it has cast. */
export interface Reason {
  readonly quorum: readonly string[];
  /** The ballot of that vote, and one who cast it; -1 and null if there is none. */
  readonly since: number;
  readonly voter: string | null;
}

export const NEW_ACCEPTOR: Acceptor = { maxBal: -1, votes: new Set() };

/** Did the acceptor vote for `value` in `ballot`? `VotedFor` */
export function votedFor({ votes }: Acceptor, ballot: number, value: string): boolean {
  for (const vote of votes) if (vote.ballot === ballot && vote.value === value) return true;
  return false;
}

/** Did it vote in any ballot from `low` up to and including `high`? `~DidNotVoteAt` */
export function votedBetween({ votes }: Acceptor, low: number, high: number): boolean {
  for (const { ballot } of votes) if (ballot >= low && ballot <= high) return true;
  return false;
}

/** Did it vote for another value than `value` in `ballot`? */
export function votedAgainst({ votes }: Acceptor, ballot: number, value: string): boolean {
  for (const vote of votes) if (vote.ballot === ballot && vote.value !== value) return true;
  return false;
}
