/**
 * The state space of a transition system, for the engine: the whole plain state is one interned slot.
 * Slower than a protocol's, for every successor is built and hashed; the same searches run on it.
 */
import { encode, hash64, rename, type Renaming } from "../data.ts";
import type { SystemProperty } from "../property.ts";
import type { Typed } from "../protocol.ts";
import { judge, judgeStuck, judgeWitness } from "../search/judge.ts";
import type { TransitionSystem } from "../transition-system.ts";
import { Batch } from "./batch.ts";
import { SlotTable } from "./slot-table.ts";
import type { Space, SpaceFindings } from "./space.ts";

export class SystemSpace<S, A extends Typed> implements Space<A> {
  readonly width = 1;
  readonly batch = new Batch(1);
  readonly actions: string[] = [];
  generated = 0;
  constrained = 0;

  readonly #system: TransitionSystem<S, A>;
  readonly #properties: readonly SystemProperty<S>[];
  readonly #renamings: readonly Renaming[];
  readonly #findings: SpaceFindings;
  readonly #states = new SlotTable<S>([]);
  /** By state, as text. */
  readonly #fingerprints = new Map<string, readonly [number, number]>();
  readonly #counted: number[] = [];
  /** By move, of the parents in the batch: the action and the state that it leads to. */
  #taken: { readonly action: A; readonly state: S }[] = [];

  constructor(
    system: TransitionSystem<S, A>,
    properties: readonly SystemProperty<S>[],
    renamings: readonly Renaming[],
    findings: SpaceFindings,
  ) {
    this.#system = system;
    this.#properties = properties;
    this.#renamings = renamings;
    this.#findings = findings;
  }

  initialVectors(): Int32Array[] {
    return this.#system.initialStates().map((state) => Int32Array.of(this.#states.intern(state)));
  }

  /** Its states are objects, which can't be measured. */
  get bytes(): number {
    return this.batch.bytes;
  }

  slotSizes(): number[] {
    return [this.#states.size];
  }

  fingerprint(vector: Int32Array): readonly [number, number] {
    return this.#hash(this.#states.values[vector[0]!]!);
  }

  isInside(vector: Int32Array): boolean {
    return this.#system.constraint?.(this.#states.values[vector[0]!]!) ?? true;
  }

  actionGenerated(): Float64Array {
    return Float64Array.from(this.#counted);
  }

  stepOf(move: number): A {
    return this.#taken[move]!.action;
  }

  actionOf(move: number): number {
    return this.actions.indexOf(this.#taken[move]!.action.type);
  }

  expand(row: number): void {
    if (row === 0) this.#taken = [];
    const before = this.#states.values[this.batch.parents[row]!]!;
    const text = encode(before);
    let moved = false;
    for (const action of this.#system.enabled(before)) {
      const state = this.#system.next(before, action);
      const isOther = encode(state) !== text;
      moved ||= isOther;
      this.#emit(row, before, action, state, isOther);
    }
    if (!moved && this.#system.done?.(before) !== true) this.#reportStuck(row, before);
    this.batch.close();
  }

  materialise(_row: number, move: number, into: Int32Array): void {
    into[0] = this.#states.intern(this.#taken[move]!.state);
  }

  judge(vector: Int32Array): void {
    this.#judgeState(this.#states.values[vector[0]!]!, (property, reason) =>
      this.#findings.violated(property, reason),
    );
  }

  #emit(row: number, before: S, action: A, after: S, isOther: boolean): void {
    this.#count(action.type);
    const move = this.#taken.push({ action, state: after }) - 1;
    const report = (property: string, reason: string): void =>
      this.#findings.violatedByMove(property, reason, row, move);
    if (isOther) this.#judgeStep(before, after, report);
    if (this.#system.constraint?.(after) === false) {
      this.constrained++;
      this.#judgeState(after, report);
      return;
    }
    this.batch.push(...this.#hash(after), move);
  }

  #judgeState(state: S, violated: (property: string, reason: string) => void): void {
    const findings = { violated, triggered: this.#findings.triggered };
    for (const property of this.#properties) {
      if (property.kind === "invariant") judge(property, state, findings);
      if (property.kind === "witness") judgeWitness(property, state, findings);
    }
  }

  #judgeStep(before: S, after: S, violated: (property: string, reason: string) => void): void {
    const findings = { violated, triggered: this.#findings.triggered };
    for (const property of this.#properties) {
      if (property.kind === "transition") judge(property, { before, after }, findings);
    }
  }

  #reportStuck(row: number, state: S): void {
    const violated = (property: string, reason: string): void =>
      this.#findings.violatedByParent(property, reason, row);
    const findings = { violated, triggered: this.#findings.triggered };
    for (const property of this.#properties) {
      if (property.kind === "deadlock") judgeStuck(property, state, findings);
    }
  }

  #count(type: string): void {
    this.generated++;
    let action = this.actions.indexOf(type);
    if (action === -1) action = this.actions.push(type) - 1;
    this.#counted[action] = (this.#counted[action] ?? 0) + 1;
  }

  /** The least fingerprint over all permutations; most states come several times. */
  #hash(state: S): readonly [number, number] {
    const text = encode(state);
    const known = this.#fingerprints.get(text);
    if (known !== undefined) return known;
    const least = this.#leastHash(state);
    this.#fingerprints.set(text, least);
    return least;
  }

  #leastHash(state: S): readonly [number, number] {
    let least: readonly [number, number] | undefined;
    for (const renaming of this.#renamings) {
      const image = hash64(encode(renaming.size === 0 ? state : rename(state, renaming)));
      if (
        least === undefined ||
        image[1] < least[1] ||
        (image[1] === least[1] && image[0] < least[0])
      ) {
        least = image;
      }
    }
    return least!;
  }
}
