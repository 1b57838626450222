/**
 * Paxos with a bug: each made from its rules by replacing one of them, or two. The lengths count the
 * states of the shortest trace, the initial one included; a crash and a restart are two steps.
 */
import type { Config, EnvironmentOverrides } from "../../checker/protocol.ts";
import { majorityOf } from "../kit/cluster.ts";
import type { Mutant } from "../kit/instance.ts";
import { paxosWith } from "./paxos.ts";
import { isBacked, type Rules, rules } from "./rules.ts";
import { INITIAL_ACCEPTOR, INITIAL_PROPOSER } from "./state.ts";

/** A bug as the list of them has it: which rule is another one, and where that shows. */
interface Bug {
  readonly name: string;
  readonly bug: string;
  readonly about: string;
  readonly rule: Partial<Rules>;
  readonly violates: string;
  readonly length: number;
  readonly config?: Partial<Config>;
  readonly sizes?: readonly number[];
  readonly budgets?: NonNullable<EnvironmentOverrides["budgets"]>;
}

const ONE_BALLOT = { ballots: 1, proposers: 1 };
const ONE_CRASH = { crashes: 1, restarts: 1 };

/** Bugs of proposers: how many promises, whose value, how often. §2.2, §2.5 */
const proposerBugs: readonly Bug[] = [
  {
    name: "less-than-a-majority",
    bug: "PAX-01",
    about: "one less than a majority is a quorum",
    rule: {
      promisesNeeded: ({ acceptors }) => majorityOf(acceptors) - 1,
      votesNeeded: ({ acceptors }) => majorityOf(acceptors) - 1,
    },
    violates: "Agreement",
    length: 9,
  },
  {
    name: "proposes-twice",
    bug: "PAX-02",
    about: "a proposer proposes again in the same ballot, as two that share it would",
    rule: { mayPropose: ({ spent }, ballot) => ballot > spent },
    violates: "OneValuePerBallot",
    length: 8,
    config: ONE_BALLOT,
  },
  {
    name: "forgets-ballot",
    bug: "PAX-17",
    about: "a restarted proposer uses a ballot again that it used before it crashed",
    rule: { durableProposer: () => INITIAL_PROPOSER },
    violates: "OneValuePerBallot",
    length: 10,
    config: ONE_BALLOT,
    budgets: ONE_CRASH,
  },
  {
    name: "keeps-own-value",
    bug: "PAX-05",
    about: "a proposer proposes its own value whatever the promises report",
    rule: {
      isProposable: (_value, promises, promisesNeeded) =>
        new Set(promises.map(({ from }) => from)).size >= promisesNeeded,
    },
    violates: "Agreement",
    length: 13,
  },
  {
    name: "adopts-lowest-ballot",
    bug: "PAX-07",
    about: "of the votes that are reported a proposer takes that of the lowest ballot",
    rule: {
      isProposable: (value, promises, promisesNeeded) =>
        isBacked(value, promises, promisesNeeded, (other, chosen) => other >= chosen),
    },
    violates: "Agreement",
    length: 18,
    config: { ballots: 3 },
  },
  {
    name: "quorums-need-not-meet",
    bug: "PAX-18",
    about: "half of the acceptors are enough, for promises and for votes",
    rule: {
      promisesNeeded: ({ acceptors }) => Math.ceil(acceptors / 2),
      votesNeeded: ({ acceptors }) => Math.ceil(acceptors / 2),
    },
    violates: "Agreement",
    length: 13,
    config: { acceptors: 4 },
    sizes: [4, 6],
  },
];

/** Bugs of acceptors and learners: what they promise, accept, keep and learn. §2.2, §2.3, §2.5 */
const acceptorBugs: readonly Bug[] = [
  {
    name: "promises-nothing",
    bug: "PAX-03",
    about: "an acceptor answers a prepare request, but does not keep to it",
    rule: { promise: (acceptor) => acceptor },
    violates: "Agreement",
    length: 13,
  },
  {
    name: "breaks-promise",
    bug: "PAX-04",
    about: "an acceptor votes whatever it has promised",
    rule: { mayAccept: () => true },
    violates: "Agreement",
    length: 13,
  },
  {
    name: "forgets-promise",
    bug: "PAX-09",
    about: "maxBal is not on disk",
    rule: { durableAcceptor: (acceptor) => ({ ...acceptor, maxBal: -1 }) },
    violates: "Agreement",
    length: 15,
    budgets: ONE_CRASH,
  },
  {
    name: "forgets-vote",
    bug: "PAX-10",
    about: "maxVBal and maxVal are not on disk",
    rule: { durableAcceptor: (acceptor) => ({ ...acceptor, maxVote: null }) },
    violates: "Agreement",
    length: 15,
    budgets: ONE_CRASH,
  },
  {
    name: "forgets-all",
    bug: "PAX-11",
    about: "what an acceptor has on disk expires before everybody has learned the value",
    rule: { durableAcceptor: ({ votes }) => ({ ...INITIAL_ACCEPTOR, votes }) },
    violates: "Agreement",
    length: 15,
    budgets: ONE_CRASH,
  },
  {
    name: "keeps-first-vote",
    bug: "own",
    about: "an acceptor that has voted votes for the same value in whatever ballot it is asked",
    rule: {
      accept: (acceptor, { ballot, value }) =>
        rules.accept(acceptor, { ballot, value: acceptor.maxVote?.value ?? value }),
    },
    violates: "OnlyProposedAccepted",
    length: 11,
  },
  {
    name: "votes-without-promising",
    bug: "own",
    about: "an acceptor that votes in a ballot does not promise to keep to it",
    rule: {
      accept: (acceptor, vote) => ({ ...rules.accept(acceptor, vote), maxBal: acceptor.maxBal }),
    },
    violates: "RefinesVoting",
    length: 6,
  },
  {
    name: "one-vote-is-enough",
    bug: "PAX-12",
    about: "a learner takes one vote for a choice",
    rule: { isLearnable: () => true },
    violates: "LearnersAgree",
    length: 13,
    config: { learners: 2 },
  },
];

export const paxosMutants: readonly Mutant[] = [...proposerBugs, ...acceptorBugs].map(
  ({ rule, budgets = {}, ...bug }) => ({
    ...bug,
    model: paxosWith({ ...rules, ...rule }),
    environment: { budgets },
    symmetry: true,
  }),
);
