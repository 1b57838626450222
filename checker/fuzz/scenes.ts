/**
 * What properties see of a state, its histories and its snapshot, as one number: a scene. What a change
 * of view makes of a scene is one look-up, where it is known that no property objects, either to the
 * change or to what it leads to. To find that out again costs five, in other tables each.
 */
import type { Layout } from "../engine/layout.ts";
import { PairMap } from "../engine/pair-map.ts";
import { RowTable } from "../engine/row-table.ts";

export class Scenes {
  /** By scene: the end of a vector, from the first history on. */
  readonly #rows: RowTable;
  readonly #row: Int32Array;
  readonly #first: number;
  /** By scene, by change: the scene that it leads to. */
  readonly #after = new PairMap();

  constructor(layout: Layout) {
    this.#first = layout.history(0);
    this.#row = new Int32Array(layout.width - this.#first);
    this.#rows = new RowTable(this.#row.length);
  }

  get size(): number {
    return this.#rows.size;
  }

  /** The scene in `vector`. */
  of(vector: Int32Array): number {
    for (let at = 0; at < this.#row.length; at++) this.#row[at] = vector[this.#first + at]!;
    return this.#rows.intern(this.#row);
  }

  /** Writes `scene` into `vector`. */
  show(scene: number, vector: Int32Array): void {
    const width = this.#row.length;
    for (let at = 0; at < width; at++) vector[this.#first + at] = this.#rows.at(scene, at);
  }

  /** The scene that `change` makes of `scene`; -1 if it is not known, or a property objects. */
  after(scene: number, change: number): number {
    return this.#after.get(scene, change);
  }

  /** Remembers what `change` makes of `scene`, and that no property objects. */
  learn(scene: number, change: number, after: number): void {
    this.#after.add(scene, change, after);
  }
}
