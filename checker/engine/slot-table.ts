/**
 * Interning of the contents of one slot of the state vector: each distinct content gets a small id,
 * and the hash that it contributes to the fingerprints of states.
 */
import { deepFreeze, encode, encodeRenamed, hash64 } from "../data.ts";
import { Contributions, type Lane } from "./contributions.ts";

export class SlotTable<T> {
  readonly values: T[] = [];
  readonly contributions: Contributions;
  readonly #ids = new Map<string, number>();
  readonly #lanes: readonly Lane[];

  constructor(lanes: readonly Lane[]) {
    this.#lanes = lanes;
    this.contributions = new Contributions(lanes.length);
  }

  get size(): number {
    return this.values.length;
  }

  /** The id of `value`; it is frozen, since from now on it is shared. */
  intern(value: T): number {
    const text = encode(value);
    const known = this.#ids.get(text);
    if (known !== undefined) return known;
    const id = this.values.length;
    this.#ids.set(text, id);
    this.values.push(deepFreeze(value));
    const images = this.#lanes.map(({ slot, renaming }) =>
      hash64(`${slot} ${renaming.size === 0 ? text : encodeRenamed(value, renaming)}`),
    );
    this.contributions.add(id, images);
    return id;
  }
}
