/**
 * The messages in flight to one process where each sender has a queue. Their order is part of the state:
 * the engine's table of inboxes knows what becomes of it.
 */
import { EMPTY_INBOX, type InboxTable } from "../engine/inbox-table.ts";
import type { Envelope } from "../world/step.ts";
import type { InFlight } from "./in-flight.ts";

export class Queues implements InFlight {
  inbox = EMPTY_INBOX;
  readonly #inboxes: InboxTable;

  constructor(inboxes: InboxTable) {
    this.#inboxes = inboxes;
  }

  /** The first of each queue. */
  get messages(): readonly number[] {
    return this.#inboxes.deliverable[this.inbox]!;
  }

  get total(): number {
    return this.#inboxes.contents[this.inbox]!.length;
  }

  clear(): void {
    this.inbox = EMPTY_INBOX;
  }

  copiesOf(message: number): number {
    return this.#inboxes.copies(this.inbox, message);
  }

  add(message: number): boolean {
    this.inbox = this.#inboxes.add(this.inbox, message);
    return true;
  }

  remove(message: number): void {
    this.inbox = this.#inboxes.remove(this.inbox, message);
  }

  /** Keeps only those messages that `keeps`. */
  filter(keeps: (envelope: Envelope) => boolean): void {
    this.inbox = this.#inboxes.filter(this.inbox, keeps);
  }
}
