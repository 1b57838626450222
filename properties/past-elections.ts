/** What was said and done in past elections: the histories that properties of elections look at. */
import { type Change, type ChangeHistory, changeHistory } from "../checker/property.ts";
import { isSettled, majorityOf, type Members, type Voting } from "./election-votes.ts";

/** What was ever said in elections. */
export interface Past {
  readonly votes: ReadonlySet<Ballot>;
  readonly leaders: ReadonlySet<string>;
}

/** A vote: whose, for whom, in which round. */
export interface Ballot {
  readonly voter: string;
  readonly round: number;
  readonly leader: string;
}

/** Who voted for whom, in which round, and who has led. */
export const past: ChangeHistory<Past, Voting> = changeHistory<Past, Voting>({
  name: "past elections",
  initial: { votes: new Set(), leaders: new Set() },
  observe(history, { process, after }) {
    const { role, isVoter, round, vote } = after;
    if (role === "leading") {
      return { ...history, leaders: new Set([...history.leaders, process]) };
    }
    if (role !== "looking" || !isVoter || vote === null) return history;
    return {
      ...history,
      votes: including(history.votes, { voter: process, round, leader: vote.leader }),
    };
  },
});

/** A voter that led, or followed another one, in a round. */
export type Following = Ballot;

/** Who has followed whom, in which round, of those whose clock has not gone back since. */
export const followings: ChangeHistory<ReadonlySet<Following>, Voting> = changeHistory<
  ReadonlySet<Following>,
  Voting
>({
  name: "followings",
  initial: new Set(),
  observe(history, change) {
    const { process, before, after } = change;
    const isForgotten = after.round < before.round;
    const kept = isForgotten ? [...history].filter(({ voter }) => voter !== process) : history;
    return withFollowing(new Set(kept), change);
  },
});

/** Who has ever followed whom, in which round. */
export const allFollowings: ChangeHistory<ReadonlySet<Following>, Voting> = changeHistory<
  ReadonlySet<Following>,
  Voting
>({ name: "all followings", initial: new Set(), observe: withFollowing });

/** How many voters have ever voted. */
export function votersSeen({ votes }: Past): number {
  return new Set([...votes].map(({ voter }) => voter)).size;
}

/** `history` with what `change` adds to it. */
function withFollowing(
  history: ReadonlySet<Following>,
  { process, after }: Change<Voting>,
): ReadonlySet<Following> {
  const { isVoter, round, vote } = after;
  if (!isVoter || !isSettled(after) || vote === null) return history;
  return including(history, { voter: process, round, leader: vote.leader });
}

/** `ballots` with `ballot`, once. */
function including(ballots: ReadonlySet<Ballot>, ballot: Ballot): ReadonlySet<Ballot> {
  const isKnown = [...ballots].some(
    ({ voter, round, leader }) =>
      voter === ballot.voter && round === ballot.round && leader === ballot.leader,
  );
  return isKnown ? ballots : new Set([...ballots, ballot]);
}

/** The leaders that a majority of the voters has followed in one round, each with the round. */
export function followedIn(
  history: ReadonlySet<Following>,
  members: Members,
): readonly { readonly leader: string; readonly round: number }[] {
  const all = [...history];
  return all.filter(({ leader, round }, index) => {
    const same = (other: Following): boolean => other.leader === leader && other.round === round;
    return all.findIndex(same) === index && all.filter(same).length >= majorityOf(members);
  });
}
