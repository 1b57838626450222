/**
 * What ZAB promises of deliveries: Junqueira, Reed & Serafini 2011, §3, as Zab.tla of the ZooKeeper
 * specifications spells it out.
 */
import { always, type Snapshot } from "../checker/property.ts";
import { describe } from "./vocabulary.ts";
import {
  type Broadcasting,
  claimOfPrimaries,
  deliveredBy,
  indexIn,
  isSkippedBy,
  orderedPairs,
  precedes,
} from "./zab-primaries.ts";

/** Only what was broadcast is delivered, and once. Zab.tla `Integrity`. */
export const integrity = claimOfPrimaries({
  name: "Integrity",
  source: "Junqueira, Reed & Serafini 2011, §3; Zab.tla Integrity",
  claim: "What is delivered was broadcast by a primary, and is delivered once.",
  concern: "integrity",
  checkState(history, { members }) {
    for (const { process, view } of members) {
      const delivered = deliveredBy(view);
      const repeated = delivered.find((txn, index) => indexIn(delivered, txn) < index);
      if (repeated !== undefined) return `${process} delivers ${describe(repeated)} twice`;
      const unknown = delivered.find(
        (txn) => !history.some(({ broadcast }) => indexIn(broadcast, txn) !== -1),
      );
      if (unknown) return `${process} delivers ${describe(unknown)}, which nobody has broadcast`;
    }
    return undefined;
  },
  trigger: (_history, { members }) => members.some(({ view }) => view.committed > 0),
});

/** Two servers' deliveries never part ways. Zab.tla `Agreement`. */
export const deliveryAgreement = always<Snapshot<Broadcasting>>({
  name: "DeliveryAgreement",
  source: "Junqueira, Reed & Serafini 2011, §3 agreement; Zab.tla Agreement",
  claim: "If one server delivers a and another b, one of them delivers both.",
  concern: "divergence",
  check: ({ members }) => {
    for (const [a, b] of orderedPairs(members)) {
      const [ofA, ofB] = [deliveredBy(a.view), deliveredBy(b.view)];
      const onlyA = ofA.find((txn) => indexIn(ofB, txn) === -1);
      const onlyB = ofB.find((txn) => indexIn(ofA, txn) === -1);
      if (onlyA && onlyB) {
        return `${a.process} delivers ${describe(onlyA)} without ${describe(onlyB)}, and ${b.process} does the reverse`;
      }
    }
    return undefined;
  },
  trigger: ({ members }) => members.filter(({ view }) => view.committed > 0).length > 1,
});

/** All deliver in the same order. Zab.tla `TotalOrder`. */
export const totalOrder = always<Snapshot<Broadcasting>>({
  name: "TotalOrder",
  source: "Junqueira, Reed & Serafini 2011, §3 total order; Zab.tla TotalOrder",
  claim: "If a server delivers a before b, whoever delivers b delivers a before it.",
  concern: "divergence",
  check: ({ members }) => {
    for (const [a, b] of orderedPairs(members)) {
      const [ofA, ofB] = [deliveredBy(a.view), deliveredBy(b.view)];
      for (const [index, txn] of ofA.entries()) {
        const at = indexIn(ofB, txn);
        const missing =
          at === -1 ? undefined : ofA.slice(0, index).find((x) => !precedes(ofB, x, at));
        if (missing) {
          return `${a.process} delivers ${describe(missing)} before ${describe(txn)}, ${b.process} does not`;
        }
      }
    }
    return undefined;
  },
  trigger: ({ members }) => members.filter(({ view }) => view.committed > 1).length > 1,
});

/** What a primary broadcast in order is delivered in that order. Zab.tla `LocalPrimaryOrder`. */
export const localPrimaryOrder = claimOfPrimaries({
  name: "LocalPrimaryOrder",
  source: "Junqueira, Reed & Serafini 2011, §3 local primary order; Zab.tla LocalPrimaryOrder",
  claim: "If a primary broadcasts a before b, whoever delivers b delivers a before it.",
  concern: "divergence",
  checkState(history, { members }) {
    for (const { process, view } of members) {
      const delivered = deliveredBy(view);
      for (const { broadcast } of history) {
        for (const [index, txn] of broadcast.entries()) {
          const at = indexIn(delivered, txn);
          const missing =
            at === -1
              ? undefined
              : broadcast.slice(0, index).find((x) => !precedes(delivered, x, at));
          if (missing) {
            return `${process} delivers ${describe(txn)} without ${describe(missing)}, which was broadcast before it`;
          }
        }
      }
    }
    return undefined;
  },
  trigger: (history) => history.some(({ broadcast }) => broadcast.length > 1),
});

/** Epochs are delivered one after the other. Zab.tla `GlobalPrimaryOrder`. */
export const globalPrimaryOrder = always<Snapshot<Broadcasting>>({
  name: "GlobalPrimaryOrder",
  source: "Junqueira, Reed & Serafini 2011, §3 global primary order; Zab.tla GlobalPrimaryOrder",
  claim: "Of two transactions that a server delivers, that of the earlier epoch comes first.",
  concern: "divergence",
  check: ({ members }) => {
    for (const { process, view } of members) {
      const delivered = deliveredBy(view);
      const late = delivered.find((txn, index) => (delivered[index - 1]?.epoch ?? 0) > txn.epoch);
      if (late) return `${process} delivers ${describe(late)} after one of a later epoch`;
    }
    return undefined;
  },
  trigger: ({ members }) =>
    members.some(({ view }) => new Set(deliveredBy(view).map(({ epoch }) => epoch)).size > 1),
});

/**
 * What was skipped stays away: once a quorum has an epoch's initial history, nothing of an earlier
 * epoch is delivered that is not in it. It implies the paper's primary integrity, which asks for it
 * once the epoch's primary broadcasts.
 */
export const skippedNeverDelivered = claimOfPrimaries({
  name: "SkippedNeverDelivered",
  source: "Junqueira, Reed & Serafini 2011, §3 primary integrity; Zab.tla PrimaryIntegrity",
  claim: "What an established epoch's initial history lacks of earlier epochs is never delivered.",
  concern: "resurrection",
  checkState(history, { members }) {
    for (const { process, view } of members) {
      for (const primary of history.filter(({ established }) => established)) {
        const back = deliveredBy(view).find((txn) => isSkippedBy(primary, txn));
        if (back) {
          return `${process} delivers ${describe(back)}, which epoch ${primary.epoch} of ${primary.process} had skipped`;
        }
      }
    }
    return undefined;
  },
  // Somebody still has what was skipped: it could come back.
  trigger: (history, { members }) =>
    members.some(({ view }) =>
      history.some(
        (primary) => primary.established && view.log.some((txn) => isSkippedBy(primary, txn)),
      ),
    ),
});
