/**
 * What Zab promises of primaries: the properties that set primary-backup apart from atomic broadcast.
 * Junqueira, Reed & Serafini, DSN 2011, §III.
 */
import { always, type Invariant } from "../checker/property.ts";
import {
  type Broadcasting,
  delivered,
  deliverers,
  type Delivery,
  isFollowing,
  isSameTransaction,
  isServing,
  type Replica,
  show,
} from "./zab-tla-state.ts";

/** Nothing is delivered that nobody broadcast. */
export const integrity: Invariant<Broadcasting> = always<Broadcasting>({
  name: "Integrity",
  source: "Junqueira et al. 2011, §III; Zab.tla Integrity",
  claim: "What a follower delivers, some primary has broadcast.",
  concern: "integrity",
  check({ servers, proposalMsgsLog }) {
    const known = [...proposalMsgsLog].map(({ zxid, data }) => ({ zxid, value: data }));
    for (const [id, server] of deliverers(servers).filter(isFollowing)) {
      const invented = delivered(server).find(
        (transaction) => !known.some((each) => isSameTransaction(each, transaction)),
      );
      if (invented) return `${id} has delivered ${show(invented)}, which nobody has broadcast`;
    }
    return undefined;
  },
  trigger: ({ servers }) => deliverers(servers).some(isFollowing),
});

/**
 * What a primary broadcasts in an epoch is delivered in that order. The specification asks this of some
 * two of its transactions, which one and itself are: it can't fail. Here it is of any two.
 */
export const localPrimaryOrder: Invariant<Broadcasting> = always<Broadcasting>({
  name: "LocalPrimaryOrder",
  source: "Junqueira et al. 2011, §III; Zab.tla LocalPrimaryOrder, with ∀ for its ∃",
  claim: "If a primary broadcasts a before b, then who delivers b has delivered a before.",
  concern: "integrity",
  check({ servers, proposalMsgsLog }) {
    for (const [id, server] of deliverers(servers)) {
      const deliveries = delivered(server);
      for (const { source, epoch, zxid, data } of proposalMsgsLog) {
        const later = { zxid, value: data };
        const at = deliveries.findIndex((each) => isSameTransaction(each, later));
        if (at === -1) continue;
        const skipped = [...proposalMsgsLog]
          .filter((other) => other.source === source && other.epoch === epoch)
          .map((other): Delivery => ({ zxid: other.zxid, value: other.data }))
          .filter((other) => isEarlier(other, later))
          .find((other) => !deliveries.slice(0, at).some((each) => isSameTransaction(each, other)));
        if (skipped === undefined) continue;
        return `${id} has delivered ${show(later)}, but not before it ${show(skipped)}, both broadcast by ${source} in epoch ${epoch}`;
      }
    }
    return undefined;
  },
  trigger: ({ servers }) => deliverers(servers).some(([, server]) => delivered(server).length > 1),
});

/** What is of an earlier epoch is delivered earlier. */
export const globalPrimaryOrder: Invariant<Broadcasting> = always<Broadcasting>({
  name: "GlobalPrimaryOrder",
  source: "Junqueira et al. 2011, §III; Zab.tla GlobalPrimaryOrder",
  claim: "Who delivers transactions of two epochs delivers that of the earlier one first.",
  concern: "integrity",
  check({ servers }) {
    for (const [id, server] of deliverers(servers)) {
      const deliveries = delivered(server);
      const at = deliveries.findIndex(
        ({ zxid }, index) => zxid[0] < (deliveries[index - 1]?.zxid[0] ?? 0),
      );
      if (at !== -1) {
        return `${id} has delivered ${show(deliveries[at]!)} after ${show(deliveries[at - 1]!)}`;
      }
    }
    return undefined;
  },
  trigger: ({ servers }) =>
    deliverers(servers).some(([, server]) => {
      const deliveries = delivered(server);
      return deliveries[0]!.zxid[0] !== deliveries.at(-1)!.zxid[0];
    }),
});

/** A primary has delivered what its followers have of earlier epochs. */
export const primaryIntegrity: Invariant<Broadcasting> = always<Broadcasting>({
  name: "PrimaryIntegrity",
  source: "Junqueira et al. 2011, §III; Zab.tla PrimaryIntegrity",
  claim: "A primary has delivered whatever a follower of its has delivered of earlier epochs.",
  concern: "integrity",
  check(state) {
    for (const [primary, follower] of followings(state)) {
      const { currentEpoch } = state.servers.get(primary)!;
      const its = delivered(state.servers.get(primary)!);
      const unknown = delivered(state.servers.get(follower)!).find(
        (each) =>
          each.zxid[0] < currentEpoch && !its.some((other) => isSameTransaction(each, other)),
      );
      if (unknown === undefined) continue;
      return `${primary} is primary of epoch ${currentEpoch} and has not delivered ${show(unknown)}, but ${follower} has`;
    }
    return undefined;
  },
  trigger: (state) =>
    followings(state).some(([primary, follower]) => {
      const { currentEpoch } = state.servers.get(primary)!;
      return delivered(state.servers.get(follower)!).some(({ zxid }) => zxid[0] < currentEpoch);
    }),
});

/** Who is a primary, and who follows it, both in the broadcast phase. */
function followings({ servers }: Broadcasting): (readonly [string, string])[] {
  return [...servers]
    .filter(([, { state, zabState }]) => isServing(state, zabState))
    .flatMap(([primary, { learners }]) =>
      [...servers]
        .filter(([id, follower]) => learners.has(id) && isServedBy(follower, primary))
        .map(([id]) => [primary, id] as const),
    );
}

function isServedBy({ state, zabState, connectInfo }: Replica, primary: string): boolean {
  return state === "following" && zabState === "broadcast" && connectInfo === primary;
}

function isEarlier(a: Delivery, b: Delivery): boolean {
  return a.zxid[0] < b.zxid[0] || (a.zxid[0] === b.zxid[0] && a.zxid[1] < b.zxid[1]);
}
