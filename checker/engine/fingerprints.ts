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
  /** The contents that a successor changes beyond its move's own delta: so many, whose, from, to. */
  #changes = 0;
  readonly #changed: Contributions[] = [];
  readonly #before: number[] = [];
  readonly #after: number[] = [];

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
    const deltas = moves.deltas.data;
    const baseLow = this.#baseLow[0]!;
    const baseHigh = this.#baseHigh[0]!;
    for (let at = start, index = first; at < end; at++, index++) {
      const move = list[at]!;
      lows[index] = (baseLow + deltas[2 * move]!) | 0;
      highs[index] = (baseHigh + deltas[2 * move + 1]!) | 0;
      into[index] = move;
    }
  }

  /** Pushes the successor by `move`; `built` is its vector, where that had to be built to know. */
  push(move: number, built: Int32Array | undefined): void {
    const isExtended = (this.#tables.moves.flags(move) & EXTENDED) !== 0;
    this.#pushLeast(move, isExtended, built);
  }

  #sum(vectors: Int32Array, at: number): void {
    const { situations } = this.#tables;
    this.#baseLow.fill(0);
    this.#baseHigh.fill(0);
    for (let p = 0; p < situations.length; p++) {
      const situation = vectors[at + p]!;
      this.#addToBase(this.#locals[p]!, situations[p]!.local(situation));
      this.#addToBase(this.#inboxes[p]!, situations[p]!.inbox(situation));
    }
    for (let index = 0; index < this.#others.length; index++) {
      this.#addToBase(this.#others[index]!, vectors[at + this.#layout.environment + index]!);
    }
  }

  #addToBase({ low, high }: Contributions, id: number): void {
    const { lanes } = this.#tables;
    for (let lane = 0, from = id * lanes; lane < lanes; lane++, from++) {
      this.#baseLow[lane]! += low[from]!;
      this.#baseHigh[lane]! += high[from]!;
    }
  }

  #pushLeast(move: number, isExtended: boolean, built: Int32Array | undefined): void {
    const { moves, lanes } = this.#tables;
    this.#changes = 0;
    if (built !== undefined) this.#compare(built);
    else if (isExtended) this.#extend(move);
    let leastLow = 0;
    let leastHigh = 0;
    for (let lane = 0; lane < lanes; lane++) {
      let low = this.#baseLow[lane]!;
      let high = this.#baseHigh[lane]!;
      if (built === undefined) {
        low += moves.lowIn(lane, move);
        high += moves.highIn(lane, move);
      }
      for (let index = 0; index < this.#changes; index++) {
        const contributions = this.#changed[index]!;
        const to = this.#after[index]! * lanes + lane;
        const from = this.#before[index]! * lanes + lane;
        low += contributions.low[to]! - contributions.low[from]!;
        high += contributions.high[to]! - contributions.high[from]!;
      }
      low |= 0;
      high |= 0;
      if (lane === 0 || high < leastHigh || (high === leastHigh && low < leastLow)) {
        leastLow = low;
        leastHigh = high;
      }
    }
    this.#batch.push(leastLow, leastHigh, move);
  }

  /** Notes the slots in which `built` differs from the parent. */
  #compare(built: Int32Array): void {
    const { situations } = this.#tables;
    const { processes, environment } = this.#layout;
    for (let p = 0; p < processes; p++) {
      const before = this.#parent(p);
      const after = built[p]!;
      if (before === after) continue;
      const table = situations[p]!;
      this.#note(this.#locals[p]!, table.local(before), table.local(after));
      this.#note(this.#inboxes[p]!, table.inbox(before), table.inbox(after));
    }
    for (let index = 0; index < this.#others.length; index++) {
      const slot = environment + index;
      this.#note(this.#others[index]!, this.#parent(slot), built[slot]!);
    }
  }

  /** Notes what becomes of inboxes, the environment and histories by `move`. */
  #extend(move: number): void {
    const { moves, environments, monitor } = this.#tables;
    const layout = this.#layout;
    const flags = moves.flags(move);
    if ((flags & FLAGS.enqueues) !== 0) this.#enqueue(move);
    const effect = moves.effect(move);
    if (effect !== NONE) {
      const before = this.#parent(layout.environment);
      this.#note(environments.table.contributions, before, environments.after(before, effect) - 1);
    }
    if ((flags & FLAGS.remembered) === 0) return;
    const change = moves.change(move);
    const snapshot = this.#parent(layout.snapshot);
    for (let index = 0; index < layout.histories; index++) {
      const before = this.#parent(layout.history(index));
      const after = monitor.historyAfter(index, before, change, snapshot);
      this.#note(monitor.histories[index]!.contributions, before, after);
    }
  }

  #enqueue(move: number): void {
    const { moves, inboxes, situations } = this.#tables;
    const consumed = moves.consumed(move);
    if (consumed !== NONE) {
      const p = moves.process(move);
      const before = situations[p]!.inbox(this.#parent(p));
      this.#note(this.#inboxes[p]!, before, inboxes[p]!.remove(before, consumed));
    }
    const end = moves.sendsEnd(move);
    for (let send = moves.firstSend(move); send < end; send++) {
      const to = moves.sendTo(send);
      const before = situations[to]!.inbox(this.#parent(to));
      const after = inboxes[to]!.add(before, moves.sendMessage(send));
      this.#note(this.#inboxes[to]!, before, after);
    }
  }

  /** Notes that content `before` becomes `after`. */
  #note(contributions: Contributions, before: number, after: number): void {
    if (before === after) return;
    this.#changed[this.#changes] = contributions;
    this.#before[this.#changes] = before;
    this.#after[this.#changes] = after;
    this.#changes++;
  }

  #parent(slot: number): number {
    return this.#batch.parents[this.#at + slot]!;
  }
}
