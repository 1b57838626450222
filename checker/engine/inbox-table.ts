/**
 * Interning of what is in one process's inbox: its messages, and the collections of them. What adding
 * or taking a message makes of a collection is computed once (world/network.ts) and looked up after.
 *
 * The contribution of a bag or a set is the sum of its messages', so that in a bag the effect of a
 * send on the fingerprint does not depend on what is there. That of queues depends on their order.
 */
import { mixed } from "../data.ts";
import type { EnvironmentOptions } from "../environment.ts";
import { type InboxAlgebra, inboxAlgebra } from "../world/network.ts";
import type { ProcessId } from "../protocol.ts";
import type { Envelope } from "../world/step.ts";
import { Contributions, type Lane } from "./contributions.ts";
import { PairMap } from "./pair-map.ts";
import { SlotTable } from "./slot-table.ts";

/** The id of the empty inbox. */
export const EMPTY_INBOX = 0;

export class InboxTable {
  readonly messages: SlotTable<Envelope>;
  /** By inbox id: the ids of its messages, with repetitions. */
  readonly contents: (readonly number[])[] = [];
  /** By inbox id: the ids of the messages that may be delivered next. */
  readonly deliverable: (readonly number[])[] = [];
  readonly contributions: Contributions;
  readonly #ids = new Map<string, number>();
  readonly #added = new PairMap();
  readonly #removed = new PairMap();
  readonly #algebra: InboxAlgebra<number>;
  readonly #lanes: readonly Lane[];
  readonly #isQueue: boolean;

  constructor(
    options: EnvironmentOptions,
    processes: readonly ProcessId[],
    lanes: readonly Lane[],
  ) {
    this.messages = new SlotTable(lanes);
    this.#lanes = lanes;
    this.#isQueue = options.order === "fifo";
    this.contributions = new Contributions(lanes.length);
    this.#algebra = inboxAlgebra<number>(
      options,
      (a, b) => this.#compare(a, b),
      (message) => processes.indexOf(this.messages.values[message]!.from),
    );
    this.#intern([]);
  }

  get size(): number {
    return this.contents.length;
  }

  /** How much memory its numbers take; its contents are objects, which can't be measured. */
  get bytes(): number {
    const contributions = this.contributions.bytes + this.messages.contributions.bytes;
    return contributions + this.#added.bytes + this.#removed.bytes;
  }

  /** The inbox that `inbox` becomes when `message` is added. */
  add(inbox: number, message: number): number {
    const known = this.#added.get(inbox, message);
    if (known !== -1) return known;
    const after = this.#algebra.add(this.contents[inbox]!, message);
    return this.#added.add(inbox, message, this.#intern(after));
  }

  /** The inbox that `inbox` becomes when `message`, which is in it, is delivered or dropped. */
  remove(inbox: number, message: number): number {
    const known = this.#removed.get(inbox, message);
    if (known !== -1) return known;
    const after = this.#algebra.remove(this.contents[inbox]!, message);
    return this.#removed.add(inbox, message, this.#intern(after));
  }

  /** The inbox with only those messages of `inbox` that `keeps`. */
  filter(inbox: number, keeps: (envelope: Envelope) => boolean): number {
    const kept = this.contents[inbox]!.filter((message) => keeps(this.messages.values[message]!));
    return this.#intern(kept);
  }

  /** How many copies of `message` are in `inbox`. */
  copies(inbox: number, message: number): number {
    let copies = 0;
    for (const other of this.contents[inbox]!) if (other === message) copies++;
    return copies;
  }

  envelopes(inbox: number): Envelope[] {
    return this.contents[inbox]!.map((message) => this.messages.values[message]!);
  }

  #intern(contents: readonly number[]): number {
    const text = contents.join();
    const known = this.#ids.get(text);
    if (known !== undefined) return known;
    const id = this.contents.length;
    this.#ids.set(text, id);
    this.contents.push(contents);
    this.deliverable.push(this.#algebra.deliverable(contents));
    const images = this.#lanes.map((_, lane) =>
      this.#isQueue ? this.#chained(contents, lane) : this.#sum(contents, lane),
    );
    this.contributions.add(id, images);
    return id;
  }

  #sum(contents: readonly number[], lane: number): [number, number] {
    const ofMessages = this.messages.contributions;
    let low = 0;
    let high = 0;
    for (const message of contents) {
      low = (low + ofMessages.low[message * this.#lanes.length + lane]!) | 0;
      high = (high + ofMessages.high[message * this.#lanes.length + lane]!) | 0;
    }
    return [low, high];
  }

  /** The order of the queues means nothing, that within a queue does: its messages are chained. */
  #chained(contents: readonly number[], lane: number): [number, number] {
    const lanes = this.#lanes.length;
    const ofMessages = this.messages.contributions;
    const sum: [number, number] = [0, 0];
    let chain: readonly [number, number] = [0, 0];
    contents.forEach((message, index) => {
      chain = mixed(
        chain[0] + ofMessages.low[message * lanes + lane]!,
        chain[1] + ofMessages.high[message * lanes + lane]!,
      );
      const next = contents[index + 1];
      if (next !== undefined && this.#senderOf(next) === this.#senderOf(message)) return;
      sum[0] = (sum[0] + chain[0]) | 0;
      sum[1] = (sum[1] + chain[1]) | 0;
      chain = [0, 0];
    });
    return sum;
  }

  #senderOf(message: number): ProcessId {
    return this.messages.values[message]!.from;
  }

  /** Messages are ordered by hash, not by id, so that the order does not depend on the search. */
  #compare(a: number, b: number): number {
    if (a === b) return 0;
    const { low, high } = this.messages.contributions;
    const lanes = this.#lanes.length;
    return low[a * lanes]! - low[b * lanes]! || high[a * lanes]! - high[b * lanes]! || a - b;
  }
}
