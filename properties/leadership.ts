/** Split-brain: what the leaders of a cluster must never be, said once for all protocols. */
import {
  always,
  type Change,
  eachStep,
  type Invariant,
  type Member,
  type Snapshot,
  sometimes,
  type TransitionProperty,
  type Witness,
} from "../checker/property.ts";
import type { InEpoch, Leading, Naming, Serving } from "./vocabulary.ts";

/** At most one running process leads an epoch. */
export function oneLeaderPerEpoch(naming: Naming = {}): Invariant<Snapshot<Leading>> {
  return always<Snapshot<Leading>>({
    name: "OneLeaderPerEpoch",
    source: "Raft §5.2 Election Safety",
    ...naming,
    claim: "At most one process leads an epoch.",
    concern: "split-brain",
    check({ members }) {
      const pair = firstPair(leadersOf(members), (a, b) => a.view.leader === b.view.leader);
      return (
        pair && `${pair[0].process} and ${pair[1].process} both lead epoch ${pair[0].view.leader}`
      );
    },
    trigger: ({ members }) => leadersOf(members).length > 0,
  });
}

/** At most one running process leads, whatever the epoch: for protocols that know no epochs. */
export function oneLeaderAtATime(
  naming: Naming & { readonly when?: "quiet" } = {},
): Invariant<Snapshot<Leading>> {
  return always<Snapshot<Leading>>({
    name: "OneLeaderAtATime",
    source: "Garcia-Molina 1982, assertion 1",
    ...naming,
    claim: "At most one process leads at a time.",
    concern: "split-brain",
    check({ members }) {
      const [a, b] = leadersOf(members);
      return a && b && `${a.process} and ${b.process} both lead`;
    },
    trigger: ({ members }) => leadersOf(members).length > 0,
  });
}

/** At most one leader would answer clients. */
export function oneServingLeader(
  naming: Naming & { readonly when?: "quiet" } = {},
): Invariant<Snapshot<Serving>> {
  return always<Snapshot<Serving>>({
    name: "OneServingLeader",
    source: "split-brain as clients see it",
    ...naming,
    claim: "At most one leader serves clients.",
    concern: "split-brain",
    check({ members }) {
      const [a, b] = leadersOf(members).filter(({ view }) => view.serving);
      return a && b && `${a.process} and ${b.process} both lead and serve clients`;
    },
    trigger: ({ members }) => leadersOf(members).some(({ view }) => view.serving),
  });
}

/** A process's epoch never decreases, crash or no crash. */
export function monotonicEpoch(naming: Naming = {}): TransitionProperty<Change<InEpoch>> {
  return eachStep<Change<InEpoch>>({
    name: "MonotonicEpoch",
    source: "Raft §5.1",
    ...naming,
    claim: "No process ever goes back to an older epoch.",
    concern: "regression",
    check: ({ process, before, after }) =>
      after.epoch < before.epoch
        ? `${process} goes back from epoch ${before.epoch} to ${after.epoch}`
        : undefined,
    trigger: ({ before, after }) => before.epoch !== after.epoch,
  });
}

/** A leader can be elected. */
export function leaderElected(naming: Naming = {}): Witness<Snapshot<Leading>> {
  return sometimes<Snapshot<Leading>>({
    name: "LeaderElected",
    source: "the purpose of an election",
    ...naming,
    claim: "Some behaviour elects a leader.",
    concern: "progress",
    holds: ({ members }) => leadersOf(members).length > 0,
  });
}

function leadersOf<V extends Leading>(members: readonly Member<V>[]): Member<V>[] {
  return members.filter(({ up, view }) => up && view.leader !== null);
}

/** The first two of `items` that are `related`. */
export function firstPair<T>(
  items: readonly T[],
  related: (a: T, b: T) => boolean,
): readonly [T, T] | undefined {
  for (let first = 0; first < items.length; first++) {
    for (let second = first + 1; second < items.length; second++) {
      if (related(items[first]!, items[second]!)) return [items[first]!, items[second]!];
    }
  }
  return undefined;
}
