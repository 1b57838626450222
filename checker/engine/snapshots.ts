/**
 * Interning of snapshots: the tuples of what each process shows to properties and whether it is up.
 * A step changes one member at most, so that the next snapshot is one look-up away.
 */
import type { Snapshot } from "../property.ts";
import type { ProcessId } from "../protocol.ts";
import { PairMap } from "./pair-map.ts";
import { SlotTable } from "./slot-table.ts";

export class Snapshots {
  readonly #processes: readonly ProcessId[];
  readonly #views = new SlotTable<unknown>([]);
  readonly #ids = new Map<string, number>();
  /** By snapshot: by process, twice the id of its view, plus one if it is up. */
  readonly #members: (readonly number[])[] = [];
  readonly #built: (Snapshot<unknown> | undefined)[] = [];
  readonly #replaced = new PairMap();

  constructor(processes: readonly ProcessId[]) {
    this.#processes = processes;
  }

  get size(): number {
    return this.#members.length;
  }

  /** How much memory its numbers take. */
  get bytes(): number {
    return this.#replaced.bytes;
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
    return this.#intern(views.map((view) => view * 2 + 1));
  }

  /** The snapshot after process `p` got another view, went down or came up. */
  replace(snapshot: number, p: number, view: number, isUp: boolean): number {
    const member = view * 2 + (isUp ? 1 : 0);
    const key = member * this.#processes.length + p;
    const known = this.#replaced.get(snapshot, key);
    if (known !== -1) return known;
    const members = this.#members[snapshot]!.with(p, member);
    return this.#replaced.add(snapshot, key, this.#intern(members));
  }

  isUp(snapshot: number, p: number): boolean {
    return this.#members[snapshot]![p]! % 2 === 1;
  }

  /** The snapshot as properties see it. */
  get(snapshot: number): Snapshot<unknown> {
    // Frozen, for all properties are shown the same one; the views are frozen already.
    return (this.#built[snapshot] ??= Object.freeze({
      members: Object.freeze(
        this.#members[snapshot]!.map((member, p) =>
          Object.freeze({
            process: this.#processes[p]!,
            up: member % 2 === 1,
            view: this.viewOf(member >> 1),
          }),
        ),
      ),
    }));
  }

  #intern(members: readonly number[]): number {
    const text = members.join();
    const known = this.#ids.get(text);
    if (known !== undefined) return known;
    this.#ids.set(text, this.#members.length);
    return this.#members.push(members) - 1;
  }
}
