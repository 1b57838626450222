/** Raft's own claims: Figure 3 of Ongaro & Ousterhout 2014. */
import {
  always,
  type Change,
  eachStep,
  type Invariant,
  type Snapshot,
  type TransitionProperty,
} from "../checker/property.ts";
import { committedNeverChanges, committedNeverLost } from "./commitment.ts";
import { firstPair, oneLeaderPerEpoch } from "./leadership.ts";
import { describe, isSame, type Leading, type Logging, type Naming } from "./vocabulary.ts";

/** "At most one leader can be elected in a given term." */
export const electionSafety = oneLeaderPerEpoch({
  name: "ElectionSafety",
  source: "Raft Figure 3, §5.2",
});

/** "If a log entry is committed in a given term, then that entry will be present in the logs of the
 * leaders for all higher-numbered terms." */
export const leaderCompleteness = committedNeverLost({
  name: "LeaderCompleteness",
  source: "Raft Figure 3, §5.4",
});

/** No two servers ever apply different entries at one index. */
export const stateMachineSafety = committedNeverChanges({
  name: "StateMachineSafety",
  source: "Raft Figure 3, §5.4.3",
});

/** A leader never overwrites or deletes entries in its log. */
export function leaderAppendOnly(
  naming: Naming = {},
): TransitionProperty<Change<Leading & Logging>> {
  return eachStep<Change<Leading & Logging>>({
    name: "LeaderAppendOnly",
    source: "Raft Figure 3, §5.3",
    ...naming,
    claim: "A leader only appends to its log.",
    concern: "divergence",
    check({ process, before, after }) {
      if (before.leader === null || before.leader !== after.leader) return undefined;
      const changed = before.log.findIndex((entry, index) => !isSame(entry, after.log[index]));
      return changed === -1
        ? undefined
        : `${process}, which leads epoch ${before.leader}, gives up ${describe(before.log[changed]!)} at index ${changed + 1}`;
    },
    trigger: ({ before, after }) => before.leader !== null && after.log.length > before.log.length,
  });
}

/** If two logs agree on an entry's index and term, they are identical up to it. */
export function logMatching(naming: Naming = {}): Invariant<Snapshot<Logging>> {
  return always<Snapshot<Logging>>({
    name: "LogMatching",
    source: "Raft Figure 3, §5.3",
    ...naming,
    claim: "Two logs with an entry of the same index and epoch are identical up to it.",
    concern: "divergence",
    check({ members }) {
      const pair = firstPair(members, (a, b) => mismatch(a.view, b.view) !== undefined);
      if (pair === undefined) return undefined;
      const [a, b] = pair;
      const { shared, differing } = mismatch(a.view, b.view)!;
      return `the logs of ${a.process} and ${b.process} agree on epoch ${a.view.log[shared]!.epoch} at index ${shared + 1}, but differ at index ${differing + 1}`;
    },
    trigger: ({ members }) => members.filter(({ view }) => view.log.length > 0).length > 1,
  });
}

/** The first index at which the logs differ although they agree on the epoch at it or later. */
function mismatch(
  a: Logging,
  b: Logging,
): { readonly shared: number; readonly differing: number } | undefined {
  const shared = a.log.findLastIndex((entry, index) => entry.epoch === b.log[index]?.epoch);
  for (let differing = 0; differing <= shared; differing++) {
    if (!isSame(a.log[differing], b.log[differing])) return { shared, differing };
  }
  return undefined;
}

/** What a leader knows a follower to have. */
export interface Matching {
  readonly matched: ReadonlyMap<string, number>;
}

/** A leader never knows a follower to have less than before. */
export const monotonicMatch = eachStep<Change<Leading & Matching>>({
  name: "MonotonicMatch",
  source: "Raft Figure 2, matchIndex increases monotonically",
  claim: "What a leader knows a follower to have never shrinks while it leads.",
  concern: "regression",
  check({ process, before, after }) {
    if (before.leader === null || before.leader !== after.leader) return undefined;
    const [other] = [...before.matched].find(([of, index]) => index > after.matched.get(of)!) ?? [];
    return other && `${process} forgets what it knew ${other} to have`;
  },
  trigger: ({ before, after }) => before.leader !== null && before.leader === after.leader,
});
