/**
 * ZAB's own claims but for the order of deliveries: who leads an epoch, what a server promises, who
 * catches up; and what `zab` claims under a config. Junqueira, Reed & Serafini 2011, §4.
 */
import {
  always,
  type Change,
  eachStep,
  type Property,
  type Snapshot,
  sometimes,
} from "../checker/property.ts";
import {
  committedIsStored,
  committedNeverChanges,
  committedNeverLost,
  committedNeverTruncated,
  committedPrefixesAgree,
  droppedNeverReappears,
  proposalCommitted,
} from "./commitment.ts";
import { firstPair, leaderElected, monotonicEpoch, oneLeaderPerEpoch } from "./leadership.ts";
import { logMatching } from "./raft.ts";
import {
  deliveryAgreement,
  globalPrimaryOrder,
  integrity,
  localPrimaryOrder,
  skippedNeverDelivered,
  totalOrder,
} from "./zab-order.ts";
import { describe, isSame } from "./vocabulary.ts";
import {
  committedOnDisks,
  crashLosesNothingWritten,
  epochOnDisks,
  historyOnDisk,
  startsFromItsDisk,
  writtenIsOnDisk,
} from "./zab-disk.ts";
import { type Broadcasting, claimOfPrimaries, isSkippedBy } from "./zab-primaries.ts";

/** An epoch has one leader at a time. Zab.tla `Leadership1`. */
export const leadership1 = oneLeaderPerEpoch({
  name: "Leadership1",
  source: "Junqueira, Reed & Serafini 2011, §4.1; Zab.tla Leadership1",
});

/** An epoch has one leader ever. Zab.tla `Leadership2`. */
export const leadership2 = claimOfPrimaries({
  name: "Leadership2",
  source: "Junqueira, Reed & Serafini 2011, §4.1; Zab.tla Leadership2",
  claim: "No epoch ever has a second leader, even if the first is gone.",
  concern: "split-brain",
  checkState(history) {
    const pair = firstPair(history, (a, b) => a.epoch === b.epoch && a.process !== b.process);
    return pair && `${pair[1].process} leads epoch ${pair[1].epoch}, which ${pair[0].process} led`;
  },
  trigger: (history) => history.length > 0,
});

/** The two epochs of a server only grow. §4.1: f.p; the other is `MonotonicEpoch`. */
export const promiseIsKept = eachStep<Change<Broadcasting>>({
  name: "PromiseIsKept",
  source: "Junqueira, Reed & Serafini 2011, §4.1",
  claim: "No server ever forgets the last epoch that it has promised to follow into.",
  concern: "regression",
  check: ({ process, before, after }) =>
    after.acceptedEpoch < before.acceptedEpoch
      ? `${process} goes back from accepted epoch ${before.acceptedEpoch} to ${after.acceptedEpoch}`
      : undefined,
  trigger: ({ before, after }) => before.acceptedEpoch !== after.acceptedEpoch,
});

/** A server has the history of no epoch that it has not promised to follow into. */
export const historyIsPromised = always<Snapshot<Broadcasting>>({
  name: "HistoryIsPromised",
  source: "Junqueira, Reed & Serafini 2011, §4.1: f.a ≤ f.p",
  claim: "No server has the history of an epoch beyond the last that it has accepted.",
  concern: "regression",
  check({ members }) {
    const ahead = members.find(({ view }) => view.epoch > view.acceptedEpoch);
    if (ahead === undefined) return undefined;
    const { process, view } = ahead;
    return `${process} has the history of epoch ${view.epoch}, but accepted only ${view.acceptedEpoch}`;
  },
  trigger: ({ members }) => members.some(({ view }) => view.epoch > 0),
});

/** A server that is up to date has its epoch's history, and nothing else. */
export const historyOfEpoch = claimOfPrimaries({
  name: "HistoryOfEpoch",
  source: "Junqueira, Reed & Serafini 2011, §4.2, f.2.1",
  claim: "Who serves in an epoch has what its primary began with, then some of what it broadcast.",
  concern: "divergence",
  checkState(history, { members }) {
    for (const { process, up, view } of members) {
      const primary = history.findLast(({ epoch }) => epoch === view.epoch);
      if (!up || !view.serving || primary === undefined) continue;
      const { initial, broadcast } = primary;
      const expected = [...initial, ...broadcast];
      const odd = view.log.findIndex((txn, index) => !isSame(txn, expected[index]));
      if (odd !== -1) {
        return `${process} has ${describe(view.log[odd]!)} at index ${odd + 1}, which ${primary.process} has not in epoch ${primary.epoch}`;
      }
      if (view.log.length < initial.length) {
        return `${process} serves in epoch ${primary.epoch} without ${describe(initial[view.log.length]!)}, which ${primary.process} began it with`;
      }
    }
    return undefined;
  },
  trigger: (history) => history.some(({ initial }) => initial.length > 0),
});

/** What a quorum has is where a later epoch starts from: its leader has the most recent history. */
export const epochBuildsOnLast = claimOfPrimaries({
  name: "EpochBuildsOnLast",
  source: "Junqueira, Reed & Serafini 2011, §4.1, l.1.2",
  claim: "A leader starts with what each established epoch started with, and nothing it skipped.",
  concern: "lost commit",
  checkState(history) {
    for (const last of history.filter(({ established }) => established)) {
      for (const { process, epoch, initial } of history) {
        if (epoch <= last.epoch) continue;
        const lost = last.initial.find((txn, index) => !isSame(txn, initial[index]));
        if (lost) {
          return `${process} starts epoch ${epoch} without ${describe(lost)}, which epoch ${last.epoch} of ${last.process} started with`;
        }
        const back = initial.find((txn) => isSkippedBy(last, txn));
        if (back) {
          return `${process} starts epoch ${epoch} with ${describe(back)}, which epoch ${last.epoch} of ${last.process} had skipped`;
        }
      }
    }
    return undefined;
  },
  trigger: (history) =>
    history.some(
      ({ established, epoch }) => established && history.some((other) => other.epoch > epoch),
    ),
});

/** What a leader proposes and commits fits what its follower has. Zab.tla `DuringActionCheck`. */
export const messagesInPlace = always<Snapshot<Broadcasting>>({
  name: "MessagesInPlace",
  source: "Zab.tla DuringActionCheck: proposalInconsistent, commitInconsistent",
  claim: "Over a connection that is whole no follower gets a proposal or a commit out of place.",
  concern: "divergence",
  check({ members }) {
    const halted = members.find(({ view }) => view.halted);
    return halted && `${halted.process} got a proposal or a commit that is out of place`;
  },
  trigger: ({ members }) =>
    members.some(({ view }) => view.serving && view.leader === null && view.committed > 0),
});

/** What followers acknowledge fits what their leader waits for. */
export const acknowledgementsInPlace = always<Snapshot<Broadcasting>>({
  name: "AcknowledgementsInPlace",
  source: "Junqueira, Reed & Serafini 2011, §4.2, l.2.2; ZooKeeper's waitForNewLeaderAck",
  claim: "No leader without a quorum hears a transaction acknowledged before NEWLEADER is.",
  concern: "progress",
  check({ members }) {
    const leader = members.find(({ view }) => view.refused > 0);
    return (
      leader &&
      `${leader.process} waits for NEWLEADER to be acknowledged, and refuses the acknowledgement of a transaction`
    );
  },
  trigger: ({ members }) =>
    members.some(({ view }) => view.leader !== null && !view.serving && view.log.length > 0),
});

/** A server can join an epoch that is under way. */
export const lateJoiner = sometimes<Snapshot<Broadcasting>>({
  name: "LateJoiner",
  source: "Junqueira, Reed & Serafini 2011, §4.3, l.3.4",
  claim: "Some behaviour has a server join while the leader broadcasts.",
  concern: "progress",
  holds: ({ members }) => members.some(({ view }) => view.lateJoiners > 0),
});

/** What `zab` claims under a config. */
export function zabProperties(
  config: Readonly<Record<string, number | boolean | string>>,
): readonly Property<Broadcasting>[] {
  const { nodes, values, maxEpoch, granularity } = config;
  const several = Number(values) > 1;
  const succeeded = Number(maxEpoch) > 1;
  return [
    leadership1,
    leadership2,
    promiseIsKept,
    historyIsPromised,
    monotonicEpoch({ source: "Junqueira, Reed & Serafini 2011, §4.1: f.a" }),
    epochOnDisks(Number(nodes)),
    leaderElected(),
    ...(Number(nodes) > 2 ? [lateJoiner] : []),
    ...(Number(values) === 0 ? [] : [...aboutTransactions, committedOnDisks(Number(nodes))]),
    ...(Number(values) > 0 && succeeded
      ? [
          committedNeverLost(),
          skippedNeverDelivered,
          historyOfEpoch,
          epochBuildsOnLast,
          historyOnDisk,
          acknowledgementsInPlace,
        ]
      : []),
    // A quorum's disks commit a transaction, and one that is not among them may lose its own copy.
    ...(Number(values) > 0 && granularity === "atomic" ? [neverTruncated] : []),
    ...(several ? [localPrimaryOrder, totalOrder] : []),
    ...(several && succeeded ? [globalPrimaryOrder, droppedNeverReappears()] : []),
  ];
}

const neverTruncated = committedNeverTruncated({
  source: "Junqueira, Reed & Serafini 2011, §4.2",
});

const aboutTransactions: readonly Property<Broadcasting>[] = [
  crashLosesNothingWritten,
  writtenIsOnDisk,
  startsFromItsDisk,
  integrity,
  deliveryAgreement,
  committedPrefixesAgree({ name: "PrefixConsistency", source: "Zab.tla PrefixConsistency" }),
  committedNeverChanges(),
  committedIsStored({ source: "Junqueira, Reed & Serafini 2011, §4.3" }),
  logMatching({ source: "Junqueira, Reed & Serafini 2011, §4.2: zxids are unique" }),
  messagesInPlace,
  proposalCommitted(),
];
