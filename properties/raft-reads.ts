/**
 * Linearizable reads: what Raft's dissertation (§6.4) promises to those who read without writing to
 * the log. A server's state is what it knows to be committed.
 */
import {
  always,
  type ChangeHistory,
  changeHistory,
  type Invariant,
  type Observer,
  observer,
  type Snapshot,
  sometimes,
  type Witness,
} from "../checker/property.ts";
import type { Leading, Logging } from "./vocabulary.ts";

/** What shows of a server's reads: one at a time. */
export interface RaftReading {
  readonly extensions: {
    /** Has a read begun that is not answered yet? */
    readonly isReading: boolean;
    /** The lease that it holds: since which round of heartbeats, and on whose promises. */
    readonly lease: {
      readonly round: number;
      readonly promisedBy: ReadonlySet<string>;
    } | null;
    /** What it promised: not to vote until the lease of that leader's round is over. */
    readonly promise: { readonly to: string; readonly round: number } | null;
    /** How many entries the last answer took account of; null before there is one. */
    readonly answered: number | null;
  };
}

type Seen = Leading & Logging & RaftReading;

/** What clients know: how many writes are done, and how many were when each read began. */
export interface ClientsKnowledge {
  readonly acknowledged: number;
  readonly atStart: ReadonlyMap<string, number>;
}

/** A write may be acknowledged as soon as a leader knows it to be committed: clients may know then. */
export const clientsKnowledge: ChangeHistory<ClientsKnowledge, Seen> = changeHistory<
  ClientsKnowledge,
  Seen
>({
  name: "clients' knowledge",
  initial: { acknowledged: 0, atStart: new Map() },
  observe({ acknowledged: known, atStart }, { process, before, after }) {
    const acknowledged = after.leader === null ? known : Math.max(known, after.committed);
    const wasReading = before.extensions.isReading;
    const { isReading } = after.extensions;
    if (wasReading === isReading) return { acknowledged, atStart };
    const others = [...atStart].filter(([reader]) => reader !== process);
    return {
      acknowledged,
      atStart: new Map(isReading ? [...others, [process, known]] : others),
    };
  },
});

/** No read misses a write that was acknowledged before the read began. */
export const linearizableReads: Observer<ClientsKnowledge, Seen> = observer<ClientsKnowledge, Seen>(
  {
    name: "LinearizableReads",
    source: "Ongaro 2014, §6.4",
    claim: "A read takes account of every write that was acknowledged before it began.",
    concern: "lost commit",
    history: clientsKnowledge,
    checkChange({ atStart }, { process, before, after }) {
      const { answered } = after.extensions;
      if (!before.extensions.isReading || answered === null) return undefined;
      const due = atStart.get(process) ?? 0;
      return answered < due
        ? `${process} answers a read with ${answered} entries, though ${due} were acknowledged before the read began`
        : undefined;
    },
    trigger: ({ atStart }) => [...atStart.values()].some((due) => due > 0),
  },
);

/** What a lease is for: within it no other leader can have committed anything. */
export const leaseExcludesOthers: Invariant<Snapshot<Seen>> = always<Snapshot<Seen>>({
  name: "LeaseExcludesOthers",
  source: "Ongaro 2014, §6.4.1",
  claim: "While a leader holds its lease nobody leads in a later term.",
  concern: "split-brain",
  check({ members }) {
    const holders = members.filter(({ up, view }) => up && view.extensions.lease !== null);
    for (const { process, view } of holders) {
      const other = members.find((each) => (each.view.leader ?? 0) > view.epoch);
      if (other === undefined) continue;
      return `${process} holds the lease of term ${view.epoch}, though ${other.process} leads term ${other.view.leader}`;
    }
    return undefined;
  },
  trigger: ({ members }) => members.some(({ view }) => view.extensions.lease !== null),
});

/** Why it does so: those who answered its heartbeats vote for nobody else yet. */
export const leaseRestsOnPromises: Invariant<Snapshot<Seen>> = always<Snapshot<Seen>>({
  name: "LeaseRestsOnPromises",
  source: "Ongaro 2014, §6.4.1",
  claim:
    "While a leader holds its lease, whoever confirmed it is bound by a promise to this leader.",
  concern: "split-brain",
  check({ members }) {
    for (const { process, up, view } of members) {
      const { lease } = view.extensions;
      if (!up || lease === null) continue;
      const free = members.find(
        (each) => lease.promisedBy.has(each.process) && !isBound(each.view, process, lease.round),
      );
      if (free === undefined) continue;
      return `${process} holds the lease of round ${lease.round}, though ${free.process}, which confirmed it, is bound by no promise for it`;
    }
    return undefined;
  },
  trigger: ({ members }) => members.some(({ view }) => view.extensions.lease !== null),
});

function isBound({ extensions: { promise } }: RaftReading, leader: string, round: number): boolean {
  return promise !== null && promise.to === leader && promise.round >= round;
}

/** A read can be answered. */
export const raftReadAnswered: Witness<Snapshot<RaftReading>> = sometimes<Snapshot<RaftReading>>({
  name: "ReadAnswered",
  source: "the purpose of a read",
  claim: "Some behaviour answers a read.",
  concern: "progress",
  holds: ({ members }) => members.some(({ view }) => view.extensions.answered !== null),
});
