/**
 * Voting with a bug: each made from its rules by replacing one of them, mostly a conjunct of `VoteFor`
 * that is left out. The lengths count the states of the shortest trace, the initial one included.
 */
import type { Mutant } from "../kit/instance.ts";
import { type Rules, rules } from "./rules.ts";
import { votedBetween } from "./state.ts";
import { votingWith } from "./voting.ts";

interface Bug {
  readonly name: string;
  readonly about: string;
  readonly rule: Partial<Rules>;
  readonly violates: string | null;
  readonly length: number | null;
  readonly config?: Mutant["config"];
}

const bugs: readonly Bug[] = [
  {
    name: "votes-below-its-promise",
    about: "an acceptor votes in whatever ballot it is, though it has promised not to",
    rule: { mayVote: () => true },
    violates: "Agreement",
    length: 7,
  },
  {
    name: "votes-twice",
    about: "an acceptor votes again in a ballot in which it has voted",
    rule: { isFirstVote: () => true },
    violates: "OneValuePerBallot",
    length: 5,
  },
  {
    name: "contradicts-others",
    about: "an acceptor votes for another value than others have in the same ballot",
    rule: { isOnlyValue: () => true },
    violates: "OneValuePerBallot",
    length: 5,
  },
  {
    name: "asks-who-is-behind",
    about: "a quorum shows a value to be safe though its members may still vote in lower ballots",
    rule: { isInBallot: () => true },
    violates: "VotesSafe",
    length: 2,
  },
  {
    name: "takes-any-value",
    about: "a vote in the last ballot that a quorum voted in makes every value safe",
    rule: { isBackedBy: (acceptor, since) => votedBetween(acceptor, since, since) },
    violates: "Agreement",
    length: 8,
  },
  {
    name: "keeps-last-vote",
    about:
      "an acceptor that votes forgets its votes in other ballots: what was chosen is not any more",
    rule: { votesWith: (_acceptor, vote) => new Set([vote]) },
    violates: "RefinesConsensus",
    length: 7,
  },
  {
    name: "votes-without-promising",
    about: "an acceptor that votes does not promise anything by it: it need not, where all is seen",
    rule: { maxBalAfterVote: ({ maxBal }) => maxBal },
    violates: null,
    length: null,
    config: { ballots: 3 },
  },
];

export const votingMutants: readonly Mutant[] = bugs.map(({ rule, config = {}, ...bug }) => ({
  ...bug,
  config,
  bug: "own",
  model: votingWith({ ...rules, ...rule }),
  symmetry: true,
}));
