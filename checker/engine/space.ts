/**
 * What a search asks of a state space: vectors of interned ids, their successors as candidates, and
 * the properties' opinion. A protocol in its world is one (protocol-space.ts), a model of the lower
 * door another (system-space.ts); the searches know neither.
 */
import type { ActionCount, Findings } from "../search/exploration.ts";
import type { Batch } from "./batch.ts";

/** Where a space reports what properties say; `violated` is of the state that is being judged. */
export interface SpaceFindings extends Findings {
  /** Of the step by `move` from the parent in `row`, or of the state that it leads to. */
  violatedByMove(property: string, reason: string, row: number, move: number): void;
  /** Of the parent in `row`, which no step leaves. */
  violatedByParent(property: string, reason: string, row: number): void;
}

export interface Space<A> {
  /** How many slots a state vector has. */
  readonly width: number;
  readonly batch: Batch;
  /** How much memory the space's own numbers take; what it interned are objects beside them. */
  readonly bytes: number;
  /** The vectors of the initial states. */
  initialVectors(): readonly Int32Array[];
  /** How many ids each slot has by now. */
  slotSizes(): readonly number[];
  /** The halves of a vector's canonical fingerprint. */
  fingerprint(vector: Int32Array): readonly [low: number, high: number];
  /** A number for what is shown to properties in a state: it follows from the content alone. */
  shape(vector: Int32Array): number;
  /** Appends to `batch` the successors of the parent in `row`, its last; reports on its steps. */
  expand(row: number): void;
  /** Writes the vector that `move` makes of the parent in `row`. */
  materialise(row: number, move: number, into: Int32Array): void;
  /** Lets the properties judge a new state; `move` led there, or none did (-1). */
  judge(vector: Int32Array, move: number): void;
  isInside(vector: Int32Array): boolean;
  /** The step that `move` stands for. */
  stepOf(move: number): A;
  actionOf(move: number): number;
  readonly actions: readonly string[];
  /** By action: how many successors it generated. */
  actionGenerated(): Float64Array;
  /** Successors generated, self-loops and those outside the constraint included. */
  readonly generated: number;
  /** Successors outside the constraint. */
  readonly constrained: number;
}

/** The counts of the actions that happened, given how many new states each found. */
export function actionCounts(
  actions: readonly string[],
  generated: Float64Array,
  distinct: Float64Array,
): Map<string, ActionCount> {
  const counts = actions.map((name, action): [string, ActionCount] => [
    name,
    { generated: generated[action] ?? 0, distinct: distinct[action] ?? 0 },
  ]);
  // An action may be compiled and yet never be permitted: it did not happen.
  return new Map(counts.filter(([, count]) => count.generated > 0));
}
