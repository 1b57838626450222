/**
 * Why what is committed stays (Raft §5.4.1): who lacks it can't be elected. It is seen as soon as
 * something counts as committed that should not, long before anyone overwrites it.
 */
import { always, type Invariant, type Member, type Snapshot } from "../checker/property.ts";
import { describe, isSame, type Logging } from "./vocabulary.ts";

/** Whoever lacks a committed entry has a log that a majority would vote against; all are members. */
export const electionRestriction: Invariant<Snapshot<Logging>> = always<Snapshot<Logging>>({
  name: "ElectionRestriction",
  source: "Raft §5.4.1",
  claim: "Who lacks a committed entry can't be elected: a majority has a more up-to-date log.",
  concern: "lost commit",
  check({ members }) {
    for (const { process: holder, view } of members) {
      const committed = view.log.slice(0, view.committed);
      for (const candidate of members) {
        const lacking = committed.find((entry, index) => !isSame(entry, candidate.view.log[index]));
        if (lacking === undefined || !isElectable(candidate, members)) continue;
        return `${candidate.process} could be elected, though it lacks ${describe(lacking)}, which ${holder} takes to be committed`;
      }
    }
    return undefined;
  },
  trigger: ({ members }) =>
    members.some(({ view }) => members.some((other) => other.view.log.length < view.committed)),
});

/** Is there a majority whose logs are no more up-to-date than this one's? */
function isElectable({ view }: Member<Logging>, members: readonly Member<Logging>[]): boolean {
  const voters = members.filter((voter) => isUpToDate(view, voter.view));
  return voters.length * 2 > members.length;
}

/** "If the logs end with the same term, then whichever log is longer is more up-to-date." */
function isUpToDate({ log }: Logging, { log: voters }: Logging): boolean {
  const [mine, theirs] = [log.at(-1)?.epoch ?? 0, voters.at(-1)?.epoch ?? 0];
  return mine > theirs || (mine === theirs && log.length >= voters.length);
}
