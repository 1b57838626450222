/** What can say how much memory it takes. */
export interface Sized {
  readonly bytes: number;
}

/** How much memory `tables` take together. */
export function bytesOf(tables: readonly Sized[]): number {
  return tables.reduce((sum, { bytes }) => sum + bytes, 0);
}

/** A growing list of 32-bit integers whose backing array may be read directly in tight loops. */
export class IntList {
  /** The elements; only the first `length` count. Replaced when it grows: do not keep it. */
  data: Int32Array;
  length = 0;

  constructor(capacity = 64) {
    this.data = new Int32Array(capacity);
  }

  /** How much memory the list takes. */
  get bytes(): number {
    return this.data.byteLength;
  }

  /** Appends `value` and returns its index. */
  push(value: number): number {
    if (this.length === this.data.length) {
      const grown = new Int32Array(this.data.length * 2);
      grown.set(this.data);
      this.data = grown;
    }
    this.data[this.length] = value;
    return this.length++;
  }
}
