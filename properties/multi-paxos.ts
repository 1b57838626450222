/**
 * What Multi-Paxos promises: Lamport, "Paxos Made Simple", 2001, §3, slot by slot what §2 promises for
 * one value; and what a log of commands then promises, in the words that all protocols share. What it
 * promises to those who read is in multi-paxos-reads.ts.
 */
import {
  always,
  type DeadlockFreedom,
  type Invariant,
  type Member,
  noDeadlock,
  type Property,
  type Snapshot,
  sometimes,
  type Witness,
} from "../checker/property.ts";
import {
  committedNeverChanges,
  committedNeverLost,
  committedPrefixesAgree,
  droppedNeverReappears,
  monotonicCommit,
  proposalCommitted,
} from "./commitment.ts";
import { firstPair, leaderElected, monotonicEpoch, oneLeaderPerEpoch } from "./leadership.ts";
import {
  type Reading,
  readAnswered,
  readsSeeAcknowledged,
  unseenStaysUnseen,
} from "./multi-paxos-reads.ts";
import { rememberingLast } from "./remembering.ts";
import { describe, isSame, type Leading, type Logging, type Proposal } from "./vocabulary.ts";

/** A vote for a command in a slot; the epoch is that of the vote, not that of the command. */
export interface SlotVote {
  readonly slot: number;
  readonly epoch: number;
  readonly command: Proposal;
}

/** One that takes part in filling a log by votes. */
export interface Numbering extends Leading, Logging {
  /** How many votes in one epoch choose a command. */
  readonly votesNeeded: number;
  /** All the votes that it ever cast. */
  readonly votes: readonly SlotVote[];
  /** What its promises say of them: its vote of the highest ballot in each slot. */
  readonly reported: readonly SlotVote[];
  /** What it has executed, in that order, with the slots that it was taken from. */
  readonly executed: readonly { readonly slot: number; readonly command: Proposal }[];
  /** The highest slot that it has a proposal in, as a leader; else 0. */
  readonly proposedUpTo: number;
}

type Cluster = Snapshot<Numbering>;

/** §2.1, in each instance: "Only a single value is chosen." */
export const slotAgreement: Invariant<Cluster> = always<Cluster>({
  name: "Agreement",
  source: "Lamport 2001, §2.1 and §3",
  claim: "In each slot at most one command is ever chosen.",
  concern: "lost commit",
  check({ members }) {
    const pair = firstPair(
      chosenIn(members),
      (a, b) => a.slot === b.slot && !isSame(a.command, b.command),
    );
    if (pair === undefined) return undefined;
    const [a, b] = pair;
    return `in slot ${a.slot} ${describe(a.command)} is chosen, and so is ${describe(b.command)}`;
  },
  // Someone has voted there after a command was chosen.
  trigger: ({ members }) =>
    chosenIn(members).some(({ slot, epoch }) =>
      votesIn(members).some(([, vote]) => vote.slot === slot && vote.epoch > epoch),
    ),
});

/** A ballot is one leader's, who proposes once in a slot. Voting.tla `OneValuePerBallot` */
export const oneCommandPerBallot: Invariant<Cluster> = always<Cluster>({
  name: "OneCommandPerBallot",
  source: "Voting.tla OneValuePerBallot; Lamport 2001, §2.2 and §3",
  claim: "In one ballot, all votes in a slot are for one command.",
  concern: "split-brain",
  check({ members }) {
    const pair = firstPair(
      votesIn(members),
      ([, a], [, b]) => a.slot === b.slot && a.epoch === b.epoch && !isSame(a.command, b.command),
    );
    if (pair === undefined) return undefined;
    const [[one, a], [other, b]] = pair;
    return `in ballot ${a.epoch} and slot ${a.slot}, ${one} votes for ${describe(a.command)}, and ${other} for ${describe(b.command)}`;
  },
  trigger: ({ members }) =>
    firstPair(votesIn(members), ([, a], [, b]) => a.slot === b.slot && a.epoch === b.epoch) !==
    undefined,
});

/** Why it is safe, in each slot: Voting.tla `VotesSafe`. */
export const slotVotesSafe: Invariant<Cluster> = always<Cluster>({
  name: "VotesSafe",
  source: "Voting.tla VotesSafe; Lamport 2001, §2.2 P2c and §3",
  claim: "Where a vote is cast, no other command was or can be chosen there in an earlier ballot.",
  concern: "lost commit",
  check({ members }) {
    for (const [process, vote] of votesIn(members)) {
      const earlier = Array.from({ length: vote.epoch }, (_, epoch) => epoch);
      const open = earlier.find((epoch) => isOtherChoosable(members, { ...vote, epoch }));
      if (open !== undefined) {
        return `${process} votes for ${describe(vote.command)} in slot ${vote.slot} and ballot ${vote.epoch}, but another command may be chosen there in ballot ${open}`;
      }
    }
    return undefined;
  },
  trigger: ({ members }) => votesIn(members).some(([, { epoch }]) => epoch > 0),
});

/** What an acceptor must keep on disk, besides its promise, in each slot. */
export const highestVotesReported: Invariant<Cluster> = always<Cluster>({
  name: "HighestVoteReported",
  source: "Paxos.tla, maxVBal and maxVal; Lamport 2001, §2.5 and §3",
  claim: "In each slot an acceptor's vote of the highest ballot is the one that it reports.",
  concern: "lost commit",
  check({ members }) {
    for (const [process, vote] of votesIn(members)) {
      const { view } = members.find((member) => member.process === process)!;
      const reported = view.reported.find(({ slot }) => slot === vote.slot);
      if (reported !== undefined && reported.epoch >= vote.epoch) continue;
      const said = reported === undefined ? "no vote" : `one of ballot ${reported.epoch}`;
      return `${process} would report ${said} in slot ${vote.slot}, but has voted for ${describe(vote.command)} in ballot ${vote.epoch}`;
    }
    return undefined;
  },
  trigger: ({ members }) => votesIn(members).length > 0,
});

/** §3: what is executed k-th is the command of the k-th instance. */
export const noGapExecuted: Invariant<Cluster> = always<Cluster>({
  name: "NoGapExecuted",
  source: "Lamport 2001, §3",
  claim: "A command is executed once those of all slots before it are.",
  concern: "divergence",
  check({ members }) {
    for (const { process, view } of members) {
      const place = view.executed.findIndex(({ slot }, position) => slot !== position + 1) + 1;
      if (place === 0) continue;
      const { slot, command } = view.executed[place - 1]!;
      return `${process} executes ${describe(command)} of slot ${slot} in place ${place}`;
    }
    return undefined;
  },
  trigger: ({ members }) => members.some(({ view }) => view.executed.length > 1),
});

/** §2.1, in each instance: nobody executes what is not chosen there. */
export const onlyChosenExecuted: Invariant<Cluster> = always<Cluster>({
  name: "OnlyChosenExecuted",
  source: "Lamport 2001, §2.1 and §3",
  claim: "Nobody executes what has not got the votes of a quorum in its slot.",
  concern: "integrity",
  check({ members }) {
    const chosen = chosenIn(members);
    for (const { process, view } of members) {
      const wrong = view.executed.find(
        ({ slot, command }) =>
          !chosen.some((vote) => vote.slot === slot && isSame(vote.command, command)),
      );
      if (wrong === undefined) continue;
      return `${process} executes ${describe(wrong.command)} of slot ${wrong.slot}, which is not chosen there`;
    }
    return undefined;
  },
  trigger: ({ members }) => members.some(({ view }) => view.committed > 0),
});

/** A leader that nobody competes with any more gets all that it proposes executed. */
export const nothingLeftOver: DeadlockFreedom<Cluster> = noDeadlock<Cluster>({
  name: "NothingLeftOver",
  source: "Lamport 2001, §3",
  claim: "Nothing ends before a leader above all promises has executed all that it proposed.",
  concern: "progress",
  check({ members }) {
    const working = members.filter(({ up }) => up);
    const highest = Math.max(...working.map(({ view }) => view.epoch));
    const behind = working.find(
      ({ view }) => view.leader === highest && view.committed < view.proposedUpTo,
    );
    if (behind === undefined) return undefined;
    const { process, view } = behind;
    return `${process} has proposed up to slot ${view.proposedUpTo}, but can execute only ${view.committed} of them: ${working.length} of ${members.length} servers are up`;
  },
});

/** A gap can be filled, and what comes after it executed. */
export const gapFilled: Witness<Cluster> = sometimes<Cluster>({
  name: "GapFilled",
  source: "Lamport 2001, §3",
  claim: "Some behaviour executes a no-op, and a client's command after it.",
  concern: "progress",
  holds: ({ members }) =>
    members.some(({ view: { log, committed } }) => {
      const gap = log.findIndex(({ value }) => value === "no-op");
      return gap !== -1 && log.slice(gap, committed).some(({ value }) => value !== "no-op");
    }),
});

/** What Multi-Paxos claims under a config: nothing that it does not put to the test. */
export function multiPaxosProperties({
  ballots,
  slots,
  values,
  reads,
  startEntries,
}: Readonly<Record<string, number | boolean | string>>): readonly Property<Numbering & Reading>[] {
  const later = Number(ballots) > 1;
  const further = Number(slots) > 1;
  return [
    oneLeaderPerEpoch({ name: "ElectionSafety", source: "Lamport 2001, §2.5: disjoint numbers" }),
    ...(later ? [slotAgreement, slotVotesSafe] : []),
    oneCommandPerBallot,
    highestVotesReported,
    ...(later ? [committedNeverLost({ source: "Lamport 2001, §3" })] : []),
    committedNeverChanges({ name: "StateMachineSafety", source: "Lamport 2001, §3" }),
    committedPrefixesAgree(),
    ...(later ? [droppedNeverReappears()] : []),
    ...(further ? [noGapExecuted] : []),
    onlyChosenExecuted,
    monotonicEpoch({ source: "Lamport 2001, §2.2 P1a" }),
    monotonicCommit({ source: "Lamport 2001, §3" }),
    nothingLeftOver,
    leaderElected(),
    proposalCommitted(),
    ...(later && further && Number(values) > 1 ? [gapFilled] : []),
    ...(reads === true ? [readsSeeAcknowledged, readAnswered] : []),
    ...(reads === true && startEntries === true && later ? [unseenStaysUnseen] : []),
  ];
}

/** Every vote with who cast it. */
const votesIn = rememberingLast(
  (members: readonly Member<Numbering>[]): readonly (readonly [string, SlotVote])[] =>
    members.flatMap(({ process, view }) =>
      view.votes.map((vote): readonly [string, SlotVote] => [process, vote]),
    ),
);

/** What is chosen, with the slots and the ballots in which it is. */
const chosenIn = rememberingLast((members: readonly Member<Numbering>[]): readonly SlotVote[] => {
  const votes = votesIn(members).map(([, vote]) => vote);
  const needed = members[0]?.view.votesNeeded ?? Infinity;
  return votes.filter((vote, index) => {
    const isFirst = votes.findIndex((other) => isSameVote(vote, other)) === index;
    return isFirst && votes.filter((other) => isSameVote(vote, other)).length >= needed;
  });
});

function isSameVote(a: SlotVote, b: SlotVote): boolean {
  return a.slot === b.slot && a.epoch === b.epoch && isSame(a.command, b.command);
}

/** Can another command still be, or has it been, chosen in that slot and ballot? */
function isOtherChoosable(
  members: readonly Member<Numbering>[],
  { slot, epoch, command }: SlotVote,
): boolean {
  const open = members.filter(({ view }) => {
    let hasVoted = false;
    for (const vote of view.votes) {
      if (vote.slot !== slot || vote.epoch !== epoch) continue;
      if (isSame(vote.command, command)) return false;
      hasVoted = true;
    }
    return hasVoted || view.epoch <= epoch;
  });
  return open.length >= (members[0]?.view.votesNeeded ?? Infinity);
}
