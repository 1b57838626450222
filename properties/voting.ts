/**
 * Why Voting chooses one value: the invariants of Voting.tla (tlaplus/Examples), over its one plain
 * state. They are those that Paxos keeps (paxos.ts), of acceptors that are seen all at once. That Paxos
 * refines Voting is said here too.
 */
import type {
  Invariant,
  Refinement,
  Snapshot,
  SystemProperty,
  Witness,
} from "../checker/property.ts";
import { refines } from "../checker/property.ts";
import { type Choice, refinesConsensus } from "./consensus.ts";
import {
  agreement,
  type Choosing,
  chosenIn,
  oneValuePerBallot,
  valueChosen,
  votesSafe,
} from "./paxos.ts";

/** An acceptor as Voting.tla has it. */
interface Acceptor {
  readonly maxBal: number;
  readonly votes: ReadonlySet<{ readonly ballot: number; readonly value: string }>;
}

/** The state that these properties speak of. */
export interface VotingState {
  readonly acceptors: ReadonlyMap<string, Acceptor>;
}

/** What `voting` claims; `consensus` is what it refines. */
export function votingProperties(
  consensus: Refinement<VotingState, Choice>["spec"],
): readonly SystemProperty<VotingState>[] {
  return [
    { ...ofVoting(agreement), trigger: isVotedOnAfterChoice },
    ofVoting(oneValuePerBallot),
    ofVoting(votesSafe),
    refinesConsensus(consensus, (state: VotingState) => valuesChosen(asSeen(state))),
    witnessOfVoting(valueChosen),
  ];
}

/** What Paxos refines: Voting, step by step, and Consensus by way of it. */
export function paxosRefinements(
  voting: Refinement<Snapshot<Choosing>, VotingState>["spec"],
  consensus: Refinement<Snapshot<Choosing>, Choice>["spec"],
): readonly Refinement<Snapshot<Choosing>>[] {
  return [
    refines<Snapshot<Choosing>, VotingState>({
      name: "RefinesVoting",
      source: "Paxos.tla, THEOREM Implementation: Spec => V!Spec",
      claim:
        "What acceptors promise and vote for, they might in Voting: every step is one of it, or none.",
      concern: "lost commit",
      spec: voting,
      map: votingIn,
    }),
    refinesConsensus(consensus, valuesChosen),
  ];
}

/** The refinement mapping: an acceptor's promise and votes, and nothing of the messages. */
function votingIn({ members }: Snapshot<Choosing>): VotingState {
  const acceptors = members.filter(({ view }) => view.kind === "acceptor");
  return {
    acceptors: new Map(
      acceptors.map(({ process, view }) => {
        const votes = view.votes.map(({ epoch, value }) => ({ ballot: epoch, value }));
        return [process, { maxBal: view.epoch, votes: new Set(votes) }];
      }),
    ),
  };
}

/** Voting.tla `chosen`. */
function valuesChosen({ members }: Snapshot<Choosing>): readonly string[] {
  return chosenIn(members).map(({ value }) => value);
}

/** Some acceptor goes on in a later ballot once a value is chosen. */
function isVotedOnAfterChoice(state: VotingState): boolean {
  const chosen = chosenIn(asSeen(state).members);
  const acceptors = [...state.acceptors.values()];
  return chosen.some(({ epoch }) => acceptors.some(({ maxBal }) => maxBal > epoch));
}

function ofVoting(invariant: Invariant<Snapshot<Choosing>>): Invariant<VotingState> {
  const { check, trigger, ...about } = invariant;
  return {
    ...about,
    check: (state) => check(asSeen(state)),
    ...(trigger && { trigger: (state: VotingState) => trigger(asSeen(state)) }),
  };
}

function witnessOfVoting(witness: Witness<Snapshot<Choosing>>): Witness<VotingState> {
  return { ...witness, holds: (state) => witness.holds(asSeen(state)) };
}

/** The acceptors as the properties of Paxos see them. Any majority is a quorum. */
function asSeen({ acceptors }: VotingState): Snapshot<Choosing> {
  const votesNeeded = Math.floor(acceptors.size / 2) + 1;
  const members = [...acceptors].map(([process, { maxBal, votes }]) => ({
    process,
    up: true,
    view: {
      kind: "acceptor" as const,
      epoch: maxBal,
      votesNeeded,
      votes: [...votes].map(({ ballot, value }) => ({ epoch: ballot, value })),
      reported: null,
      proposed: [],
      lastBallot: null,
      learned: null,
    },
  }));
  return { members };
}
