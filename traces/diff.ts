/**
 * What changed between two data, structurally: records by field, arrays by index, maps by key, sets
 * by element. The order of sets, maps and fields means nothing.
 */
import { encode, isRecord } from "../checker/data.ts";

/** One step into a piece of data. */
export type PathPart =
  | { readonly kind: "field"; readonly name: string }
  /** `atEnd`: nothing that stays comes after it. Removed items have their old index. */
  | { readonly kind: "index"; readonly index: number; readonly atEnd: boolean }
  | { readonly kind: "key"; readonly key: unknown }
  | { readonly kind: "element" };

/** The way to a part of a piece of data. */
export type Path = readonly PathPart[];

/** One thing that changed. */
export type Difference =
  | {
      readonly kind: "changed";
      readonly path: Path;
      readonly before: unknown;
      readonly after: unknown;
    }
  | { readonly kind: "added"; readonly path: Path; readonly value: unknown }
  | { readonly kind: "removed"; readonly path: Path; readonly value: unknown };

/** The differences between `before` and `after`, outermost first; none if they are equal. */
export function diff(before: unknown, after: unknown, path: Path = []): Difference[] {
  if (encode(before) === encode(after)) return [];
  if (Array.isArray(before) && Array.isArray(after)) return diffArrays(before, after, path);
  if (before instanceof Set && after instanceof Set) return diffSets(before, after, path);
  if (before instanceof Map && after instanceof Map) return diffMaps(before, after, path);
  if (isRecord(before) && isRecord(after)) return diffRecords(before, after, path);
  return [{ kind: "changed", path, before, after }];
}

function diffRecords(
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
  path: Path,
): Difference[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].flatMap((name) =>
    diffParts(
      Object.hasOwn(before, name) ? [before[name]] : [],
      Object.hasOwn(after, name) ? [after[name]] : [],
      [...path, { kind: "field", name }],
    ),
  );
}

/** What the arrays begin and end with alike stays; between, item by item. */
function diffArrays(
  before: readonly unknown[],
  after: readonly unknown[],
  path: Path,
): Difference[] {
  const [old, young] = [before.map(encode), after.map(encode)];
  const shorter = Math.min(old.length, young.length);
  const differs = (index: number): boolean => old[index] !== young[index];
  let start = 0;
  while (start < shorter && !differs(start)) start++;
  let tail = 0;
  while (tail < shorter - start && old.at(-1 - tail) === young.at(-1 - tail)) tail++;
  const length = Math.max(old.length, young.length) - tail - start;
  return Array.from({ length }, (_, offset) => {
    const index = start + offset;
    const within = (items: readonly unknown[]): readonly unknown[] =>
      items.slice(0, items.length - tail).slice(index, index + 1);
    const part: PathPart = { kind: "index", index, atEnd: tail === 0 };
    return diffParts(within(before), within(after), [...path, part]);
  }).flat();
}

function diffMaps(
  before: ReadonlyMap<unknown, unknown>,
  after: ReadonlyMap<unknown, unknown>,
  path: Path,
): Difference[] {
  const [old, young] = [byKey(before), byKey(after)];
  return [...new Map([...old, ...young])].flatMap(([text, [key]]) =>
    diffParts(old.get(text)?.slice(1) ?? [], young.get(text)?.slice(1) ?? [], [
      ...path,
      { kind: "key", key },
    ]),
  );
}

/** The entries of `map` by the canonical text of their keys. */
function byKey(map: ReadonlyMap<unknown, unknown>): Map<string, readonly [unknown, unknown]> {
  return new Map([...map].map((entry) => [encode(entry[0]), entry]));
}

function diffSets(
  before: ReadonlySet<unknown>,
  after: ReadonlySet<unknown>,
  path: Path,
): Difference[] {
  const at: Path = [...path, { kind: "element" }];
  const removed = without(before, after);
  const added = without(after, before);
  return [
    ...removed.map((value): Difference => ({ kind: "removed", path: at, value })),
    ...added.map((value): Difference => ({ kind: "added", path: at, value })),
  ];
}

function without(set: ReadonlySet<unknown>, other: ReadonlySet<unknown>): unknown[] {
  const texts = new Set([...other].map(encode));
  return [...set].filter((item) => !texts.has(encode(item)));
}

/** The differences of a part that is there (a list of one) or not (an empty list). */
function diffParts(
  before: readonly unknown[],
  after: readonly unknown[],
  path: Path,
): Difference[] {
  if (before.length === 0) return after.map((value) => ({ kind: "added", path, value }));
  if (after.length === 0) return before.map((value) => ({ kind: "removed", path, value }));
  return diff(before[0], after[0], path);
}
