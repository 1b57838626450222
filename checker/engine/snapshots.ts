/**
 * Interning of snapshots: the tuples of what each process shows to properties and whether it is up.
 * A step changes one member at most, so that the next snapshot is one look-up away.
 */
import { mixed } from "../data.ts";
import type { Member, Snapshot } from "../property.ts";
import type { ProcessId } from "../protocol.ts";
import { PairMap } from "./pair-map.ts";
import { RowTable } from "./row-table.ts";
import { SlotTable } from "./slot-table.ts";

export class Snapshots {
  readonly #processes: readonly ProcessId[];
  readonly #views = new SlotTable<unknown>([{ slot: "view", renaming: new Map() }]);
  /** By snapshot: by process, twice the id of its view, plus one if it is up. */
  readonly #members: RowTable;
  readonly #built: (Snapshot<unknown> | undefined)[] = [];
  /** By process, by member: what properties see of it, which many snapshots share. */
  readonly #seen: (Member<unknown> | undefined)[][];
  readonly #shapes: (number | undefined)[] = [];
  readonly #memberShapes: (readonly number[] | undefined)[] = [];
  readonly #replaced = new PairMap();
  /** A row that is being looked up. */
  readonly #row: Int32Array;

  constructor(processes: readonly ProcessId[]) {
    this.#processes = processes;
    this.#seen = processes.map(() => []);
    this.#members = new RowTable(processes.length);
    this.#row = new Int32Array(processes.length);
  }

  get size(): number {
    return this.#members.size;
  }

  /** How much memory its numbers take. */
  get bytes(): number {
    return this.#replaced.bytes + this.#members.bytes;
  }

  /** The id of a view. */
  view(view: unknown): number {
    return this.#views.intern(view);
  }

  viewOf(id: number): unknown {
    return this.#views.values[id];
  }

  /** The snapshot in which all processes are up, with these views. */
  allUp(views: readonly number[]): number {
    return this.#members.intern(Int32Array.from(views, (view) => view * 2 + 1));
  }

  /** The snapshot after process `p` got another view, went down or came up. */
  replace(snapshot: number, p: number, view: number, isUp: boolean): number {
    const member = view * 2 + (isUp ? 1 : 0);
    const key = member * this.#processes.length + p;
    const known = this.#replaced.get(snapshot, key);
    if (known !== -1) return known;
    this.#members.read(snapshot, this.#row);
    this.#row[p] = member;
    return this.#replaced.add(snapshot, key, this.#members.intern(this.#row));
  }

  /** A number for what is shown in a snapshot, whoever shows it: it follows from the content alone. */
  shape(snapshot: number): number {
    return (this.#shapes[snapshot] ??= this.#findShape(snapshot));
  }

  /** By process: such a number for what it shows alone. */
  memberShapes(snapshot: number): readonly number[] {
    return (this.#memberShapes[snapshot] ??= this.#processes.map((_, p) =>
      numberOf(...this.#contentOf(snapshot, p)),
    ));
  }

  #findShape(snapshot: number): number {
    let [sumLow, sumHigh] = [0, 0];
    for (let p = 0; p < this.#processes.length; p++) {
      const [low, high] = this.#contentOf(snapshot, p);
      sumLow = (sumLow + low) | 0;
      sumHigh = (sumHigh + high) | 0;
    }
    return numberOf(sumLow, sumHigh);
  }

  /** The halves of a number for what process `p` shows. */
  #contentOf(snapshot: number, p: number): readonly [low: number, high: number] {
    const { low, high } = this.#views.contributions;
    const member = this.#members.at(snapshot, p);
    return mixed(low[member >> 1]! + (member & 1), high[member >> 1]!);
  }

  /** The snapshot as properties see it. */
  get(snapshot: number): Snapshot<unknown> {
    // Frozen, for all properties are shown the same one; the views are frozen already.
    return (this.#built[snapshot] ??= Object.freeze({
      members: Object.freeze(this.#processes.map((_, p) => this.#member(snapshot, p))),
    }));
  }

  #member(snapshot: number, p: number): Member<unknown> {
    const member = this.#members.at(snapshot, p);
    return (this.#seen[p]![member] ??= Object.freeze({
      process: this.#processes[p]!,
      up: member % 2 === 1,
      view: this.viewOf(member >> 1),
    }));
  }
}

/** Both halves as one number, but for what is more than the 53 bits that a number holds exactly. */
function numberOf(low: number, high: number): number {
  return (high >>> 11) * 2 ** 32 + (low >>> 0);
}
