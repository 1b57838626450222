/**
 * What those who read a replicated log may rely on. A read begins with a ballot, and is answered by
 * its leader. What was acknowledged, or shown to others, is remembered here as clients do: Agreement
 * alone says nothing of it.
 */
import {
  type Change,
  changeHistory,
  type ChangeHistory,
  observer,
  type Observer,
  type Snapshot,
  sometimes,
  type Witness,
} from "../checker/property.ts";
import { describe, isSame, type Leading, type Logging, type Proposal } from "./vocabulary.ts";

/** One that answers reads. */
export interface Reading extends Leading, Logging {
  /** What it answered to the read that its ballot began with, or null. */
  readonly answer: readonly Proposal[] | null;
}

/** What clients know. */
export interface Seen {
  /** The longest log that a client was shown, by an answer or an acknowledgement. */
  readonly shown: readonly Proposal[];
  /** By process: how much of it there was when the process began its ballot. */
  readonly owed: ReadonlyMap<string, number>;
  /** The answer to the read of the highest ballot that has one. */
  readonly last: { readonly epoch: number; readonly answer: readonly Proposal[] } | null;
}

/** What clients were shown, and when reads began. */
export const seen: ChangeHistory<Seen, Reading> = changeHistory<Seen, Reading>({
  name: "seen",
  initial: { shown: [], owed: new Map(), last: null },
  observe(history, change) {
    const { process, before, after, cause, acknowledged } = change;
    if (cause === "event" && after.epoch > before.epoch) {
      return { ...history, owed: new Map([...history.owed, [process, history.shown.length]]) };
    }
    // It is answered, or given up: by one that crashes, or that another ballot overtakes.
    const owed = new Map([...history.owed].filter(([of]) => of !== process));
    if (cause === "crash" || after.epoch > before.epoch) return { ...history, owed };
    if (isAnswered(change)) {
      const answer = after.answer!;
      const isLater = after.epoch > (history.last?.epoch ?? -1);
      const last = isLater ? { epoch: after.epoch, answer } : history.last;
      return { shown: longer(history.shown, answer), owed, last };
    }
    if (acknowledged.length === 0) return history;
    return { ...history, shown: longer(history.shown, after.log.slice(0, after.committed)) };
  },
});

/** Linearizability, as far as a log with one order of all can break it. */
export const readsSeeAcknowledged: Observer<Seen, Reading> = observer<Seen, Reading>({
  name: "ReadsSeeAcknowledged",
  source: "Herlihy & Wing 1990; CASSANDRA-12126",
  claim: "A read shows all that was acknowledged, or shown to a read, before it began.",
  concern: "lost commit",
  history: seen,
  checkChange({ shown, owed }, change) {
    if (!isAnswered(change)) return undefined;
    const due = shown.slice(0, owed.get(change.process) ?? 0);
    const missing = due.find(
      (proposal, position) => !isSame(proposal, change.after.answer![position]),
    );
    return (
      missing &&
      `the read of ${change.process} in ballot ${change.after.epoch} does not show ${describe(missing)}, which a client knew of before it began`
    );
  },
  // A read is under way that owes its client something.
  trigger: ({ owed }) => [...owed.values()].some((count) => count > 0),
});

/** What a client has seen to be missing stays so, unless it is asked for again. */
export const unseenStaysUnseen: Observer<Seen, Reading> = observer<Seen, Reading>({
  name: "UnseenStaysUnseen",
  source: "CASSANDRA-12126; the question of ghosts in a log",
  claim: "What a leader took up before a read began, and the read did not show, is never executed.",
  concern: "resurrection",
  history: seen,
  checkChange({ last }, { process, before, after }) {
    if (last === null) return undefined;
    const executed = after.log.slice(before.committed, after.committed);
    const ghost = executed.find(
      (proposal) =>
        isClients(proposal) &&
        proposal.epoch < last.epoch &&
        !last.answer.some((other) => isSame(other, proposal)),
    );
    return (
      ghost &&
      `${process} executes ${describe(ghost)}, which the read in ballot ${last.epoch} did not show`
    );
  },
  // Something is executed after a read was answered.
  trigger: ({ last }, { members }) =>
    last !== null && members.some(({ view }) => view.committed > last.answer.length),
});

/** A read can be answered. */
export const readAnswered: Witness<Snapshot<Reading>> = sometimes<Snapshot<Reading>>({
  name: "ReadAnswered",
  source: "the purpose of a read",
  claim: "Some behaviour answers a read with a client's command.",
  concern: "progress",
  holds: ({ members }) => members.some(({ view }) => view.answer?.some(isClients) ?? false),
});

function isAnswered({ before, after }: Change<Reading>): boolean {
  return before.answer === null && after.answer !== null;
}

/** A leader's own entries are nobody's to miss. */
function isClients({ value }: Proposal): boolean {
  return value !== "no-op" && value !== "start";
}

function longer(one: readonly Proposal[], other: readonly Proposal[]): readonly Proposal[] {
  return other.length > one.length ? other : one;
}
