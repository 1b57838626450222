/**
 * What MultiPaxos.tla (tlaplus/Examples, MultiPaxos-SMR) promises, over its one plain state:
 * linearizability as clients see it once all is answered, and that it comes to that. That replicas
 * commit the same commands is asked here besides: clients see only what leaders answer.
 */
import {
  always,
  type DeadlockFreedom,
  type Invariant,
  noDeadlock,
  sometimes,
  type SystemProperty,
  type Witness,
} from "../checker/property.ts";
import { firstPair } from "./leadership.ts";

type Observed =
  | { readonly type: "Req"; readonly cmd: string }
  | { readonly type: "Ack"; readonly cmd: string; readonly val: string };

/** The state that these properties speak of. */
export interface SmrCluster {
  readonly node: ReadonlyMap<
    string,
    {
      readonly commitUpTo: number;
      readonly insts: readonly { readonly cmd: string }[];
    }
  >;
  readonly pending: readonly string[];
  readonly observed: readonly Observed[];
  readonly done: ReadonlySet<string>;
}

/** MultiPaxos_MC.tla `Linearizability` */
export const linearizability: Invariant<SmrCluster> = always<SmrCluster>({
  name: "Linearizability",
  source: "MultiPaxos_MC.tla Linearizability; Herlihy & Wing 1990",
  claim: "What clients were answered, some order of their requests explains.",
  concern: "lost commit",
  check(cluster) {
    if (!isAnswered(cluster)) return undefined;
    const { observed } = cluster;
    const commands = observed.flatMap(({ type, cmd }) => (type === "Req" ? [cmd] : []));
    const isExplained = permutationsOf(commands).some(
      (order) => explains(order, observed) && obeysRealTime(order, observed),
    );
    return isExplained ? undefined : `no order explains ${observed.map(textOf).join(", ")}`;
  },
  trigger: isAnswered,
});

/** What executes a log has to agree on. */
export const replicasCommitTheSame: Invariant<SmrCluster> = always<SmrCluster>({
  name: "ReplicasCommitTheSame",
  source: "Lamport 2001, §3",
  claim: "No two replicas commit different commands in one slot.",
  concern: "divergence",
  check({ node }) {
    const commits = [...node].flatMap(([replica, { insts, commitUpTo }]) =>
      insts.slice(0, commitUpTo).map(({ cmd }, position) => ({ replica, cmd, slot: position + 1 })),
    );
    const pair = firstPair(commits, (a, b) => a.slot === b.slot && a.cmd !== b.cmd);
    if (pair === undefined) return undefined;
    const [a, b] = pair;
    return `in slot ${a.slot} ${a.replica} has committed ${a.cmd}, and ${b.replica} ${b.cmd}`;
  },
  trigger: ({ node }) => [...node.values()].filter(({ commitUpTo }) => commitUpTo > 0).length > 1,
});

/** "Liveness is checked by not having deadlocks till observation of all requests." */
export const neverStuckUnanswered: DeadlockFreedom<SmrCluster> = noDeadlock<SmrCluster>({
  name: "NeverStuckUnanswered",
  source: "MultiPaxos.tla, CHECK_DEADLOCK",
  claim: "Nothing ends before all requests are answered.",
  concern: "progress",
  check({ node, pending, done }) {
    if (done.size === node.size) return undefined;
    return `nothing can happen any more, and ${pending.join(", ") || "something"} is not answered`;
  },
});

/** All can be answered. */
export const allAnswered: Witness<SmrCluster> = sometimes<SmrCluster>({
  name: "AllAnswered",
  source: "MultiPaxos.tla Termination",
  claim: "Some behaviour answers every request.",
  concern: "progress",
  holds: isAnswered,
});

export const multiPaxosSmrProperties: readonly SystemProperty<SmrCluster>[] = [
  linearizability,
  replicasCommitTheSame,
  neverStuckUnanswered,
  allAnswered,
];

/** `terminated` */
function isAnswered({ pending, observed }: SmrCluster): boolean {
  const acks = observed.filter(({ type }) => type === "Ack").map(({ cmd }) => cmd);
  const requests = observed.filter(({ type }) => type === "Req").map(({ cmd }) => cmd);
  return requests.length > 0 && pending.length === 0 && requests.every((cmd) => acks.includes(cmd));
}

/** `IsLinearOrder`: each answer is the value that the last write before it left. */
function explains(order: readonly string[], observed: readonly Observed[]): boolean {
  return order.every((cmd, position) => {
    const before = order.slice(0, position).findLast((other) => other.startsWith("w")) ?? "nil";
    return observed.some((each) => each.type === "Ack" && each.cmd === cmd && each.val === before);
  });
}

/** `ObeysRealTime`: what was answered before another was asked for comes before it. */
function obeysRealTime(order: readonly string[], observed: readonly Observed[]): boolean {
  const at = (type: string, cmd: string): number =>
    observed.findIndex((each) => each.type === type && each.cmd === cmd);
  return order.every((later, position) =>
    order.slice(position + 1).every((sooner) => at("Ack", sooner) > at("Req", later)),
  );
}

function permutationsOf<T>(items: readonly T[]): readonly (readonly T[])[] {
  if (items.length === 0) return [[]];
  return items.flatMap((first, index) =>
    permutationsOf(items.toSpliced(index, 1)).map((rest) => [first, ...rest]),
  );
}

function textOf(event: Observed): string {
  return event.type === "Req" ? `${event.cmd}?` : `${event.cmd}: ${event.val}`;
}
