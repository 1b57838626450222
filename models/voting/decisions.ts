/** What votes choose: for explanations. */
import type { Decided, SystemTransition } from "../../checker/protocol.ts";
import { majorityOf } from "../kit/cluster.ts";
import type { Voting, VotingAction } from "./state.ts";

/** The vote that makes a majority chooses the value. Voting.tla `ChosenAt` */
export function decisions(
  { before, action, after }: SystemTransition<Voting, VotingAction>,
  config: { readonly acceptors: number },
): Decided<Voting>[] {
  if (action.type !== "VoteFor") return [];
  const { ballot, value } = action;
  const had = votersFor(before, ballot, value).length;
  const voters = votersFor(after, ballot, value);
  const needed = majorityOf(config.acceptors);
  if (had >= needed || voters.length < needed) return [];
  const answers = voters.map((from) => ({
    from,
    answer: { type: "Vote", ballot, value },
    isHeld: (state: Voting) => votersFor(state, ballot, value).includes(from),
  }));
  return [{ kind: "chosen", epoch: ballot, what: { epoch: ballot, value }, answers }];
}

function votersFor({ acceptors }: Voting, ballot: number, value: string): string[] {
  const hasVoted = (name: string): boolean =>
    [...acceptors.get(name)!.votes].some((vote) => vote.ballot === ballot && vote.value === value);
  return [...acceptors.keys()].filter(hasVoted);
}
