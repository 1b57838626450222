/**
 * The fingerprints of a parent and of its successors. A parent's is the sum of its slots'
 * contributions; a successor's is had by adding what its move adds, lane by lane, and the least over
 * the lanes is the canonical one.
 */
import type { Batch } from "./batch.ts";
import type { Contributions } from "./contributions.ts";
import type { Layout } from "./layout.ts";
import { FLAGS, NONE } from "./move-table.ts";
import type { Tables } from "./tables.ts";

/** The moves whose delta is not all that they add to a fingerprint. */
const EXTENDED = FLAGS.enqueues | FLAGS.guarded | FLAGS.remembered;

export class Fingerprints {
  readonly #tables: Tables;
  readonly #layout: Layout;
  readonly #batch: Batch;
  /** By process: the contributions of local states and of inboxes; then those of the other slots. */
  readonly #locals: readonly Contributions[];
  readonly #inboxes: readonly Contributions[];
  readonly #others: readonly Contributions[];
  /** Where the parent's vector begins among the parents of the batch. */
  #at = 0;
  /** By lane: the parent's fingerprint. */
  readonly #baseLow: Int32Array;
  readonly #baseHigh: Int32Array;
  /** What is added to a successor's fingerprint beyond its move's own delta. */
  #extraLow = 0;
  #extraHigh = 0;

  constructor(tables: Tables, layout: Layout, batch: Batch) {
    this.#tables = tables;
    this.#layout = layout;
    this.#batch = batch;
    const { locals, inboxes, environments, monitor } = tables;
    this.#locals = locals.map(({ contributions }) => contributions);
    this.#inboxes = inboxes.map(({ contributions }) => contributions);
    this.#others = [environments.table, ...monitor.histories].map((table) => table.contributions);
    this.#baseLow = new Int32Array(tables.lanes);
    this.#baseHigh = new Int32Array(tables.lanes);
  }

  /** The canonical fingerprint of `vector`. */
  of(vector: Int32Array): readonly [low: number, high: number] {
    this.#sum(vector, 0);
    let best = 0;
    for (let lane = 1; lane < this.#tables.lanes; lane++) {
      const order = this.#baseHigh[lane]! - this.#baseHigh[best]!;
      if (order < 0 || (order === 0 && this.#baseLow[lane]! < this.#baseLow[best]!)) best = lane;
    }
    return [this.#baseLow[best]!, this.#baseHigh[best]!];
  }

  /** Makes the parent in `row` the one whose successors are pushed. */
  begin(row: number): void {
    this.#at = row * this.#batch.width;
    if (this.#tables.lanes > 1) {
      this.#sum(this.#batch.parents, this.#at);
    } else {
      this.#baseLow[0] = this.#batch.parentLow[row]!;
      this.#baseHigh[0] = this.#batch.parentHigh[row]!;
    }
  }

  /** Pushes the successors by the moves in `list` from `start` to `end`: their deltas are all. */
  pushByDelta(list: Int32Array, start: number, end: number): void {
    const { moves, lanes } = this.#tables;
    if (lanes > 1) {
      for (let at = start; at < end; at++) this.#pushLeast(list[at]!, false, undefined);
      return;
    }
    // The path that most successors take: one addition, then into the batch.
    const batch = this.#batch;
    const first = batch.reserve(end - start);
    const { low: lows, high: highs, move: into } = batch;
    const low = moves.low.data;
    const high = moves.high.data;
    const baseLow = this.#baseLow[0]!;
    const baseHigh = this.#baseHigh[0]!;
    for (let at = start, index = first; at < end; at++, index++) {
      const move = list[at]!;
      lows[index] = (baseLow + low[move]!) | 0;
      highs[index] = (baseHigh + high[move]!) | 0;
      into[index] = move;
    }
  }

  /** Pushes the successor by `move`; `built` is its vector, where that had to be built to know. */
  push(move: number, built: Int32Array | undefined): void {
    const isExtended = (this.#tables.moves.flags.data[move]! & EXTENDED) !== 0;
    this.#pushLeast(move, isExtended, built);
  }

  #sum(vectors: Int32Array, at: number): void {
    const { lanes } = this.#tables;
    this.#baseLow.fill(0);
    this.#baseHigh.fill(0);
    const add = ({ low, high }: Contributions, id: number): void => {
      for (let lane = 0; lane < lanes; lane++) {
        this.#baseLow[lane]! += low[id * lanes + lane]!;
        this.#baseHigh[lane]! += high[id * lanes + lane]!;
      }
    };
    this.#tables.situations.forEach((table, p) => {
      add(this.#locals[p]!, table.local(vectors[at + p]!));
      add(this.#inboxes[p]!, table.inbox(vectors[at + p]!));
    });
    this.#others.forEach((contributions, index) => {
      add(contributions, vectors[at + this.#layout.environment + index]!);
    });
  }

  #pushLeast(move: number, isExtended: boolean, built: Int32Array | undefined): void {
    const { moves, lanes } = this.#tables;
    let leastLow = 0;
    let leastHigh = 0;
    for (let lane = 0; lane < lanes; lane++) {
      this.#extraLow = 0;
      this.#extraHigh = 0;
      let deltaLow = 0;
      let deltaHigh = 0;
      if (built === undefined) {
        deltaLow = moves.low.data[move * lanes + lane]!;
        deltaHigh = moves.high.data[move * lanes + lane]!;
        if (isExtended) this.#extend(move, lane);
      } else {
        this.#compare(built, lane);
      }
      const low = (this.#baseLow[lane]! + deltaLow + this.#extraLow) | 0;
      const high = (this.#baseHigh[lane]! + deltaHigh + this.#extraHigh) | 0;
      if (lane === 0 || high < leastHigh || (high === leastHigh && low < leastLow)) {
        leastLow = low;
        leastHigh = high;
      }
    }
    this.#batch.push(leastLow, leastHigh, move);
  }

  /** Sums up what the slots in which `built` differs from the parent add in one lane. */
  #compare(built: Int32Array, lane: number): void {
    const { situations } = this.#tables;
    const { processes, environment } = this.#layout;
    for (let p = 0; p < processes; p++) {
      const before = this.#parent(p);
      const after = built[p]!;
      if (before === after) continue;
      const table = situations[p]!;
      this.#addExtra(this.#locals[p]!, lane, table.local(before), table.local(after));
      this.#addExtra(this.#inboxes[p]!, lane, table.inbox(before), table.inbox(after));
    }
    for (let index = 0; index < this.#others.length; index++) {
      const slot = environment + index;
      this.#addExtra(this.#others[index]!, lane, this.#parent(slot), built[slot]!);
    }
  }

  /** Sums up what inboxes, the environment and histories after `move` add in one lane. */
  #extend(move: number, lane: number): void {
    const { moves, environments, monitor } = this.#tables;
    const layout = this.#layout;
    const flags = moves.flags.data[move]!;
    if ((flags & FLAGS.enqueues) !== 0) this.#enqueue(move, lane);
    const effect = moves.effect.data[move]!;
    if (effect !== NONE) {
      const before = this.#parent(layout.environment);
      const after = environments.after(before, effect) - 1;
      this.#addExtra(environments.table.contributions, lane, before, after);
    }
    if ((flags & FLAGS.remembered) === 0) return;
    const change = moves.change.data[move]!;
    const snapshot = this.#parent(layout.snapshot);
    for (let index = 0; index < layout.histories; index++) {
      const before = this.#parent(layout.history(index));
      const after = monitor.historyAfter(index, before, change, snapshot);
      this.#addExtra(monitor.histories[index]!.contributions, lane, before, after);
    }
  }

  #enqueue(move: number, lane: number): void {
    const { moves, inboxes, situations } = this.#tables;
    const consumed = moves.consumed.data[move]!;
    if (consumed !== NONE) {
      const p = moves.process.data[move]!;
      const before = situations[p]!.inbox(this.#parent(p));
      this.#addExtra(this.#inboxes[p]!, lane, before, inboxes[p]!.remove(before, consumed));
    }
    const end = moves.sendStart.data[move + 1]!;
    for (let send = moves.sendStart.data[move]!; send < end; send++) {
      const to = moves.sendTo.data[send]!;
      const before = situations[to]!.inbox(this.#parent(to));
      const after = inboxes[to]!.add(before, moves.sendMessage.data[send]!);
      this.#addExtra(this.#inboxes[to]!, lane, before, after);
    }
  }

  /** Adds what it makes of the fingerprint that content `before` becomes `after`. */
  #addExtra({ low, high }: Contributions, lane: number, before: number, after: number): void {
    if (before === after) return;
    const { lanes } = this.#tables;
    const to = after * lanes + lane;
    const from = before * lanes + lane;
    this.#extraLow = (this.#extraLow + low[to]! - low[from]!) | 0;
    this.#extraHigh = (this.#extraHigh + high[to]! - high[from]!) | 0;
  }

  #parent(slot: number): number {
    return this.#batch.parents[this.#at + slot]!;
  }
}
