/**
 * Packs a state vector (small ids, one a slot) into as few 32-bit words as its ids need. The widths
 * follow from how many ids each slot has so far, with room to grow; an id that does not fit asks for
 * a new packing.
 */
export class Packing {
  readonly words: number;
  readonly #word: Int32Array;
  readonly #shift: Int32Array;
  readonly #bits: Int32Array;

  /** @param sizes how many ids each slot has. */
  constructor(sizes: readonly number[]) {
    this.#word = new Int32Array(sizes.length);
    this.#shift = new Int32Array(sizes.length);
    this.#bits = Int32Array.from(sizes, bitsFor);
    let word = 0;
    let used = 0;
    sizes.forEach((_size, slot) => {
      const bits = this.#bits[slot]!;
      if (used + bits > 32) {
        word++;
        used = 0;
      }
      this.#word[slot] = word;
      this.#shift[slot] = used;
      used += bits;
    });
    this.words = word + 1;
  }

  /** Writes `vector` to `target` at `at`; false (and nothing of use there) if an id does not fit. */
  pack(vector: Int32Array, target: Int32Array, at: number): boolean {
    for (let word = 0; word < this.words; word++) target[at + word] = 0;
    let overflow = 0;
    for (let slot = 0; slot < vector.length; slot++) {
      const id = vector[slot]!;
      // A shift by 32 is one by 0 in JavaScript; 31 bits are as wide as a slot gets.
      overflow |= id >>> this.#bits[slot]!;
      target[at + this.#word[slot]!]! |= id << this.#shift[slot]!;
    }
    return overflow === 0;
  }

  /** Reads the vector at `at` of `source` into `vector`, from `offset` on. */
  unpack(source: Int32Array, at: number, vector: Int32Array, offset: number): void {
    const slots = this.#bits.length;
    for (let slot = 0; slot < slots; slot++) {
      const mask = (1 << this.#bits[slot]!) - 1;
      vector[offset + slot] = (source[at + this.#word[slot]!]! >>> this.#shift[slot]!) & mask;
    }
  }
}

/** Room for half as many ids again, and at most 31 bits. */
function bitsFor(size: number): number {
  return Math.min(31, 32 - Math.clz32(size + (size >>> 1)));
}
