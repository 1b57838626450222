/** What the steps of Voting.tla decide, and on whose word and whose votes: for explanations. */
import type { Decided, SystemTransition } from "../../checker/protocol.ts";
import { isShownSafe, type Rules, silencesBefore } from "./rules.ts";
import { type Acceptor, votedFor, type Voting, type VotingAction } from "./state.ts";

/** The first vote for a value in a ballot proposes it; the last that is needed chooses it. */
export function decisionsBy(
  by: Rules,
  size: number,
  { before, action, after }: SystemTransition<Voting, VotingAction>,
): Decided<Voting>[] {
  if (action.type !== "VoteFor") return [];
  const { acceptor, ballot, value } = action;
  const votersIn = ({ acceptors }: Voting): string[] =>
    [...acceptors.keys()].filter((name) => votedFor(acceptors.get(name)!, ballot, value));
  const what = { epoch: ballot, value };
  const decided: Decided<Voting>[] = [];
  if (votersIn(before).length === 0) {
    const answers = safetyOf(by, size, before, action);
    decided.push({ kind: "proposes", process: acceptor, epoch: ballot, what, answers });
  }
  const voters = votersIn(after);
  if (votersIn(before).length < size && voters.length >= size) {
    const answers = voters.map((from) => ({
      from,
      answer: { type: "Vote", ballot, value },
      isHeld: ({ acceptors }: Voting) => votedFor(acceptors.get(from)!, ballot, value),
    }));
    decided.push({ kind: "chosen", epoch: ballot, what, answers });
  }
  return decided;
}

/** Those who show that a value is safe: what each has promised, and its last vote before the ballot. */
function safetyOf(
  by: Rules,
  size: number,
  { acceptors }: Voting,
  { ballot, value }: { readonly ballot: number; readonly value: string },
): Decided<Voting>["answers"] {
  const silence = silencesBefore(acceptors, ballot, size, by).find((each) =>
    isShownSafe(acceptors, value, [each], by),
  );
  return silence!.silent.map((from) => {
    const hasPromised = (state: Voting): boolean => state.acceptors.get(from)!.maxBal >= ballot;
    const lastVote = lastVoteOf(acceptors.get(from)!, ballot);
    const isBound = hasPromised({ acceptors });
    return {
      from,
      answer: { type: isBound ? "Promise" : "NoPromise", ballot, lastVote },
      isHeld: (state) =>
        hasPromised(state) === isBound &&
        lastVoteOf(state.acceptors.get(from)!, ballot) === lastVote,
    };
  });
}

/** Its last vote below `ballot`, in words. */
function lastVoteOf({ votes }: Acceptor, ballot: number): string | null {
  const last = [...votes]
    .filter((vote) => vote.ballot < ballot)
    .toSorted((a, b) => a.ballot - b.ballot)
    .at(-1);
  return last === undefined ? null : `${last.value} of ${last.ballot}`;
}
