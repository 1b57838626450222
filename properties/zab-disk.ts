/**
 * What ZAB keeps on disks, so that a crash loses nothing: Junqueira, Reed & Serafini 2011, §2 (stable
 * storage), §4.2 and §4.3, where a server acknowledges what it has written. These claims speak when
 * too few disks have something; that it is lost then takes a crash and another epoch.
 */
import { always, type Change, eachStep, type Snapshot } from "../checker/property.ts";
import { describe, isSame, type Proposal } from "./vocabulary.ts";
import { type Broadcasting, claimOfPrimaries } from "./zab-primaries.ts";

/** What is on disk survives. Zab assumes crash-recovery with stable storage: §2. */
export const crashLosesNothingWritten = eachStep<Change<Broadcasting>>({
  name: "CrashLosesNothingWritten",
  source: "Junqueira, Reed & Serafini 2011, §2: stable storage",
  claim: "A crash leaves a server all that it took to be on its disk, and nothing in between.",
  concern: "lost commit",
  check({ process, before, after, cause }) {
    if (cause !== "crash") return undefined;
    const lost = firstMissing(before.log, before.written, after.log);
    return lost === -1
      ? undefined
      : `${process} has lost ${describe(before.log[lost]!)} at index ${lost + 1}, which it took to be on its disk`;
  },
  trigger: ({ before }) => before.written > 0,
});

/** What a server goes by is there to be read again. */
export const writtenIsOnDisk = always<Snapshot<Broadcasting>>({
  name: "WrittenIsOnDisk",
  source: "Junqueira, Reed & Serafini 2011, §2: stable storage",
  claim: "What a server takes to be on its disk is there.",
  concern: "lost commit",
  check({ members }) {
    for (const { process, view } of members) {
      const missing = firstMissing(view.log, view.written, view.disk);
      if (missing !== -1) {
        return `${process} takes ${describe(view.log[missing]!)} at index ${missing + 1} to be on its disk, where it is not`;
      }
    }
    return undefined;
  },
  trigger: ({ members }) => members.some(({ view }) => view.written > 0),
});

/** Wherever a crash leaves a server, it can go on from there. */
export const startsFromItsDisk = always<Snapshot<Broadcasting>>({
  name: "StartsFromItsDisk",
  source: "Junqueira, Reed & Serafini 2011, §2: a process recovers; ZooKeeper's loadDataBase",
  claim: "No server that restarts refuses to go on from what is on its disk.",
  concern: "progress",
  check({ members }) {
    const stuck = members.find(({ up, view }) => up && view.refusesToStart);
    if (stuck === undefined) return undefined;
    const { process, view } = stuck;
    return `${process} refuses to start with ${describe(view.disk.at(-1)!)} last on its disk, and currentEpoch ${view.epoch}`;
  },
  trigger: ({ members }) => members.some(({ view }) => view.disk.length > 0),
});

/** What is committed is known to any later quorum. @param voters how many; they come first. */
export function committedOnDisks(voters: number) {
  return always<Snapshot<Broadcasting>>({
    name: "CommittedOnDisks",
    source: "Junqueira, Reed & Serafini 2011, §4.3, l.3.2 and f.3.2",
    claim: "What a server takes to be committed is on the disks of a quorum.",
    concern: "lost commit",
    check({ members }) {
      for (const { process, view } of members) {
        const delivered = Math.min(view.committed, view.log.length);
        for (let index = 0; index < delivered; index++) {
          const txn = view.log[index]!;
          const having = members.filter(
            (each, p) => p < voters && isSame(each.view.disk[index], txn),
          );
          if (having.length * 2 > voters) continue;
          return `${process} takes ${describe(txn)} to be committed, which of ${voters} voters ${tooFew(having)} on disk`;
        }
      }
      return undefined;
    },
    trigger: ({ members }) => members.some(({ view }) => view.committed > 0),
  });
}

/** An established epoch is known to any later quorum. @param voters how many; they come first. */
export function epochOnDisks(voters: number) {
  return claimOfPrimaries({
    name: "EpochOnDisks",
    source: "Junqueira, Reed & Serafini 2011, §4.2, f.2.1 and l.2.2",
    claim: "That an epoch is established is on the disks of a quorum: it is their currentEpoch.",
    concern: "lost commit",
    checkState(history, { members }) {
      for (const { process, epoch, established } of history) {
        if (!established) continue;
        const having = members.filter(({ view }, p) => p < voters && view.epoch >= epoch);
        if (having.length * 2 > voters) continue;
        return `epoch ${epoch} of ${process} is established, which of ${voters} voters ${tooFew(having)} on disk, or a later one`;
      }
      return undefined;
    },
    trigger: (history) => history.some(({ established }) => established),
  });
}

/** Who has an established epoch has its history: the one vouches for the other. */
export const historyOnDisk = claimOfPrimaries({
  name: "HistoryOnDisk",
  source: "Junqueira, Reed & Serafini 2011, §4.2, f.2.1",
  claim: "Whose currentEpoch is established has on its disk what the epoch began with.",
  concern: "lost commit",
  checkState(history, { members }) {
    for (const { process: primary, epoch, established, initial } of history) {
      if (!established) continue;
      for (const { process, view } of members) {
        if (view.epoch !== epoch) continue;
        const missing = firstMissing(initial, initial.length, view.disk);
        if (missing === -1) continue;
        return `${process} has epoch ${epoch} on its disk, but not ${describe(initial[missing]!)}, which ${primary} began it with`;
      }
    }
    return undefined;
  },
  trigger: (history) =>
    history.some(({ established, initial }) => established && initial.length > 0),
});

/** The index of the first of `count` proposals that is not in `present` at its place; -1 if all are. */
function firstMissing(
  proposals: readonly Proposal[],
  count: number,
  present: readonly Proposal[],
): number {
  for (let index = 0; index < count; index++) {
    if (!isSame(proposals[index], present[index])) return index;
  }
  return -1;
}

/** "none has", "only n1, n2 have". */
function tooFew(having: readonly { readonly process: string }[]): string {
  if (having.length === 0) return "none has";
  const names = having.map(({ process }) => process).join(", ");
  return `only ${names} ${having.length === 1 ? "has" : "have"}`;
}
