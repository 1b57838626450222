/**
 * Beginnings of behaviours that are worth going on from: which walk, from which initial state, and the
 * choices that were made.
 */
import type { Random } from "./random.ts";
import type { Walk } from "./walk.ts";

export interface Prefix {
  /** The index of the walk among those of the session. */
  readonly walk: number;
  readonly initial: number;
  readonly choices: Int32Array;
  /** The shape (see `Walk`) that it ends in. */
  readonly shape: number;
}

/** Follows the first `length` choices of `prefix`; returns its walk. */
export function follow(
  walks: readonly Walk[],
  prefix: Prefix,
  length = prefix.choices.length,
): Walk {
  const walk = walks[prefix.walk]!;
  walk.begin(prefix.initial);
  for (let index = 0; index < length; index++) walk.take(prefix.choices[index]!);
  return walk;
}

/** The least of `tries` random items by `cost`: cheap ones are likelier, and none is impossible. */
export function tournament<T>(
  items: readonly T[],
  tries: number,
  random: Random,
  cost: (item: T) => number,
): T {
  let best = random.pick(items);
  for (let round = 1; round < tries; round++) {
    const other = random.pick(items);
    if (cost(other) < cost(best)) best = other;
  }
  return best;
}
