/**
 * What each content of one slot contributes to the fingerprint of the states that have it there.
 *
 * Under symmetry there is a *lane* for each permutation: the contribution of the renamed content to
 * the slot that it moves to. The fingerprint of a state's image under a permutation is then the sum
 * of that lane's contributions, and no image is ever built. Without symmetry there is one lane.
 */
import type { Renaming } from "../data.ts";

/** Where the content of a slot goes under one permutation, and how it is renamed. */
export interface Lane {
  readonly slot: string;
  readonly renaming: Renaming;
}

export class Contributions {
  /** The halves, at [id * lanes + lane]. Replaced when they grow: do not keep them. */
  low: Int32Array;
  high: Int32Array;
  readonly #lanes: number;

  constructor(lanes: number) {
    this.#lanes = lanes;
    this.low = new Int32Array(16 * lanes);
    this.high = new Int32Array(16 * lanes);
  }

  /** How much memory they take. */
  get bytes(): number {
    return this.low.byteLength + this.high.byteLength;
  }

  /** Sets the contributions of content `id`, the next one: those of its `images` by lane. */
  add(id: number, images: readonly (readonly [low: number, high: number])[]): void {
    if ((id + 1) * this.#lanes > this.low.length) {
      this.low = doubled(this.low);
      this.high = doubled(this.high);
    }
    images.forEach(([low, high], lane) => {
      this.low[id * this.#lanes + lane] = low;
      this.high[id * this.#lanes + lane] = high;
    });
  }
}

/** A copy of `array` with room for twice as much. */
export function doubled(array: Int32Array): Int32Array {
  const grown = new Int32Array(array.length * 2);
  grown.set(array);
  return grown;
}
