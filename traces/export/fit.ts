/** What does not fit into a program's limits loses its middle: how it begins and ends says the most. */

/** The parts that fit, and how many were left out between them. */
export interface Fitted<T> {
  readonly head: readonly T[];
  readonly leftOut: number;
  readonly tail: readonly T[];
}

/** As many of `parts` as have at most `max` in all, about as much of their beginning as of their end. */
export function fitted<T>(
  parts: readonly T[],
  max: number,
  sizeOf: (part: T) => number,
): Fitted<T> {
  const sizes = parts.map(sizeOf);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  if (total <= max) return { head: parts, leftOut: 0, tail: [] };
  const front = countWithin(sizes, max / 2);
  const used = sizes.slice(0, front).reduce((sum, size) => sum + size, 0);
  const back = countWithin(sizes.toReversed(), max - used);
  return {
    head: parts.slice(0, front),
    leftOut: parts.length - front - back,
    tail: parts.slice(parts.length - back),
  };
}

/** How many of `sizes`, from the first on, are at most `max` together. */
function countWithin(sizes: readonly number[], max: number): number {
  let sum = 0;
  const first = sizes.findIndex((size) => (sum += size) > max);
  return first === -1 ? sizes.length : first;
}
