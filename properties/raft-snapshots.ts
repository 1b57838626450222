/**
 * What compaction and a state machine on disk must keep besides Raft's own claims. Ongaro, "Consensus:
 * Bridging Theory and Practice", 2014, §5 and §3.8.
 */
import {
  always,
  type Change,
  eachStep,
  type Invariant,
  type Property,
  type Snapshot,
  sometimes,
  type TransitionProperty,
  type Witness,
} from "../checker/property.ts";
import type { Logging } from "./vocabulary.ts";

/** How far a process's snapshot goes, and whether it came from a leader. */
export interface Compacted extends Logging {
  readonly snapshot?: { readonly index: number; readonly isInstalled: boolean };
}

/** What a leader sends each follower next, and what it knows it to have. */
export interface Sending extends Logging {
  readonly next?: ReadonlyMap<string, number>;
  readonly matched: ReadonlyMap<string, number>;
}

/** What a process's state machine has applied. */
export interface Applying extends Logging {
  readonly applied?: { readonly index: number; readonly values: readonly string[] };
}

/** A snapshot never goes less far than before, crash or no crash. */
export const snapshotNeverGoesBack: TransitionProperty<Change<Compacted>> = eachStep<
  Change<Compacted>
>({
  name: "SnapshotNeverGoesBack",
  source: "Ongaro 2014, §5.3; hashicorp/raft #248",
  claim: "No process goes back to a snapshot that covers less.",
  concern: "regression",
  check({ process, before, after }) {
    const [old, now] = [before.snapshot?.index ?? 0, after.snapshot?.index ?? 0];
    return now < old
      ? `${process} goes back from a snapshot up to index ${old} to one up to ${now}`
      : undefined;
  },
  trigger: ({ before, after }) =>
    (before.snapshot?.index ?? 0) > 0 && before.snapshot?.index !== after.snapshot?.index,
});

/** Only what is committed is compacted: what is not may have to be removed. */
export const snapshotOfCommitted: Invariant<Snapshot<Compacted>> = always<Snapshot<Compacted>>({
  name: "SnapshotOfCommitted",
  source: "Ongaro 2014, §5.1: the snapshot covers the last entry that was applied",
  claim: "No process that is up has a snapshot of more than it knows to be committed.",
  concern: "lost commit",
  check({ members }) {
    const ahead = members.find(
      ({ up, view }) => up && (view.snapshot?.index ?? 0) > view.committed,
    );
    if (ahead === undefined) return undefined;
    const { process, view } = ahead;
    return `${process} has a snapshot up to index ${view.snapshot!.index}, and knows ${view.committed} entries to be committed`;
  },
  trigger: ({ members }) => members.some(({ view }) => (view.snapshot?.index ?? 0) > 0),
});

/** A state machine applies each entry once, in order. */
export const appliedInOrder: Invariant<Snapshot<Applying>> = always<Snapshot<Applying>>({
  name: "AppliedInOrder",
  source: "Ongaro 2014, §3.8: lastApplied is as persistent as the state machine; etcd #13766",
  claim: "What a process has applied is its log up to the index to which it says so.",
  concern: "divergence",
  check({ members }) {
    for (const { process, view } of members) {
      if (view.applied === undefined) continue;
      const { index, values } = view.applied;
      const expected = view.log.slice(0, index).map(({ value }) => value);
      if (expected.join() === values.join()) continue;
      return `${process} says that it has applied up to index ${index}, which would be [${expected.join(", ")}], and has applied [${values.join(", ")}]`;
    }
    return undefined;
  },
  trigger: ({ members }) => members.some(({ view }) => (view.applied?.index ?? 0) > 0),
});

/** What a leader sends next is not what it knows the follower to have. */
export const nextAboveMatch: Invariant<Snapshot<Sending>> = always<Snapshot<Sending>>({
  name: "NextAboveMatch",
  source: "Raft Figure 2, nextIndex and matchIndex; SandTable, PySyncObj #3",
  claim: "A leader's nextIndex for a follower is above its matchIndex.",
  concern: "regression",
  check({ members }) {
    for (const { process, view } of members) {
      const behind = [...(view.next ?? [])].find(([of, next]) => next <= view.matched.get(of)!);
      if (behind === undefined) continue;
      const [of, next] = behind;
      return `${process} sends ${of} the entry at index ${next} next, which it knows it to have`;
    }
    return undefined;
  },
  trigger: ({ members }) =>
    members.some(({ view }) => [...view.matched.values()].some((index) => index > 0)),
});

/** A follower can be given a snapshot. */
export const snapshotInstalled: Witness<Snapshot<Compacted>> = sometimes<Snapshot<Compacted>>({
  name: "SnapshotInstalled",
  source: "the purpose of InstallSnapshot",
  claim: "Some behaviour installs a leader's snapshot.",
  concern: "progress",
  holds: ({ members }) => members.some(({ view }) => view.snapshot?.isInstalled === true),
});

/** Something can be applied. */
export const entryApplied: Witness<Snapshot<Applying>> = sometimes<Snapshot<Applying>>({
  name: "EntryApplied",
  source: "the purpose of a log",
  claim: "Some behaviour applies an entry.",
  concern: "progress",
  holds: ({ members }) => members.some(({ view }) => (view.applied?.index ?? 0) > 0),
});

/** What `raft` claims of snapshots and of a state machine on disk: nothing where there are none. */
export function raftSnapshotProperties({
  snapshots,
  applies,
  probes,
}: Readonly<Record<string, unknown>>): readonly Property<Compacted & Applying & Sending>[] {
  return [
    ...(snapshots === "none"
      ? []
      : [snapshotNeverGoesBack, snapshotOfCommitted, snapshotInstalled]),
    ...(snapshots !== "none" || probes === true ? [nextAboveMatch] : []),
    ...(applies === true ? [appliedInOrder, entryApplied] : []),
  ];
}
