/**
 * Voting: acceptors that read each other's votes choose a value. Lamport's Voting.tla (tlaplus/Examples,
 * PaxosHowToWinATuringAward), between Consensus.tla, which it refines, and Paxos.tla, which refines it
 * by messages.
 *
 * A step reads the votes of all: hence the lower door.
 */
import {
  choice,
  type ConfigOf,
  defineSystem,
  integer,
  type SystemTransition,
} from "../../checker/protocol.ts";
import { majorityOf, processIds } from "../kit/cluster.ts";
import { decisionsBy } from "./decisions.ts";
import {
  isShownSafe,
  reasonsFor,
  type Rules,
  rules,
  type Silence,
  silencesBefore,
} from "./rules.ts";
import { NEW_ACCEPTOR, type Reason, type Voting, type VotingAction } from "./state.ts";

const parameters = {
  acceptors: integer(3, { min: 1, max: 9 }, "how many acceptors there are"),
  ballots: integer(2, { min: 1, max: 20 }, "how many ballots there are, from 0 on"),
  values: integer(2, { min: 1, max: 9 }, "how many values there are to choose from"),
  reasons: choice(
    "any",
    ["any", "each"],
    "a vote is one step, or one for each reason why its value is safe, which is how TLC counts",
  ),
};

type VotingConfig = ConfigOf<typeof parameters>;

/** Voting put together from `by`: its own rules, or some with a bug. */
export function votingWith(by: Rules) {
  return defineSystem({
    name: "voting",
    source: "Voting.tla (tlaplus/Examples)",
    about: "Voting: how Paxos chooses a value, without its messages.",
    parameters,
    actions: {
      IncreaseMaxBal: "an acceptor will vote in no lower ballot any more",
      VoteFor: "an acceptor votes for a value that a quorum shows to be safe",
    },
    symmetry: (config) => [acceptorIds(config), valueIds(config)],
    decisions: (step: SystemTransition<Voting, VotingAction>, { acceptors }: VotingConfig) =>
      decisionsBy(by, majorityOf(acceptors), step),
    system: (config) => ({
      initialStates: (): Voting[] => [
        { acceptors: new Map(acceptorIds(config).map((name) => [name, NEW_ACCEPTOR])) },
      ],
      enabled: (state: Voting) => [...increases(state, config), ...votes(state, config, by)],
      next: (state: Voting, action: VotingAction) => take(state, action, by),
    }),
  });
}

/** Voting as it is. */
export const voting = votingWith(rules);

function acceptorIds({ acceptors }: VotingConfig): readonly string[] {
  return processIds(acceptors, "a");
}

function valueIds({ values }: VotingConfig): readonly string[] {
  return processIds(values, "v");
}

function ballotsOf({ ballots }: VotingConfig): readonly number[] {
  return Array.from({ length: ballots }, (_, ballot) => ballot);
}

/** `IncreaseMaxBal(a, b)` */
function increases({ acceptors }: Voting, config: VotingConfig): VotingAction[] {
  return [...acceptors].flatMap(([acceptor, { maxBal }]) =>
    ballotsOf(config)
      .filter((ballot) => ballot > maxBal)
      .map((ballot): VotingAction => ({ type: "IncreaseMaxBal", acceptor, ballot })),
  );
}

/** `VoteFor(a, b, v)` */
function votes({ acceptors }: Voting, config: VotingConfig, by: Rules): VotingAction[] {
  const size = majorityOf(config.acceptors);
  return ballotsOf(config).flatMap((ballot) => {
    const silences = silencesBefore(acceptors, ballot, size, by);
    if (silences.length === 0) return [];
    const able = [...acceptors.keys()].filter((name) => {
      const acceptor = acceptors.get(name)!;
      return by.mayVote(acceptor, ballot) && by.isFirstVote(acceptor, ballot);
    });
    return valueIds(config).flatMap((value) => {
      const voters = able.filter((name) => by.isOnlyValue(acceptors, name, ballot, value));
      if (voters.length === 0) return [];
      return safetyOf({ acceptors }, value, silences, config, by).flatMap((safe) =>
        voters.map((acceptor) => ({ type: "VoteFor" as const, acceptor, ballot, value, ...safe })),
      );
    });
  });
}

/** Why `value` is safe: nothing if it is not; one answer, or each. */
function safetyOf(
  { acceptors }: Voting,
  value: string,
  silences: readonly Silence[],
  config: VotingConfig,
  by: Rules,
): readonly { readonly reason?: Reason }[] {
  if (config.reasons === "any") return isShownSafe(acceptors, value, silences, by) ? [{}] : [];
  const quorums = subsets(acceptorIds(config), majorityOf(config.acceptors));
  return reasonsFor(acceptors, value, silences, quorums, by).map((reason) => ({ reason }));
}

function take({ acceptors }: Voting, action: VotingAction, by: Rules): Voting {
  const { ballot } = action;
  const before = acceptors.get(action.acceptor)!;
  const after =
    action.type === "IncreaseMaxBal"
      ? { ...before, maxBal: ballot }
      : {
          maxBal: by.maxBalAfterVote(before, ballot),
          votes: by.votesWith(before, { ballot, value: action.value }),
        };
  return { acceptors: new Map([...acceptors, [action.acceptor, after]]) };
}

/** All subsets of `names` with `size` members. */
function subsets(names: readonly string[], size: number): string[][] {
  if (size === 0) return [[]];
  return names.flatMap((name, index) =>
    subsets(names.slice(index + 1), size - 1).map((rest) => [name, ...rest]),
  );
}
