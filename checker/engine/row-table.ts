/**
 * Interning of rows of integers, all of one width: each distinct row gets a small id. The rows lie one
 * after the other; an index with open addressing says which of them there are.
 */
import { IntList } from "./int-list.ts";

export class RowTable {
  readonly #width: number;
  readonly #rows = new IntList();
  /** By hash: an id, plus one; 0 where there is none. */
  #index = new Int32Array(64);
  #size = 0;

  constructor(width: number) {
    this.#width = width;
  }

  get size(): number {
    return this.#size;
  }

  /** How much memory the table takes. */
  get bytes(): number {
    return this.#rows.bytes + this.#index.byteLength;
  }

  /** The number in `column` of the row with this id. */
  at(id: number, column: number): number {
    return this.#rows.data[id * this.#width + column]!;
  }

  /** Copies the row with this id to `into`. */
  read(id: number, into: Int32Array): void {
    const first = id * this.#width;
    for (let column = 0; column < this.#width; column++) {
      into[column] = this.#rows.data[first + column]!;
    }
  }

  /** The id of `row`. */
  intern(row: Int32Array): number {
    if (this.#size * 2 >= this.#index.length) this.#grow();
    const mask = this.#index.length - 1;
    for (let i = hash(row, 0, this.#width) & mask; ; i = (i + 1) & mask) {
      const id = this.#index[i]! - 1;
      if (id === -1) return this.#append(row, i);
      if (this.#isAt(id, row)) return id;
    }
  }

  #append(row: Int32Array, place: number): number {
    for (let column = 0; column < this.#width; column++) this.#rows.push(row[column]!);
    this.#index[place] = ++this.#size;
    return this.#size - 1;
  }

  #isAt(id: number, row: Int32Array): boolean {
    const first = id * this.#width;
    for (let column = 0; column < this.#width; column++) {
      if (this.#rows.data[first + column] !== row[column]) return false;
    }
    return true;
  }

  #grow(): void {
    const index = new Int32Array(this.#index.length * 2);
    const mask = index.length - 1;
    for (let id = 0; id < this.#size; id++) {
      let i = hash(this.#rows.data, id * this.#width, this.#width) & mask;
      while (index[i] !== 0) i = (i + 1) & mask;
      index[i] = id + 1;
    }
    this.#index = index;
  }
}

/** A hash whose low bits are good, of `width` numbers from `first` on. */
function hash(numbers: Int32Array, first: number, width: number): number {
  let mixed = width;
  for (let at = first; at < first + width; at++) {
    mixed = Math.imul(mixed ^ numbers[at]!, 0x9e3779b1);
    mixed ^= mixed >>> 15;
  }
  return mixed;
}
