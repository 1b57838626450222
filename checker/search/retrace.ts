/** Rebuilds how a state was reached: expands its ancestors again and takes the same choices. */
import type { Space } from "../engine/space.ts";

/** The steps from an initial state. */
export interface Path<A> {
  /** Which initial state. */
  readonly initial: number;
  readonly steps: readonly A[];
}

/** Follows `choices` (engine/parent-log.ts): first which initial state, then which successors. */
export function retrace<A>(space: Space<A>, choices: readonly number[]): Path<A> {
  const { batch, width } = space;
  const [initial, ...others] = choices;
  const vector = Int32Array.from(space.initialVectors()[initial!]!);
  const steps = others.map((choice) => {
    batch.clear();
    const row = batch.open(0);
    batch.parents.set(vector, row * width);
    [batch.parentLow[row], batch.parentHigh[row]] = space.fingerprint(vector);
    space.expand(row);
    const move = batch.move[choice]!;
    space.materialise(row, move, vector);
    return space.stepOf(move);
  });
  batch.clear();
  return { initial: initial!, steps };
}
