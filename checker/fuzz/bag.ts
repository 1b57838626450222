/**
 * The messages in flight to one process, in a network that is a bag or a set, as the ids of the engine's
 * table. A walk changes it in place: an inbox that comes up once is not worth a place in a table.
 */
import { EMPTY_INBOX, type InboxTable } from "../engine/inbox-table.ts";
import type { MoveTable } from "../engine/move-table.ts";
import type { InFlight } from "./in-flight.ts";

export class Bag implements InFlight {
  /** The distinct messages, the first `size` of them; their order depends on how they came and went. */
  readonly messages: number[] = [];
  /** How many messages there are, with their copies. */
  total = 0;
  readonly #copies: number[] = [];
  /** The id of the inbox that holds the same, if the process reads it. */
  inbox = EMPTY_INBOX;
  readonly #isSet: boolean;
  readonly #inboxes: InboxTable | undefined;

  /**
   * @param isSet holds one copy of a message at most.
   * @param inboxes where `inbox` is looked up, if the process reads it.
   */
  constructor(isSet = false, inboxes?: InboxTable) {
    this.#isSet = isSet;
    this.#inboxes = inboxes;
  }

  clear(): void {
    // Mostly nothing is left of a run, and to set a length costs.
    if (this.total === 0) return;
    this.messages.length = 0;
    this.#copies.length = 0;
    this.total = 0;
    this.inbox = EMPTY_INBOX;
  }

  /** Where `message` is, or -1. (They are few: to call `indexOf` costs more.) */
  #placeOf(message: number): number {
    const { messages } = this;
    let at = messages.length - 1;
    while (at >= 0 && messages[at] !== message) at--;
    return at;
  }

  copiesOf(message: number): number {
    const at = this.#placeOf(message);
    return at === -1 ? 0 : this.#copies[at]!;
  }

  /** Adds a copy of `message`; false if this is a set that has it. */
  add(message: number): boolean {
    const at = this.#placeOf(message);
    if (at !== -1 && this.#isSet) return false;
    if (at === -1) {
      this.messages.push(message);
      this.#copies.push(1);
    } else {
      this.#copies[at]!++;
    }
    this.total++;
    if (this.#inboxes !== undefined) this.inbox = this.#inboxes.add(this.inbox, message);
    return true;
  }

  /** Takes out one copy of `message`, which is there. */
  remove(message: number): void {
    const at = this.#placeOf(message);
    if (--this.#copies[at]! === 0) {
      // The last takes its place; to set a length costs more.
      const [last, copies] = [this.messages.pop()!, this.#copies.pop()!];
      if (at < this.messages.length) {
        this.messages[at] = last;
        this.#copies[at] = copies;
      }
    }
    this.total--;
    if (this.#inboxes !== undefined) this.inbox = this.#inboxes.remove(this.inbox, message);
  }
}

/** How many copies there are, after `move`, of what it sends with its send number `send`. */
export function copiesAfter(
  moves: MoveTable,
  move: number,
  send: number,
  inFlight: readonly InFlight[],
): number {
  const to = moves.sendTo(send);
  const message = moves.sendMessage(send);
  let copies = inFlight[to]!.copiesOf(message);
  if (moves.process(move) === to && moves.consumed(move) === message) copies--;
  const end = moves.sendsEnd(move);
  for (let other = moves.firstSend(move); other < end; other++) {
    const isSame = moves.sendTo(other) === to && moves.sendMessage(other) === message;
    if (isSame) copies++;
  }
  return copies;
}

/** How many of the messages that `move` sends are not in flight yet, where that is a set. */
export function newMessages(moves: MoveTable, move: number, inFlight: readonly InFlight[]): number {
  const start = moves.firstSend(move);
  const end = moves.sendsEnd(move);
  let count = 0;
  for (let send = start; send < end; send++) {
    const to = moves.sendTo(send);
    const message = moves.sendMessage(send);
    let isKnown = inFlight[to]!.copiesOf(message) > 0;
    for (let other = start; other < send; other++) {
      isKnown ||= moves.sendTo(other) === to && moves.sendMessage(other) === message;
    }
    if (!isKnown) count++;
  }
  return count;
}
