/**
 * A walk through any state space of the engine: it expands the state that it is in and takes one of the
 * candidates. Everything that the engine knows it knows too, time included; what it costs is to expand
 * a state for each step, and to intern each inbox that comes up (protocol-walk.ts does without).
 *
 * Expanding judges the steps that are possible, taken or not: a walk looks one step ahead.
 */
import type { Typed } from "../protocol.ts";
import { IntList } from "../engine/int-list.ts";
import type { Space, SpaceFindings } from "../engine/space.ts";
import { TRIGGERS_IGNORED } from "../search/exploration.ts";
import { NO_MEMBERS, type Objection, type Walk } from "./walk.ts";

/** Makes the space that reports to the findings that it is given. */
export type MakeSpace = (findings: SpaceFindings) => Space<Typed>;

export class SpaceWalk implements Walk {
  readonly actors: number;
  readonly initials: number;
  initial = 0;
  low = 0;
  high = 0;
  readonly #space: Space<Typed>;
  readonly #processes: readonly string[];
  readonly #path: Typed[] = [];
  readonly #vector: Int32Array;
  /** The candidates of the batch that lead elsewhere. */
  readonly #enabled = new IntList();
  #objections: Objection[] = [];

  /** @param processes the names of those who make steps; none for a model of the lower door. */
  constructor(makeSpace: MakeSpace, processes: readonly string[]) {
    this.#space = makeSpace(this.#findings());
    this.#processes = processes;
    this.actors = processes.length + 1;
    this.#vector = new Int32Array(this.#space.width);
    this.initials = this.#space.initialVectors().length;
  }

  get actions(): readonly string[] {
    return this.#space.actions;
  }

  get count(): number {
    return this.#enabled.length;
  }

  get length(): number {
    return this.#path.length;
  }

  get shape(): number {
    return this.#space.shape(this.#vector);
  }

  get members(): readonly number[] {
    return NO_MEMBERS;
  }

  get objections(): readonly Objection[] {
    return this.#objections;
  }

  get size(): number {
    return this.#space.slotSizes().reduce((sum, size) => sum + size, 0);
  }

  begin(initial: number): void {
    this.initial = initial;
    this.#path.length = 0;
    this.#objections = [];
    this.#vector.set(this.#space.initialVectors()[initial]!);
    [this.low, this.high] = this.#space.fingerprint(this.#vector);
    this.#space.judge(this.#vector, -1);
    if (this.#space.isInside(this.#vector)) this.#expand();
    else this.#enabled.length = 0;
  }

  take(choice: number): void {
    const { batch } = this.#space;
    const candidate = this.#enabled.data[choice]!;
    const move = batch.move[candidate]!;
    this.#path.push(this.#space.stepOf(move));
    this.#objections = [];
    this.low = batch.low[candidate]!;
    this.high = batch.high[candidate]!;
    this.#space.materialise(0, move, this.#vector);
    this.#space.judge(this.#vector, move);
    this.#expand();
  }

  stepAt(choice: number): Typed {
    return this.#space.stepOf(this.#moveAt(choice));
  }

  actorAt(choice: number): number {
    return actorOf(this.stepAt(choice), this.#processes);
  }

  actionAt(choice: number): number {
    return this.#space.actionOf(this.#moveAt(choice));
  }

  path(): Typed[] {
    return [...this.#path];
  }

  #moveAt(choice: number): number {
    return this.#space.batch.move[this.#enabled.data[choice]!]!;
  }

  #expand(): void {
    const { batch } = this.#space;
    batch.clear();
    const row = batch.open(0);
    batch.parents.set(this.#vector, 0);
    batch.parentLow[row] = this.low;
    batch.parentHigh[row] = this.high;
    this.#space.expand(row);
    this.#enabled.length = 0;
    for (let candidate = 0; candidate < batch.count; candidate++) {
      const isElsewhere = batch.low[candidate] !== this.low || batch.high[candidate] !== this.high;
      if (isElsewhere) this.#enabled.push(candidate);
    }
  }

  #findings(): SpaceFindings {
    return {
      triggered: TRIGGERS_IGNORED,
      violated: (property, reason) => void this.#objections.push({ property, reason }),
      violatedByMove: (property, reason, _row, move) =>
        void this.#objections.push({ property, reason, step: this.#space.stepOf(move) }),
      violatedByParent: (property, reason) => void this.#objections.push({ property, reason }),
    };
  }
}

/** The number of the process that makes `step`, or of the network, which comes after them. */
export function actorOf(step: Typed, processes: readonly string[]): number {
  const isNetworks = step.type === "drop" || step.type === "duplicate" || !("process" in step);
  return isNetworks ? processes.length : processes.indexOf(String(step.process));
}
