/**
 * Interning of what is in one process's inbox: its messages, and the collections of them. What adding
 * or taking a message makes of a collection is computed once (world/network.ts) and looked up after.
 *
 * The contribution of a bag or a set is the sum of its messages', so that in a bag the effect of a
 * send on the fingerprint does not depend on what is there. That of queues, one a sender, is the sum
 * of theirs, each hashed from what its messages contribute, in their order.
 */
import { hash64 } from "../data.ts";
import type { EnvironmentOptions } from "../environment.ts";
import { type InboxAlgebra, inboxAlgebra } from "../world/network.ts";
import type { ProcessId } from "../protocol.ts";
import type { Envelope } from "../world/step.ts";
import { Contributions, type Lane } from "./contributions.ts";
import { PairMap } from "./pair-map.ts";
import { SlotTable } from "./slot-table.ts";

/** What content contributes under one permutation. */
type Image = readonly [low: number, high: number];

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
  readonly #queues = new Map<string, readonly Image[]>();
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
    this.contributions.add(id, this.#isQueue ? this.#sumOfQueues(contents) : this.#sum(contents));
    return id;
  }

  /** By lane: the sum of what its messages contribute. */
  #sum(contents: readonly number[]): Image[] {
    const { low, high } = this.messages.contributions;
    const lanes = this.#lanes.length;
    return this.#lanes.map((_, lane) => {
      const sum: [number, number] = [0, 0];
      for (const message of contents) {
        addTo(sum, [low[message * lanes + lane]!, high[message * lanes + lane]!]);
      }
      return sum;
    });
  }

  /** By lane: the sum of what its queues contribute. */
  #sumOfQueues(contents: readonly number[]): Image[] {
    const queues = new Map<ProcessId, number[]>();
    for (const message of contents) {
      const { from } = this.messages.values[message]!;
      const queue = queues.get(from);
      if (queue === undefined) queues.set(from, [message]);
      else queue.push(message);
    }
    const sums = this.#lanes.map((): [number, number] => [0, 0]);
    for (const queue of queues.values()) {
      this.#imagesOf(queue).forEach((image, lane) => addTo(sums[lane]!, image));
    }
    return sums;
  }

  /** By lane: what a queue contributes. Many inboxes have it. */
  #imagesOf(queue: readonly number[]): readonly Image[] {
    const text = queue.join();
    const known = this.#queues.get(text);
    if (known !== undefined) return known;
    const { low, high } = this.messages.contributions;
    const lanes = this.#lanes.length;
    const images = this.#lanes.map((_, lane) => {
      const hashes = queue.map((message) => {
        const at = message * lanes + lane;
        return `${low[at]!},${high[at]!}`;
      });
      return hash64(hashes.join(" "));
    });
    this.#queues.set(text, images);
    return images;
  }

  /** Messages are ordered by hash, not by id, so that the order does not depend on the search. */
  #compare(a: number, b: number): number {
    if (a === b) return 0;
    const { low, high } = this.messages.contributions;
    const lanes = this.#lanes.length;
    return low[a * lanes]! - low[b * lanes]! || high[a * lanes]! - high[b * lanes]! || a - b;
  }
}

function addTo(sum: [number, number], [low, high]: Image): void {
  sum[0] = (sum[0] + low) | 0;
  sum[1] = (sum[1] + high) | 0;
}
