/**
 * The safety properties of ZooKeeper's Zab.tla, over its one plain state, and one more. Those with a
 * section are from Junqueira, Reed & Serafini, DSN 2011, §III. A server delivers what it has
 * committed: its history up to `lastCommitted`.
 */
import {
  always,
  type Invariant,
  sometimes,
  type SystemProperty,
  type Witness,
} from "../checker/property.ts";
import { firstPair } from "./leadership.ts";
import {
  globalPrimaryOrder,
  integrity,
  localPrimaryOrder,
  primaryIntegrity,
} from "./zab-tla-primaries.ts";
import {
  type Broadcasting,
  delivered,
  deliverers,
  isFollowing,
  isServing,
  isSameTransaction,
  type Replica,
  show,
} from "./zab-tla-state.ts";

/** "There is most one established leader for a certain epoch." */
export const leadership1: Invariant<Broadcasting> = always<Broadcasting>({
  name: "Leadership1",
  source: "Zab.tla Leadership1",
  claim: "At most one server is an established leader of an epoch at a time.",
  concern: "split-brain",
  check({ servers }) {
    const pair = firstPair(
      established(servers),
      ([, a], [, b]) => a.currentEpoch === b.currentEpoch,
    );
    return pair && `${pair[0][0]} and ${pair[1][0]} both lead in epoch ${pair[0][1].currentEpoch}`;
  },
  trigger: ({ servers }) => established(servers).length > 0,
});

/** The same for all time. */
export const leadership2: Invariant<Broadcasting> = always<Broadcasting>({
  name: "Leadership2",
  source: "Zab.tla Leadership2",
  claim: "At most one server ever is an established leader of an epoch.",
  concern: "split-brain",
  check({ epochLeader }) {
    for (const [epoch, leaders] of epochLeader) {
      if (leaders.size > 1) return `${[...leaders].join(" and ")} have both led epoch ${epoch}`;
    }
    return undefined;
  },
  trigger: ({ epochLeader }) => epochLeader.size > 0,
});

/** What two servers have delivered is the same, as far as both have. */
export const prefixConsistency: Invariant<Broadcasting> = always<Broadcasting>({
  name: "PrefixConsistency",
  source: "Zab.tla PrefixConsistency",
  claim: "What any two servers have delivered is the same, as far as both have.",
  concern: "divergence",
  check({ servers }) {
    for (const [id, { history, lastCommitted }] of servers) {
      if (lastCommitted.index <= history.length) continue;
      return `${id} has committed ${lastCommitted.index} transactions, but has ${history.length}`;
    }
    return firstOf(deliverers(servers), ([a, one], [b, other]) => {
      const theirs = delivered(other);
      const index = delivered(one).findIndex(
        (transaction, at) => at < theirs.length && !isSameTransaction(transaction, theirs[at]!),
      );
      if (index === -1) return undefined;
      const [x, y] = [one.history[index]!, theirs[index]!];
      return `${a} has delivered ${show(x)} at index ${index + 1}, and ${b} ${show(y)}`;
    });
  },
  trigger: ({ servers }) => deliverers(servers).length > 1,
});

/** Of what two followers have delivered, one has what the other has. */
export const zabAgreement: Invariant<Broadcasting> = always<Broadcasting>({
  name: "Agreement",
  source: "Junqueira et al. 2011, §III; Zab.tla Agreement",
  claim: "If one follower delivers a and another b, then one of them delivers both.",
  concern: "divergence",
  check: ({ servers }) =>
    firstOf(deliverers(servers).filter(isFollowing), ([a, one], [b, other]) => {
      const mine = missing(delivered(one), delivered(other));
      const theirs = missing(delivered(other), delivered(one));
      if (mine === undefined || theirs === undefined) return undefined;
      return `${a} has delivered ${show(mine)} but not ${show(theirs)}, and ${b} the reverse`;
    }),
  trigger: ({ servers }) => deliverers(servers).filter(isFollowing).length > 1,
});

/** What comes before a transaction at one server does at another that has it. */
export const totalOrder: Invariant<Broadcasting> = always<Broadcasting>({
  name: "TotalOrder",
  source: "Junqueira et al. 2011, §III; Zab.tla TotalOrder",
  claim: "If a server delivers a before b, then whoever delivers b has delivered a before.",
  concern: "divergence",
  check({ servers }) {
    const several = deliverers(servers).filter(([, server]) => delivered(server).length > 1);
    return firstOf([...several, ...several.toReversed()], ([a, one], [b, other]) => {
      const theirs = delivered(other);
      for (const [at, later] of delivered(one).entries()) {
        const found = theirs.findIndex((transaction) => isSameTransaction(transaction, later));
        if (found === -1) continue;
        const skipped = missing(delivered(one).slice(0, at), theirs.slice(0, found));
        if (skipped === undefined) continue;
        return `${a} has delivered ${show(skipped)} before ${show(later)}, but ${b} has not`;
      }
      return undefined;
    });
  },
  trigger: ({ servers }) =>
    deliverers(servers).filter(([, server]) => delivered(server).length > 1).length > 1,
});

/** What is delivered is stored by a quorum. Not in Zab.tla: it is what the others rest on. */
export const deliveredIsStored: Invariant<Broadcasting> = always<Broadcasting>({
  name: "DeliveredIsStored",
  source: "Junqueira et al. 2011, §IV: a leader commits what a quorum has accepted",
  claim: "Whatever a server has delivered is in the histories of a quorum.",
  concern: "lost commit",
  check({ servers }) {
    const all = [...servers.values()];
    for (const [id, server] of deliverers(servers)) {
      for (const transaction of delivered(server)) {
        const stored = all.filter(({ history }) => missing([transaction], history) === undefined);
        if (stored.length * 2 > all.length) continue;
        return `${id} has delivered ${show(transaction)}, which ${stored.length} of ${all.length} servers have`;
      }
    }
    return undefined;
  },
  trigger: ({ servers }) => deliverers(servers).length > 0,
});

/** The specification's own assertions, in its actions. */
export const duringActionCheck: Invariant<Broadcasting> = always<Broadcasting>({
  name: "DuringActionCheck",
  source: "Zab.tla DuringActionCheck",
  claim: "No server meets anything that the protocol rules out.",
  concern: "integrity",
  check({ violatedInvariants }) {
    const [fault] = violatedInvariants;
    return fault && `a step met what should not be: ${fault}`;
  },
});

/** A leader can come to serve. */
export const leaderServes: Witness<Broadcasting> = sometimes<Broadcasting>({
  name: "LeaderServes",
  source: "the purpose of an election",
  claim: "Some behaviour has a leader in the broadcast phase.",
  concern: "progress",
  holds: ({ servers }) =>
    [...servers].some(([, { state, zabState }]) => isServing(state, zabState)),
});

/** A transaction can be delivered. */
export const transactionDelivered: Witness<Broadcasting> = sometimes<Broadcasting>({
  name: "TransactionDelivered",
  source: "the purpose of atomic broadcast",
  claim: "Some behaviour has a follower deliver a transaction.",
  concern: "progress",
  holds: ({ servers }) => deliverers(servers).some(isFollowing),
});

/** What `zab-tla` claims. It takes two followers to put Agreement to the test. */
export function zabTlaProperties(config: {
  readonly nodes?: unknown;
}): readonly SystemProperty<Broadcasting>[] {
  return [
    leadership1,
    leadership2,
    prefixConsistency,
    integrity,
    ...(Number(config.nodes) > 2 ? [zabAgreement] : []),
    totalOrder,
    localPrimaryOrder,
    globalPrimaryOrder,
    primaryIntegrity,
    deliveredIsStored,
    duringActionCheck,
    leaderServes,
    transactionDelivered,
  ];
}

function established(servers: Broadcasting["servers"]): (readonly [string, Replica])[] {
  return [...servers].filter(
    ([, { state, zabState }]) =>
      state === "leading" && (zabState === "synchronization" || zabState === "broadcast"),
  );
}

/** The first of `transactions` that is not among `others`. */
function missing(
  transactions: Replica["history"],
  others: Replica["history"],
): Replica["history"][number] | undefined {
  return transactions.find(
    (transaction) => !others.some((other) => isSameTransaction(transaction, other)),
  );
}

/** What is first found of any two. */
function firstOf<T>(items: readonly T[], find: (a: T, b: T) => string | undefined) {
  for (const [index, a] of items.entries()) {
    for (const b of items.slice(index + 1)) {
      const found = find(a, b);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}
