/**
 * Packs a state vector (small ids, one a slot) into as few 32-bit words as its ids need. The widths
 * follow from how many ids each slot has so far, with room to grow; an id that does not fit asks for
 * a new packing.
 */
export class Packing {
  readonly words: number;
  /** By slot: which word it is in, where it begins there, and how many bits it has. */
  readonly #word: Int32Array;
  readonly #shift: Int32Array;
  readonly #bits: Int32Array;

  /** @param sizes how many ids each slot has. */
  constructor(sizes: readonly number[]) {
    this.#word = new Int32Array(sizes.length);
    this.#shift = new Int32Array(sizes.length);
    this.#bits = Int32Array.from(sizes, bitsFor);
    let words = 1;
    let used = 0;
    this.#bits.forEach((bits, slot) => {
      if (used + bits > 32) {
        words++;
        used = 0;
      }
      this.#word[slot] = words - 1;
      this.#shift[slot] = used;
      used += bits;
    });
    this.words = words;
  }

  /** Writes `vector` to `target` at `at`; false (and nothing of use there) if an id does not fit. */
  pack(vector: Int32Array, target: Int32Array, at: number): boolean {
    const words = this.#word;
    const shifts = this.#shift;
    const bits = this.#bits;
    let overflow = 0;
    let word = 0;
    for (let slot = 0; slot < shifts.length; slot++) {
      const id = vector[slot]!;
      const shift = shifts[slot]!;
      // A shift by 32 is one by 0 in JavaScript; 31 bits are as wide as a slot gets.
      overflow |= id >>> bits[slot]!;
      // Where a word begins, its shift is 0. Without a branch, code that is warm stays so.
      word = (shift === 0 ? 0 : word) | (id << shift);
      target[at + words[slot]!] = word;
    }
    return overflow === 0;
  }

  /** Reads the vector at `at` of `source` into `vector`, from `offset` on. */
  unpack(source: Int32Array, at: number, vector: Int32Array, offset: number): void {
    const words = this.#word;
    const shifts = this.#shift;
    const bits = this.#bits;
    for (let slot = 0; slot < shifts.length; slot++) {
      const word = source[at + words[slot]!]!;
      vector[offset + slot] = (word >>> shifts[slot]!) & ((1 << bits[slot]!) - 1);
    }
  }
}

/** Room for half as many ids again: at most 31 bits, and one at least, so that each slot has a place. */
function bitsFor(size: number): number {
  return Math.max(1, Math.min(31, 32 - Math.clz32(size + (size >>> 1))));
}
