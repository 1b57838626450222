/**
 * A queue of packed state vectors: one level of the search. Vectors are packed into chunks, and a
 * chunk is given back as soon as it was read, so that the level being read and the one being
 * written together take little more memory than the larger of them.
 */
import { assert } from "../errors.ts";
import { Packing } from "./packing.ts";

const CHUNK_WORDS = 2 ** 14;

interface Chunk {
  readonly packing: Packing;
  readonly words: Int32Array;
  count: number;
}

export class Frontier {
  length = 0;
  readonly #sizes: () => readonly number[];
  readonly #spare: Int32Array[];
  #chunks: Chunk[] = [];
  #chunk = 0;
  #position = 0;

  /**
   * @param sizes how many ids each slot has by now.
   * @param spare chunks to use again, shared between the levels of a search.
   */
  constructor(sizes: () => readonly number[], spare: Int32Array[]) {
    this.#sizes = sizes;
    this.#spare = spare;
  }

  /** How much memory the level takes. */
  get bytes(): number {
    return (this.#chunks.length - this.#chunk) * CHUNK_WORDS * 4;
  }

  push(vector: Int32Array): void {
    let chunk = this.#chunks.at(-1);
    if (chunk === undefined || (chunk.count + 1) * chunk.packing.words > CHUNK_WORDS) {
      chunk = this.#open(chunk?.packing ?? new Packing(this.#sizes()));
    }
    if (!chunk.packing.pack(vector, chunk.words, chunk.count * chunk.packing.words)) {
      chunk = this.#open(new Packing(this.#sizes()));
      const fits = chunk.packing.pack(vector, chunk.words, 0);
      assert(fits, "a packing made for all ids fits each of them");
    }
    chunk.count++;
    this.length++;
  }

  /** Reads the next vector into `target` at `offset`; there must be one. */
  shift(target: Int32Array, offset: number): void {
    let chunk = this.#chunks[this.#chunk]!;
    if (this.#position === chunk.count) {
      this.#spare.push(chunk.words);
      this.#chunks[this.#chunk] = chunk = { ...chunk, words: NO_WORDS };
      chunk = this.#chunks[++this.#chunk]!;
      this.#position = 0;
    }
    chunk.packing.unpack(chunk.words, this.#position * chunk.packing.words, target, offset);
    this.#position++;
    this.length--;
  }

  #open(packing: Packing): Chunk {
    assert(packing.words <= CHUNK_WORDS, "a state vector fits into a chunk");
    const words = this.#spare.pop() ?? new Int32Array(CHUNK_WORDS);
    const chunk = { packing, words, count: 0 };
    this.#chunks.push(chunk);
    return chunk;
  }
}

const NO_WORDS = new Int32Array(0);
