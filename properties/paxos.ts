/**
 * What Paxos promises, and why: the requirements of Lamport, "Paxos Made Simple", 2001, §2.1, and the
 * invariants of Voting.tla and Paxos.tla (tlaplus/Examples) that they follow from. They speak of the
 * votes that were cast, ever; a value is chosen if enough acceptors voted for it in one ballot.
 */
import {
  always,
  type Change,
  type DeadlockFreedom,
  eachStep,
  type Invariant,
  type Member,
  noDeadlock,
  type Property,
  type Snapshot,
  sometimes,
  type TransitionProperty,
  type Witness,
} from "../checker/property.ts";
import { firstPair, monotonicEpoch } from "./leadership.ts";
import { describe, type InEpoch, isSame, type Proposal } from "./vocabulary.ts";

/** One that takes part in choosing a value; what it is not, it has none of. */
export interface Choosing extends InEpoch {
  readonly kind: "proposer" | "acceptor" | "learner";
  /** How many votes in one epoch choose a value. */
  readonly votesNeeded: number;
  /** An acceptor's votes, all that it ever cast. */
  readonly votes: readonly Proposal[];
  /** The vote that an acceptor would report to a proposer. */
  readonly reported: Proposal | null;
  readonly proposed: readonly Proposal[];
  /** The last epoch in which a proposer may still get a value chosen. */
  readonly lastBallot: number | null;
  readonly learned: string | null;
}

/** §2.1: "Only a single value is chosen." Consensus.tla `Inv`. */
export const agreement: Invariant<Snapshot<Choosing>> = always<Snapshot<Choosing>>({
  name: "Agreement",
  source: "Lamport 2001, §2.1; Consensus.tla Inv",
  claim: "At most one value is ever chosen.",
  concern: "lost commit",
  check({ members }) {
    const pair = firstPair(chosenIn(members), (a, b) => a.value !== b.value);
    return pair && `${describe(pair[0])} is chosen, and so is ${describe(pair[1])}`;
  },
  // Someone has tried after a value was chosen.
  trigger: ({ members }) =>
    chosenIn(members).some(({ epoch }) =>
      members.some(({ view }) => view.proposed.some((later) => later.epoch > epoch)),
    ),
});

/** §2.1: "Only a value that has been proposed may be chosen." */
export const onlyProposedAccepted: Invariant<Snapshot<Choosing>> = always<Snapshot<Choosing>>({
  name: "OnlyProposedAccepted",
  source: "Lamport 2001, §2.1; Paxos.tla Phase2b",
  claim: "Acceptors vote only for what was proposed in that ballot.",
  concern: "integrity",
  check({ members }) {
    const proposed = members.flatMap(({ view }) => view.proposed);
    for (const { process, view } of members) {
      const vote = view.votes.find((each) => !proposed.some((other) => isSame(each, other)));
      if (vote) return `${process} votes for ${describe(vote)}, which nobody proposed`;
    }
    return undefined;
  },
  trigger: ({ members }) => votesIn(members).length > 0,
});

/** §2.1: "A process never learns that a value has been chosen unless it actually has been." */
export const onlyChosenLearned: Invariant<Snapshot<Choosing>> = always<Snapshot<Choosing>>({
  name: "OnlyChosenLearned",
  source: "Lamport 2001, §2.1",
  claim: "Learners learn nothing but what is chosen.",
  concern: "integrity",
  check({ members }) {
    const chosen = chosenIn(members);
    const wrong = members.find(
      ({ view: { learned } }) => learned !== null && !chosen.some(({ value }) => value === learned),
    );
    return wrong && `${wrong.process} has learned ${wrong.view.learned}, which is not chosen`;
  },
  trigger: ({ members }) => members.some(({ view }) => view.learned !== null),
});

/** What clients see of Agreement. */
export const learnersAgree: Invariant<Snapshot<Choosing>> = always<Snapshot<Choosing>>({
  name: "LearnersAgree",
  source: "Lamport 2001, §2.3",
  claim: "No two learners learn different values.",
  concern: "divergence",
  check({ members }) {
    const pair = firstPair(
      members.filter(({ view }) => view.learned !== null),
      (a, b) => a.view.learned !== b.view.learned,
    );
    if (pair === undefined) return undefined;
    const [a, b] = pair;
    return `${a.process} has learned ${a.view.learned}, and ${b.process} ${b.view.learned}`;
  },
  trigger: ({ members }) => members.filter(({ view }) => view.learned !== null).length > 1,
});

/** A ballot is one proposer's, who proposes once. Voting.tla `OneValuePerBallot`. */
export const oneValuePerBallot: Invariant<Snapshot<Choosing>> = always<Snapshot<Choosing>>({
  name: "OneValuePerBallot",
  source: "Voting.tla OneValuePerBallot; Lamport 2001, §2.2",
  claim: "In one ballot, all votes are for one value.",
  concern: "split-brain",
  check({ members }) {
    const pair = firstPair(
      votesIn(members),
      ([, a], [, b]) => a.epoch === b.epoch && a.value !== b.value,
    );
    if (pair === undefined) return undefined;
    const [[one, a], [other, b]] = pair;
    return `in ballot ${a.epoch}, ${one} votes for ${a.value}, and ${other} for ${b.value}`;
  },
  trigger: ({ members }) =>
    firstPair(votesIn(members), ([, a], [, b]) => a.epoch === b.epoch) !== undefined,
});

/** Why Paxos is safe: a vote is cast where no other value can come of earlier ballots. */
export const votesSafe: Invariant<Snapshot<Choosing>> = always<Snapshot<Choosing>>({
  name: "VotesSafe",
  source: "Voting.tla VotesSafe; Lamport 2001, §2.2 P2c",
  claim: "Where a vote is cast, no other value was or can be chosen in an earlier ballot.",
  concern: "lost commit",
  check({ members }) {
    for (const [process, vote] of votesIn(members)) {
      const earlier = Array.from({ length: vote.epoch }, (_, epoch) => epoch);
      const open = earlier.find((epoch) => isOtherChoosable(members, epoch, vote.value));
      if (open !== undefined) {
        return `${process} votes for ${describe(vote)}, but another value may be chosen in epoch ${open}`;
      }
    }
    return undefined;
  },
  trigger: ({ members }) => votesIn(members).some(([, { epoch }]) => epoch > 0),
});

/** P1a: acceptors accept no proposal below a prepare request that they have answered. */
export const promisesKept: TransitionProperty<Change<Choosing>> = eachStep<Change<Choosing>>({
  name: "PromisesKept",
  source: "Lamport 2001, §2.2 P1a; Voting.tla VoteFor",
  claim: "No acceptor votes in a ballot below one that it has promised to keep to.",
  concern: "regression",
  check({ process, before, after }) {
    const broken = castIn(before, after).find(({ epoch }) => epoch < before.epoch);
    return (
      broken && `${process} votes for ${describe(broken)}, though it had promised ${before.epoch}`
    );
  },
  trigger: ({ before, after }) => castIn(before, after).length > 0,
});

/** What an acceptor must keep on disk, besides its promise. Paxos.tla, on `maxVBal` and `maxVal`. */
export const highestVoteReported: Invariant<Snapshot<Choosing>> = always<Snapshot<Choosing>>({
  name: "HighestVoteReported",
  source: "Paxos.tla, maxVBal and maxVal; Lamport 2001, §2.5",
  claim: "An acceptor's vote of the highest ballot is the one that it reports.",
  concern: "lost commit",
  check({ members }) {
    for (const { process, view } of members) {
      const highest = view.votes.at(-1);
      if (highest === undefined || view.reported?.epoch === highest.epoch) continue;
      const said = view.reported === null ? "no vote" : describe(view.reported);
      return `${process} would report ${said}, but has voted for ${describe(highest)}`;
    }
    return undefined;
  },
  trigger: ({ members }) => votesIn(members).length > 0,
});

/**
 * A value can be chosen, as long as a proposer can go on: with ballots bounded, one may have used up
 * its own, or be the one that is down.
 */
export const neverStuck: DeadlockFreedom<Snapshot<Choosing>> = noDeadlock<Snapshot<Choosing>>({
  name: "NeverStuck",
  source: "Lamport 2001, §2.4",
  claim: "While a proposer has a ballot above all promises, nothing ends before a value is chosen.",
  concern: "progress",
  check({ members }) {
    if (chosenIn(members).length > 0) return undefined;
    const acceptors = members.filter(({ view }) => view.kind === "acceptor");
    const working = acceptors.filter(({ up }) => up);
    const promised = Math.max(...working.map(({ view }) => view.epoch));
    const able = members.find(
      ({ up, view: { lastBallot } }) => up && lastBallot !== null && lastBallot >= promised,
    );
    return (
      able &&
      `${able.process} can't get a value chosen: ${working.length} of ${acceptors.length} acceptors are up`
    );
  },
});

/** Some value can be chosen. */
export const valueChosen: Witness<Snapshot<Choosing>> = sometimes<Snapshot<Choosing>>({
  name: "ValueChosen",
  source: "Lamport 2001, §2.1: some proposed value is eventually chosen",
  claim: "Some behaviour chooses a value.",
  concern: "progress",
  holds: ({ members }) => chosenIn(members).length > 0,
});

/** A chosen value can be learned. */
export const valueLearned: Witness<Snapshot<Choosing>> = sometimes<Snapshot<Choosing>>({
  name: "ValueLearned",
  source: "Lamport 2001, §2.1: a process can eventually learn the value",
  claim: "Some behaviour lets a learner learn a value.",
  concern: "progress",
  holds: ({ members }) => members.some(({ view }) => view.learned !== null),
});

/** What Paxos claims under a config: nothing that it does not put to the test. */
export function paxosProperties({
  ballots,
  values,
  learners,
}: Readonly<Record<string, number | boolean | string>>): readonly Property<Choosing>[] {
  const several = Number(values) > 1;
  const later = Number(ballots) > 1;
  return [
    ...(several && later ? [agreement, votesSafe] : []),
    ...(several ? [oneValuePerBallot] : []),
    onlyProposedAccepted,
    ...(later ? [promisesKept] : []),
    highestVoteReported,
    monotonicEpoch(),
    neverStuck,
    valueChosen,
    ...(Number(learners) > 0 ? [onlyChosenLearned, valueLearned] : []),
    ...(Number(learners) > 1 && several ? [learnersAgree] : []),
  ];
}

/** Every vote with who cast it. */
export function votesIn(members: readonly Member<Choosing>[]): (readonly [string, Proposal])[] {
  return members.flatMap(({ process, view }) =>
    view.votes.map((vote): readonly [string, Proposal] => [process, vote]),
  );
}

/** What is chosen, with the ballots in which it is. Voting.tla `chosen`. */
export function chosenIn(members: readonly Member<Choosing>[]): Proposal[] {
  const votes = votesIn(members).map(([, vote]) => vote);
  const needed = members[0]?.view.votesNeeded ?? Infinity;
  return votes.filter((vote, index) => {
    const isFirst = votes.findIndex((other) => isSame(vote, other)) === index;
    return isFirst && votes.filter((other) => isSame(vote, other)).length >= needed;
  });
}

/**
 * Can another value than `value` still be, or has it been, chosen in `epoch`? Only by acceptors that
 * have voted for another one there, or still may vote there. Voting.tla `NoneOtherChoosableAt`.
 */
function isOtherChoosable(
  members: readonly Member<Choosing>[],
  epoch: number,
  value: string,
): boolean {
  const open = members.filter(({ view }) => {
    if (view.kind !== "acceptor") return false;
    const there = view.votes.filter((vote) => vote.epoch === epoch);
    return there.length === 0 ? view.epoch <= epoch : there.every((vote) => vote.value !== value);
  });
  return open.length >= (members[0]?.view.votesNeeded ?? Infinity);
}

/** The votes that a step casts. */
function castIn(before: Choosing, after: Choosing): readonly Proposal[] {
  return after.votes.filter((vote) => !before.votes.some((other) => isSame(vote, other)));
}
