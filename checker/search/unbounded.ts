/**
 * Tells an unbounded model from a large one: follows the deepest path that was found, and looks for
 * a number or a collection in the states that keeps growing along it.
 */

/** A part of the state that grows without end, as far as one can see. */
export interface Growth {
  /** Where in the state: `.processes[0].term`. */
  readonly path: string;
  readonly first: number;
  readonly last: number;
}

/** The part of `states`, those of one path, that grows most; undefined if none keeps growing. */
export function findGrowth(states: readonly unknown[]): Growth | undefined {
  const marks = [0, 0.25, 0.5, 0.75, 1].map((part) => Math.floor(part * (states.length - 1)));
  const [first, ...others] = marks.map((index) => measure(states[index]));
  const grown = [...others.at(-1)!].flatMap(([path, last]): Growth[] => {
    const sizes = [first!, ...others].map((sample) => sample.get(path) ?? 0);
    const keepsGrowing = sizes.every((size, i) => i === 0 || size > sizes[i - 1]!);
    return keepsGrowing ? [{ path, first: sizes[0]!, last }] : [];
  });
  return grown.toSorted((a, b) => b.last - b.first - (a.last - a.first))[0];
}

/** Every number in `value` and the size of every collection, by path. */
function measure(value: unknown, path = "", into = new Map<string, number>()): Map<string, number> {
  const note = (at: string, size: number): unknown =>
    into.set(at, Math.max(size, into.get(at) ?? -Infinity));
  if (typeof value === "number") note(path, value);
  if (typeof value !== "object" || value === null) return into;
  if (Array.isArray(value)) {
    note(`${path}.length`, value.length);
    value.forEach((item, index) => measure(item, `${path}[${index}]`, into));
  } else if (value instanceof Set || value instanceof Map) {
    note(`${path}.size`, value.size);
    for (const item of value.values()) measure(item, `${path}{}`, into);
  } else {
    for (const [key, item] of Object.entries(value)) measure(item, `${path}.${key}`, into);
  }
  return into;
}
