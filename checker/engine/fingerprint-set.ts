/**
 * The set of fingerprints of the states that were found: open addressing with linear probing in one
 * typed array, both halves of a fingerprint side by side, so that a probe touches one cache line. The
 * high bits of the low half say where an entry belongs: the entries are then nearly in order, and
 * growing reads the old table and writes the new one from front to back.
 *
 * A random access to a table of this size costs a cache miss, and that is what bounds the search.
 * `addAll` therefore asks for many lines at once, before they are needed: the misses then overlap.
 *
 * Invariant: (0, 0) marks an empty entry; the fingerprint (0, 0) is stored as (0, 1).
 */

/** Grow beyond three quarters: probes stay short and a state costs 11 to 21 bytes here. */
const LOAD_MAX = 0.75;
/** 2 ** 29 entries are 4 GiB in one typed array. */
const CAPACITY_MAX = 2 ** 29;
/** More than a search adds between two looks at `isFull`. */
const MARGIN = 2 ** 20;

export class FingerprintSet {
  #entries: Int32Array;
  #mask: number;
  /** A fingerprint belongs at its low half, shifted by this. */
  #shift: number;
  #size = 0;
  #limit: number;
  /** Of no use but to keep `#touch` from being optimised away. */
  touched = 0;

  constructor(capacity = 2 ** 16) {
    this.#entries = new Int32Array(capacity * 2);
    this.#mask = capacity - 1;
    this.#shift = Math.clz32(capacity - 1);
    this.#limit = capacity * LOAD_MAX;
  }

  get size(): number {
    return this.#size;
  }

  /** How much memory the table takes. */
  get bytes(): number {
    return this.#entries.byteLength;
  }

  /**
   * Adds the first `count` fingerprints, and writes to `fresh` which of them were not there.
   * @returns how many were not there.
   */
  addAll(low: Int32Array, high: Int32Array, count: number, fresh: Int32Array): number {
    this.#touch(low, count);
    let freshCount = 0;
    for (let i = 0; i < count; i++) {
      if (this.add(low[i]!, high[i]!)) fresh[freshCount++] = i;
    }
    return freshCount;
  }

  /** Adds a fingerprint; true if it was not there. */
  add(low: number, high: number): boolean {
    if (low === 0 && high === 0) high = 1;
    const entries = this.#entries;
    const mask = this.#mask;
    for (let i = low >>> this.#shift; ; i = (i + 1) & mask) {
      const storedLow = entries[i * 2]!;
      const storedHigh = entries[i * 2 + 1]!;
      if (storedLow === low && storedHigh === high) return false;
      if (storedLow === 0 && storedHigh === 0) {
        entries[i * 2] = low;
        entries[i * 2 + 1] = high;
        if (++this.#size > this.#limit) this.#grow();
        return true;
      }
    }
  }

  /** Brings the cache lines of the first `count` fingerprints in. */
  #touch(low: Int32Array, count: number): void {
    const entries = this.#entries;
    const shift = this.#shift;
    let sum = 0;
    for (let i = 0; i < count; i++) sum ^= entries[(low[i]! >>> shift) * 2]!;
    this.touched = sum;
  }

  /** Is the largest table that there may be as full as it may get? */
  get isFull(): boolean {
    return this.#size + MARGIN > CAPACITY_MAX * LOAD_MAX;
  }

  #grow(): void {
    const old = this.#entries;
    const mask = this.#mask * 2 + 1;
    const shift = this.#shift - 1;
    const entries = new Int32Array((mask + 1) * 2);
    for (let at = 0; at < old.length; at += 2) {
      const low = old[at]!;
      const high = old[at + 1]!;
      if (low === 0 && high === 0) continue;
      let i = low >>> shift;
      while (entries[i * 2] !== 0 || entries[i * 2 + 1] !== 0) i = (i + 1) & mask;
      entries[i * 2] = low;
      entries[i * 2 + 1] = high;
    }
    this.#entries = entries;
    this.#mask = mask;
    this.#shift = shift;
    this.#limit = (mask + 1) * LOAD_MAX;
  }
}
