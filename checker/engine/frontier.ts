/**
 * A queue of packed state vectors with their fingerprints: one level of the search. They are packed into
 * chunks, and a chunk is given back as soon as it was read, so that the level being read and the one
 * being written together take little more memory than the larger of them.
 */
import { assert } from "../errors.ts";
import type { Batch } from "./batch.ts";
import { Packing } from "./packing.ts";

const CHUNK_WORDS = 2 ** 14;
export const CHUNK_BYTES = CHUNK_WORDS * 4;
/** An entry is a fingerprint's halves and a packed vector: reading them costs less than summing. */
const FINGERPRINT_WORDS = 2;

interface Chunk {
  readonly packing: Packing;
  /** How many words an entry takes. */
  readonly stride: number;
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
    return (this.#chunks.length - this.#chunk) * CHUNK_BYTES;
  }

  /** Appends a vector and the halves of its fingerprint. */
  push(vector: Int32Array, low: number, high: number): void {
    let chunk = this.#chunks.at(-1);
    if (chunk === undefined || isFull(chunk) || !this.#write(chunk, vector)) {
      // Opened for what is written to it at once: `shift` takes it that no chunk is empty.
      chunk = this.#open();
      assert(this.#write(chunk, vector), "a packing made for all ids fits each of them");
    }
    const at = chunk.count * chunk.stride;
    chunk.words[at] = low;
    chunk.words[at + 1] = high;
    chunk.count++;
    this.length++;
  }

  /** Reads the next entry into `row` of `batch`; there must be one. */
  shift(batch: Batch, row: number): void {
    let chunk = this.#chunks[this.#chunk]!;
    if (this.#position === chunk.count) {
      this.#spare.push(chunk.words);
      this.#chunks[this.#chunk] = chunk = { ...chunk, words: NO_WORDS };
      chunk = this.#chunks[++this.#chunk]!;
      this.#position = 0;
    }
    const { words, stride, packing } = chunk;
    const at = this.#position * stride;
    batch.parentLow[row] = words[at]!;
    batch.parentHigh[row] = words[at + 1]!;
    packing.unpack(words, at + FINGERPRINT_WORDS, batch.parents, row * batch.width);
    this.#position++;
    this.length--;
  }

  #write({ packing, words, count, stride }: Chunk, vector: Int32Array): boolean {
    return packing.pack(vector, words, count * stride + FINGERPRINT_WORDS);
  }

  #open(): Chunk {
    const packing = new Packing(this.#sizes());
    const stride = FINGERPRINT_WORDS + packing.words;
    assert(stride <= CHUNK_WORDS, "a state vector fits into a chunk");
    const words = this.#spare.pop() ?? new Int32Array(CHUNK_WORDS);
    const chunk = { packing, stride, words, count: 0 };
    this.#chunks.push(chunk);
    return chunk;
  }
}

function isFull({ count, stride }: Chunk): boolean {
  return (count + 1) * stride > CHUNK_WORDS;
}

const NO_WORDS = new Int32Array(0);
