/**
 * A batch of successors that are not known to be new yet, with the parents that they came from. They
 * are looked up together, so that the cache misses of the fingerprint set overlap (see `addAll`).
 */
import { doubled } from "./contributions.ts";

/** Enough for the misses to overlap, few enough for the parents to stay in the cache. */
export const BATCH_CANDIDATES = 1024;

export class Batch {
  readonly width: number;
  /** The vectors of the parents: that of `row` begins at [row * width]. */
  parents: Int32Array;
  /** By row: the halves of the parent's fingerprint. */
  parentLow: Int32Array = new Int32Array(64);
  parentHigh: Int32Array = new Int32Array(64);
  /** By row: the number of the state, and where its candidates end. */
  ordinals: Int32Array = new Int32Array(64);
  ends: Int32Array = new Int32Array(64);
  rows = 0;

  /** By candidate: the halves of its fingerprint, and its move. */
  low: Int32Array = new Int32Array(BATCH_CANDIDATES * 2);
  high: Int32Array = new Int32Array(BATCH_CANDIDATES * 2);
  move: Int32Array = new Int32Array(BATCH_CANDIDATES * 2);
  count = 0;

  constructor(width: number) {
    this.width = width;
    this.parents = new Int32Array(64 * width);
  }

  get isFull(): boolean {
    return this.count >= BATCH_CANDIDATES;
  }

  /** How much memory it takes. */
  get bytes(): number {
    const { parents, parentLow, parentHigh, ordinals, ends, low, high, move } = this;
    const arrays = [parents, parentLow, parentHigh, ordinals, ends, low, high, move];
    return arrays.reduce((sum, { byteLength }) => sum + byteLength, 0);
  }

  /**
   * Makes room for a parent, whose vector the caller writes to `parents`, and its fingerprint beside it.
   * @returns its row.
   */
  open(ordinal: number): number {
    if (this.rows === this.ordinals.length) {
      this.parents = doubled(this.parents);
      this.parentLow = doubled(this.parentLow);
      this.parentHigh = doubled(this.parentHigh);
      this.ordinals = doubled(this.ordinals);
      this.ends = doubled(this.ends);
    }
    this.ordinals[this.rows] = ordinal;
    return this.rows++;
  }

  /** Says that the last parent has no more candidates. */
  close(): void {
    this.ends[this.rows - 1] = this.count;
  }

  /** Appends a successor of the last parent. */
  push(low: number, high: number, move: number): void {
    const index = this.count++;
    if (index === this.low.length) this.#grow();
    this.low[index] = low;
    this.high[index] = high;
    this.move[index] = move;
  }

  /** Makes room for `count` successors of the last parent, for the caller to write: from which on? */
  reserve(count: number): number {
    const first = this.count;
    this.count += count;
    while (this.count > this.low.length) this.#grow();
    return first;
  }

  clear(): void {
    this.count = 0;
    this.rows = 0;
  }

  #grow(): void {
    this.low = doubled(this.low);
    this.high = doubled(this.high);
    this.move = doubled(this.move);
  }
}
