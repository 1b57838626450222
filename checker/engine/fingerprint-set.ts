/**
 * The set of fingerprints of the states that were found: open addressing with linear probing in one
 * typed array, both halves of a fingerprint side by side, so that a probe touches one cache line. The
 * high bits of the low half say where an entry belongs: the entries are then nearly in order, and
 * growing reads and writes from back to front.
 *
 * A random access to a table of this size costs a cache miss, and that is what bounds the search.
 * `addAll` therefore asks for many lines at once, before they are needed: the misses then overlap. And
 * it does without those that a small table of the latest fingerprints can spare: two of three
 * successors were found a moment ago, by another order of the same steps.
 *
 * Invariant: (0, 0) marks an empty entry; the fingerprint (0, 0) is stored as (0, 1).
 */

/**
 * Grow beyond seven eighths: a state costs 9 to 18 bytes here. A new state then looks at 30 entries at
 * most on average, which lie one after the other; to grow earlier cost more, in memory that is new.
 */
const LOAD_MAX = 7 / 8;
/** 2 ** 29 entries are 4 GiB in one typed array. */
const CAPACITY_MAX = 2 ** 29;
/**
 * Memory is claimed for four times as many entries as are asked for, up to 256 MiB: what was not touched
 * yet is an address and no page, and to touch a page for the first time costs as much as two hundred
 * look-ups (measured where a page fault takes 13 us). Beyond that an address may be refused.
 */
const ROOM = 4;
const ROOM_MAX = 2 ** 25;
/** More than a search adds between two looks at `isFull`. */
const MARGIN = 2 ** 20;
/** As many of the latest fingerprints as a core's own cache holds beside the rest: 128 KiB. */
const RECENT = 2 ** 14;

export class FingerprintSet {
  /** Two numbers an entry; beyond the mask there is room to grow. */
  #entries: Int32Array;
  #mask: number;
  /** A fingerprint belongs at its low half, shifted by this. */
  #shift: number;
  #size = 0;
  #limit: number;
  /** Fingerprints that were added of late, each where the low bits of its low half say. */
  readonly #recent = new Int32Array(RECENT * 2);
  /** Of those that `addAll` is given, which are not among the latest. */
  #asked = new Int32Array(0);
  /** Of no use but to keep `#touch` from being optimised away. */
  touched = 0;

  constructor(capacity = 2 ** 16) {
    this.#entries = new Int32Array(capacity * 2);
    this.#mask = capacity - 1;
    this.#shift = Math.clz32(capacity - 1);
    this.#limit = capacity * LOAD_MAX;
    // Empty places must not look like fingerprints: a low half of 0 belongs at 0, and 1 belongs at 1.
    this.#recent[0] = 1;
  }

  get size(): number {
    return this.#size;
  }

  /** How much memory the tables take, but for the room that was not touched. */
  get bytes(): number {
    return (this.#mask + 1) * 8 + this.#recent.byteLength + this.#asked.byteLength;
  }

  /**
   * Adds the first `count` fingerprints, and writes to `fresh` which of them were not there.
   * @returns how many were not there.
   */
  addAll(low: Int32Array, high: Int32Array, count: number, fresh: Int32Array): number {
    const asked = this.#notRecent(low, high, count);
    this.#touch(low, asked);
    const indices = this.#asked;
    let freshCount = 0;
    for (let k = 0; k < asked; k++) {
      const i = indices[k]!;
      if (this.add(low[i]!, high[i]!)) fresh[freshCount++] = i;
    }
    return freshCount;
  }

  /**
   * Adds the first `count` fingerprints, for one who does not ask which were there. The table of the
   * latest is left out: a walk seldom comes back to where it was a moment ago.
   */
  addEach(low: Int32Array, high: Int32Array, count: number): void {
    const entries = this.#entries;
    const shift = this.#shift;
    let sum = 0;
    for (let i = 0; i < count; i++) sum ^= entries[(low[i]! >>> shift) * 2]!;
    this.touched = sum;
    for (let i = 0; i < count; i++) this.add(low[i]!, high[i]!);
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

  /**
   * Lists those of the first `count` fingerprints that are not among the latest, and makes them that.
   * @returns how many there are.
   */
  #notRecent(low: Int32Array, high: Int32Array, count: number): number {
    if (this.#asked.length < count) this.#asked = new Int32Array(low.length);
    const asked = this.#asked;
    const recent = this.#recent;
    let length = 0;
    for (let i = 0; i < count; i++) {
      const l = low[i]!;
      const h = high[i]!;
      const at = (l & (RECENT - 1)) * 2;
      // Without a branch, which would be guessed wrong every third time.
      asked[length] = i;
      length += recent[at] === l && recent[at + 1] === h ? 0 : 1;
      recent[at] = l;
      recent[at + 1] = h;
    }
    return length;
  }

  /** Brings the cache lines of the first `count` that are asked for in. */
  #touch(low: Int32Array, count: number): void {
    const entries = this.#entries;
    const shift = this.#shift;
    const asked = this.#asked;
    let sum = 0;
    for (let k = 0; k < count; k++) sum ^= entries[(low[asked[k]!]! >>> shift) * 2]!;
    this.touched = sum;
  }

  /** Is the largest table that there may be as full as it may get? */
  get isFull(): boolean {
    return this.#size + MARGIN > CAPACITY_MAX * LOAD_MAX;
  }

  /**
   * Doubles the table where it lies: entries move up, the last one first, so that none is in the way
   * of another. Below the one that moves are those that have not moved yet; what belongs among them,
   * or is pushed past the end, waits until all others are in their places.
   */
  #grow(): void {
    const old = this.#mask + 1;
    this.#claim(old * 2);
    const entries = this.#entries;
    const shift = --this.#shift;
    const mask = (this.#mask = old * 2 - 1);
    this.#limit = old * 2 * LOAD_MAX;
    const waiting: number[] = [];
    for (let i = old - 1; i >= 0; i--) {
      const low = entries[i * 2]!;
      const high = entries[i * 2 + 1]!;
      if (low === 0 && high === 0) continue;
      entries[i * 2] = 0;
      entries[i * 2 + 1] = 0;
      let at = low >>> shift;
      if (at < i) at = mask + 1;
      while (at <= mask && (entries[at * 2] !== 0 || entries[at * 2 + 1] !== 0)) at++;
      if (at <= mask) {
        entries[at * 2] = low;
        entries[at * 2 + 1] = high;
      } else {
        waiting.push(low, high);
      }
    }
    this.#size -= waiting.length / 2;
    for (let k = 0; k < waiting.length; k += 2) this.add(waiting[k]!, waiting[k + 1]!);
  }

  /** Sees to it that there is memory for so many entries. */
  #claim(capacity: number): void {
    if (capacity * 2 <= this.#entries.length) return;
    const room = Math.max(capacity, Math.min(capacity * ROOM, ROOM_MAX));
    const entries = new Int32Array(room * 2);
    entries.set(this.#entries);
    this.#entries = entries;
  }
}
