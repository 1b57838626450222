/** What properties see of the processes of Paxos. A ballot is what others call an epoch. */
import type { Member, Vote } from "./state.ts";

/** A value in a ballot. */
interface Proposal {
  readonly epoch: number;
  readonly value: string;
}

export interface PaxosView {
  readonly kind: Member["kind"];
  /** The highest ballot that an acceptor has promised, or a proposer begun; -1 if none. */
  readonly epoch: number;
  /** How many votes choose a value. */
  readonly votesNeeded: number;
  /** An acceptor's votes. */
  readonly votes: readonly Proposal[];
  /** The vote that an acceptor would report. */
  readonly reported: Proposal | null;
  /** What a proposer has proposed. */
  readonly proposed: readonly Proposal[];
  /** The highest ballot that a proposer may still get a value chosen in, or null. */
  readonly lastBallot: number | null;
  /** What a learner takes to be chosen. */
  readonly learned: string | null;
}

/**
 * The view of `member`.
 * @param ownBallot the highest ballot that is its own, if any is.
 */
export function viewOf(
  member: Member,
  votesNeeded: number,
  ownBallot: number | undefined,
): PaxosView {
  const { kind } = member;
  const nothing: PaxosView = {
    kind,
    epoch: -1,
    votesNeeded,
    votes: [],
    reported: null,
    proposed: [],
    lastBallot: null,
    learned: null,
  };
  switch (kind) {
    case "acceptor":
      return {
        ...nothing,
        epoch: member.maxBal,
        votes: member.votes.map(proposalOf),
        reported: member.maxVote && proposalOf(member.maxVote),
      };
    case "proposer":
      return {
        ...nothing,
        epoch: Math.max(member.spent, ...member.begun),
        proposed: member.proposed.map(proposalOf),
        lastBallot: ownBallot !== undefined && ownBallot > member.spent ? ownBallot : null,
      };
    case "learner":
      return { ...nothing, learned: member.learned };
  }
}

function proposalOf({ ballot, value }: Vote): Proposal {
  return { epoch: ballot, value };
}
