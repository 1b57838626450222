/**
 * The Bully algorithm's own claims: Garcia-Molina 1982. What they say of the outcome of
 * an election they say of states in which no message is in flight and nobody is in an election.
 */
import {
  always,
  type Member,
  noDeadlock,
  type Property,
  type Snapshot,
  sometimes,
} from "../checker/property.ts";
import {
  leaderElected,
  monotonicEpoch,
  oneLeaderAtATime,
  oneLeaderPerEpoch,
  oneServingLeader,
} from "./leadership.ts";
import type { InEpoch, Serving } from "./vocabulary.ts";

/** What a member of a Bully election shows. */
interface Electing extends Serving, InEpoch {
  /** Whom it takes for the leader. */
  readonly follows: string | null;
  /** Is it done with electing: does it lead, or follow someone? */
  readonly settled: boolean;
}

/** Nobody follows a node that is up and does not lead. */
export const noStaleLeader = always<Snapshot<Electing>>({
  name: "NoStaleLeader",
  source: "Garcia-Molina 1982, assertion 1",
  claim: "Once an election is over, nobody follows a node that is up but does not lead.",
  concern: "split-brain",
  when: "quiet",
  check({ members }) {
    if (!isOver(members)) return undefined;
    const running = members.filter(({ up }) => up);
    for (const { process, view } of running) {
      const followed = running.find((other) => other.process === view.follows);
      if (followed === undefined || followed.view.leader !== null) continue;
      return `${process} follows ${followed.process}, which follows ${followed.view.follows}`;
    }
    return undefined;
  },
  trigger: ({ members }) => isOver(members),
});

/** Members come in the order of their ids. */
export const largestLeads = always<Snapshot<Electing>>({
  name: "LargestLeads",
  source: "Garcia-Molina 1982, the Bully algorithm",
  claim: "Once an election is over, whoever leads has the largest id of all that are up.",
  concern: "integrity",
  when: "quiet",
  check({ members }) {
    if (!isOver(members)) return undefined;
    const largest = members.findLast(({ up }) => up);
    const leader = members.find(({ up, view }) => up && view.leader !== null);
    return leader === undefined || leader === largest
      ? undefined
      : `${leader.process} leads although ${largest?.process} is up`;
  },
  trigger: ({ members }) => isOver(members) && members.some(({ view }) => view.leader !== null),
});

/** Nobody waits for ever for an election to end. */
export const electionEnds = noDeadlock<Snapshot<Electing>>({
  name: "ElectionEnds",
  source: "Garcia-Molina 1982, assertion 2",
  claim: "Nobody is left in an election that nothing can end.",
  concern: "progress",
  check({ members }) {
    const stuck = members.filter(({ up, view }) => up && !view.settled);
    if (stuck.length === 0) return undefined;
    const names = stuck.map(({ process }) => process).join(", ");
    return `${names} can neither win the election nor lose it, and nothing more happens`;
  },
});

/** The largest id can be replaced: vacuous unless it may crash. */
export const largestReplaced = sometimes<Snapshot<Electing>>({
  name: "LargestReplaced",
  source: "Garcia-Molina 1982, the Bully algorithm",
  claim: "Some behaviour elects a leader while the largest id is down.",
  concern: "progress",
  holds: ({ members }) =>
    members.at(-1)?.up === false && members.some(({ up, view }) => up && view.leader !== null),
});

/**
 * What `bully` claims under a config. With votes, leaders of different epochs may overlap: only the
 * latest has a majority that still listens. Who asks first, or needs votes, may settle for less
 * than the largest id.
 */
export function bullyProperties(
  config: Readonly<Record<string, number | boolean | string>>,
): readonly Property<Electing>[] {
  const { epochs, ask, majority, votes, strict } = config;
  const when = strict === true ? {} : { when: "quiet" as const };
  return [
    ...(epochs === true ? [oneLeaderPerEpoch(), monotonicEpoch()] : []),
    ...(votes === true
      ? []
      : [majority === true ? oneServingLeader(when) : oneLeaderAtATime(when)]),
    noStaleLeader,
    ...(ask === true || votes === true ? [] : [largestLeads]),
    leaderElected(),
    electionEnds,
  ];
}

/** Is nobody who is up in an election? */
function isOver(members: readonly Member<Electing>[]): boolean {
  const running = members.filter(({ up }) => up);
  return running.length > 0 && running.every(({ view }) => view.settled);
}
