/** The constraint on messages: how many may be in flight, and how many copies of one. */
import type { Batch } from "./batch.ts";
import type { Layout } from "./layout.ts";
import type { Successor } from "./successor.ts";
import type { Tables } from "./tables.ts";

export class Bounds {
  readonly #tables: Tables;
  readonly #layout: Layout;
  readonly #batch: Batch;
  readonly #successor: Successor;
  readonly #built: Int32Array;
  /** Where the parent's vector begins, and how many messages are in flight in it. */
  #at = 0;
  #inFlight = 0;

  constructor(tables: Tables, layout: Layout, batch: Batch, successor: Successor) {
    this.#tables = tables;
    this.#layout = layout;
    this.#batch = batch;
    this.#successor = successor;
    this.#built = new Int32Array(layout.width);
  }

  /** Makes the parent whose vector begins at `at` the one whose successors are asked about. */
  begin(at: number): void {
    this.#at = at;
    this.#inFlight = this.#count(this.#batch.parents, at);
  }

  /** Does it depend on more than the number of messages in flight whether a move is inside? */
  get boundsEach(): boolean {
    const { environment, bounds } = this.#tables.model;
    return environment.delivery === "monotone" || bounds.copies !== Infinity;
  }

  /**
   * The moves in `list` from `start` to `end` are ordered by how many messages more are in flight
   * after them: from which one on are there too many?
   */
  endOfInside(list: Int32Array, start: number, end: number): number {
    const { moves, model } = this.#tables;
    if (model.environment.delivery === "monotone") return end;
    const room = model.bounds.messages - this.#inFlight;
    let inside = end;
    while (inside > start && moves.inFlight(list[inside - 1]!) > room) inside--;
    return inside;
  }

  /** Does `move` lead to more messages in flight, or more copies of one, than the constraint lets? */
  exceeds(move: number): boolean {
    const { moves, model } = this.#tables;
    if (model.environment.delivery === "monotone") return this.#exceedsAsSet(move);
    if (this.#inFlight + moves.inFlight(move) > model.bounds.messages) return true;
    if (model.bounds.copies === Infinity) return false;
    const end = moves.sendsEnd(move);
    for (let send = moves.firstSend(move); send < end; send++) {
      if (this.#copiesAfter(move, send) > model.bounds.copies) return true;
    }
    return false;
  }

  /** The same in a network that is a set: to send a message that is there adds none. */
  #exceedsAsSet(move: number): boolean {
    const { bounds } = this.#tables.model;
    this.#successor.build(this.#batch.parents, this.#at, move, this.#built);
    const inFlight = this.#count(this.#built, 0);
    return inFlight > bounds.messages || Math.min(inFlight, 1) > bounds.copies;
  }

  /** How many copies of the message of `send` are in flight after `move`. */
  #copiesAfter(move: number, send: number): number {
    const { moves, inboxes } = this.#tables;
    const to = moves.sendTo(send);
    const message = moves.sendMessage(send);
    const inbox = this.#tables.situations[to]!.inbox(this.#batch.parents[this.#at + to]!);
    let copies = inboxes[to]!.copies(inbox, message);
    if (moves.process(move) === to && moves.consumed(move) === message) copies--;
    const end = moves.sendsEnd(move);
    for (let other = moves.firstSend(move); other < end; other++) {
      if (moves.sendTo(other) === to && moves.sendMessage(other) === message) copies++;
    }
    return copies;
  }

  /** How many messages are in flight in the vector that begins at `at`. */
  #count(vectors: Int32Array, at: number): number {
    let count = 0;
    for (let p = 0; p < this.#layout.processes; p++) {
      const inbox = this.#tables.situations[p]!.inbox(vectors[at + p]!);
      count += this.#tables.inboxes[p]!.contents[inbox]!.length;
    }
    return count;
  }
}
