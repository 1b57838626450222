/**
 * A state space whose only initial state is one that a behaviour has come to: what can be searched from
 * there on. The state was judged by whoever went there, and is not judged again.
 */
import { encode } from "../data.ts";
import { assert } from "../errors.ts";
import type { MakeSpace } from "../fuzz/space-walk.ts";
import type { Batch } from "../engine/batch.ts";
import type { Space, SpaceFindings } from "../engine/space.ts";
import type { Typed } from "../protocol.ts";

/** A behaviour's beginning: an initial state, and steps each of which changes something. */
export interface Beginning {
  readonly initial: number;
  readonly steps: readonly Typed[];
}

/** Makes spaces as `makeSpace` does, but begins where `beginning` ends. */
export function continuedFrom(beginning: Beginning, makeSpace: MakeSpace): MakeSpace {
  return (findings) => new ContinuedSpace(beginning, makeSpace, findings);
}

class ContinuedSpace implements Space<Typed> {
  readonly #beginning: Beginning;
  readonly #space: Space<Typed>;
  /** On the way there nothing is reported: to expand a state is to judge steps that are not taken. */
  #isOnTheWay = false;

  constructor(beginning: Beginning, makeSpace: MakeSpace, findings: SpaceFindings) {
    this.#beginning = beginning;
    this.#space = makeSpace({
      triggered: {
        has: (property) => this.#isOnTheWay || findings.triggered.has(property),
        add: (property) => findings.triggered.add(property),
      },
      violated: (...said) => this.#isOnTheWay || findings.violated(...said),
      violatedByMove: (...said) => this.#isOnTheWay || findings.violatedByMove(...said),
      violatedByParent: (...said) => this.#isOnTheWay || findings.violatedByParent(...said),
    });
  }

  get width(): number {
    return this.#space.width;
  }

  get batch(): Batch {
    return this.#space.batch;
  }

  get bytes(): number {
    return this.#space.bytes;
  }

  get actions(): readonly string[] {
    return this.#space.actions;
  }

  get generated(): number {
    return this.#space.generated;
  }

  get constrained(): number {
    return this.#space.constrained;
  }

  /** The state that the beginning leads to, anew: a space may forget what it has expanded. */
  initialVectors(): readonly Int32Array[] {
    this.#isOnTheWay = true;
    const { initial, steps } = this.#beginning;
    const vector = Int32Array.from(this.#space.initialVectors()[initial]!);
    for (const step of steps) this.#follow(vector, encode(step));
    this.#space.batch.clear();
    this.#isOnTheWay = false;
    return [vector];
  }

  slotSizes(): readonly number[] {
    return this.#space.slotSizes();
  }

  fingerprint(vector: Int32Array): readonly [low: number, high: number] {
    return this.#space.fingerprint(vector);
  }

  shape(vector: Int32Array): number {
    return this.#space.shape(vector);
  }

  expand(row: number): void {
    this.#space.expand(row);
  }

  materialise(row: number, move: number, into: Int32Array): void {
    this.#space.materialise(row, move, into);
  }

  judge(vector: Int32Array, move: number): void {
    if (move !== -1) this.#space.judge(vector, move);
  }

  isInside(vector: Int32Array): boolean {
    return this.#space.isInside(vector);
  }

  stepOf(move: number): Typed {
    return this.#space.stepOf(move);
  }

  actionOf(move: number): number {
    return this.#space.actionOf(move);
  }

  actionGenerated(): Float64Array {
    return this.#space.actionGenerated();
  }

  /** Makes `vector` the one that the step with this text leads to. */
  #follow(vector: Int32Array, text: string): void {
    const { batch } = this.#space;
    batch.clear();
    const row = batch.open(0);
    batch.parents.set(vector, 0);
    [batch.parentLow[row], batch.parentHigh[row]] = this.#space.fingerprint(vector);
    this.#space.expand(row);
    const moves = batch.move.subarray(0, batch.count);
    const move = moves.find((each) => encode(this.#space.stepOf(each)) === text);
    assert(move !== undefined, `the step ${text} is enabled`);
    this.#space.materialise(row, move, vector);
  }
}
