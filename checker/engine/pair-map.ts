/**
 * A memo table from pairs of non-negative integers to non-negative integers: open addressing in one
 * typed array, so that a look-up touches one cache line.
 */

/** Key, key, value + 1, and a word to keep entries aligned. */
const STRIDE = 4;

export class PairMap {
  #entries = new Int32Array(16 * STRIDE);
  #mask = 15;
  /** The hash's high bits are the index: the low ones of a product are weak. */
  #shift = 28;
  #size = 0;

  /** How much memory the table takes. */
  get bytes(): number {
    return this.#entries.byteLength;
  }

  /** The value of (a, b), or -1 if there is none. */
  get(a: number, b: number): number {
    const entries = this.#entries;
    const mask = this.#mask;
    for (let i = hash(a, b) >>> this.#shift; ; i = (i + 1) & mask) {
      const at = i * STRIDE;
      const stored = entries[at + 2]!;
      if (stored === 0) return -1;
      if (entries[at] === a && entries[at + 1] === b) return stored - 1;
    }
  }

  /** Sets the value of (a, b), which has none yet, and returns it. */
  add(a: number, b: number, value: number): number {
    if (this.#size * 2 > this.#mask) this.#grow();
    this.#insert(a, b, value + 1);
    this.#size++;
    return value;
  }

  #insert(a: number, b: number, stored: number): void {
    let i = hash(a, b) >>> this.#shift;
    while (this.#entries[i * STRIDE + 2] !== 0) i = (i + 1) & this.#mask;
    this.#entries[i * STRIDE] = a;
    this.#entries[i * STRIDE + 1] = b;
    this.#entries[i * STRIDE + 2] = stored;
  }

  #grow(): void {
    const old = this.#entries;
    this.#mask = this.#mask * 2 + 1;
    this.#shift--;
    this.#entries = new Int32Array((this.#mask + 1) * STRIDE);
    for (let at = 0; at < old.length; at += STRIDE) {
      if (old[at + 2] !== 0) this.#insert(old[at]!, old[at + 1]!, old[at + 2]!);
    }
  }
}

function hash(a: number, b: number): number {
  const mixed = Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca6b);
  return Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d);
}
