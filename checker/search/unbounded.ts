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

/** How large a part of a state is, and the number by which to speak of it. */
interface Measure {
  readonly size: number;
  readonly shown: number;
}

const NOTHING: Measure = { size: 0, shown: 0 };

/** The part of `states`, those of one path, that grows most; undefined if none keeps growing. */
export function findGrowth(states: readonly unknown[]): Growth | undefined {
  const marks = [0, 0.25, 0.5, 0.75, 1].map((part) => Math.floor(part * (states.length - 1)));
  const samples = marks.map((index) => measure(states[index]));
  const grown = [...samples.at(-1)!.keys()].flatMap((path) => {
    const measures = samples.map((sample) => sample.get(path) ?? NOTHING);
    const keepsGrowing = measures.every(
      ({ size }, index) => index === 0 || size > measures[index - 1]!.size,
    );
    const [first, last] = [measures[0]!, measures.at(-1)!];
    const growth = { path, first: first.shown, last: last.shown };
    return keepsGrowing ? [{ growth, by: last.size - first.size }] : [];
  });
  return grown.toSorted((a, b) => b.by - a.by)[0]?.growth;
}

/** The magnitude of every number in `value`, and the size of every text and collection, by path. */
function measure(
  value: unknown,
  path = "",
  into = new Map<string, Measure>(),
): Map<string, Measure> {
  const note = (at: string, size: number, shown = size): void => {
    if (size >= (into.get(at)?.size ?? 0)) into.set(at, { size, shown });
  };
  if (typeof value === "number") note(path, Math.abs(value), value);
  if (typeof value === "string") note(`${path}.length`, value.length);
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
