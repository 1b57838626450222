/**
 * The network's algebra: what an inbox becomes when a message is added or taken, and which of its
 * messages can be delivered. Said once, over any representation of messages: the plain world holds
 * envelopes, the engine holds their ids.
 */
import type { EnvironmentOptions } from "../environment.ts";

export interface InboxAlgebra<T> {
  add(inbox: readonly T[], item: T): readonly T[];
  /** Takes a delivered or dropped item out; from a monotone inbox nothing is ever taken. */
  remove(inbox: readonly T[], item: T): readonly T[];
  /** The distinct items that may be delivered next. */
  deliverable(inbox: readonly T[]): readonly T[];
}

/**
 * The algebra of the network that `options` describe.
 * @param compare a total order on items; 0 means that two are the same message from one sender.
 * @param sender the order of an item's sender among the processes.
 */
export function inboxAlgebra<T>(
  options: EnvironmentOptions,
  compare: (a: T, b: T) => number,
  sender: (item: T) => number,
): InboxAlgebra<T> {
  if (options.order === "fifo") return queues(compare, sender);
  return options.delivery === "monotone" ? growingSet(compare) : bag(compare);
}

/** A bag: sorted, with repetitions. */
function bag<T>(compare: (a: T, b: T) => number): InboxAlgebra<T> {
  return {
    add: (inbox, item) => insert(inbox, item, (other) => compare(other, item) > 0),
    remove: (inbox, item) => without(inbox, item, compare),
    deliverable: (inbox) =>
      inbox.filter((item, index) => index === 0 || compare(inbox[index - 1]!, item) !== 0),
  };
}

/** A set that only grows. */
function growingSet<T>(compare: (a: T, b: T) => number): InboxAlgebra<T> {
  return {
    add: (inbox, item) =>
      inbox.some((other) => compare(other, item) === 0)
        ? inbox
        : insert(inbox, item, (other) => compare(other, item) > 0),
    remove: (inbox) => inbox,
    deliverable: (inbox) => inbox,
  };
}

/** A queue per sender, the senders in order. */
function queues<T>(compare: (a: T, b: T) => number, sender: (item: T) => number): InboxAlgebra<T> {
  return {
    add: (inbox, item) => insert(inbox, item, (other) => sender(other) > sender(item)),
    remove: (inbox, item) => without(inbox, item, compare),
    deliverable: (inbox) =>
      inbox.filter((item, index) => index === 0 || sender(inbox[index - 1]!) !== sender(item)),
  };
}

function insert<T>(inbox: readonly T[], item: T, goesBefore: (other: T) => boolean): T[] {
  const index = inbox.findIndex(goesBefore);
  return inbox.toSpliced(index === -1 ? inbox.length : index, 0, item);
}

function without<T>(inbox: readonly T[], item: T, compare: (a: T, b: T) => number): T[] {
  return inbox.toSpliced(
    inbox.findIndex((other) => compare(other, item) === 0),
    1,
  );
}
