/** Random plain data for the tests, and structural equality said in the dumbest way. */
import * as fc from "fast-check";
import type { Data } from "../../checker/data.ts";

const scalar: fc.Arbitrary<Data> = fc.oneof(
  fc.constant(null),
  fc.boolean(),
  fc.maxSafeInteger(),
  fc.nat({ max: 3 }),
  // Strings that look like the encoding's own signs must not confuse it.
  fc.constantFrom(
    "",
    "T",
    "N",
    "0",
    "[]",
    "<>",
    '{"a":1}',
    ",",
    "n1",
    "n2",
    "\ud800",
    "ä",
    "__proto__",
  ),
  fc.string(),
);

const { data } = fc.letrec<{ data: Data }>((tie) => {
  const item = tie("data");
  const key = fc.oneof(fc.constantFrom("a", "b", "n1", "n2", "toString"), fc.string());
  const distinct = fc.uniqueArray(item, { maxLength: 3, comparator: isSame });
  return {
    data: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      scalar,
      fc.array(item, { maxLength: 3 }),
      fc.dictionary(key, item, { maxKeys: 3 }),
      distinct.map((items) => new Set(items)),
      fc
        .tuple(distinct, fc.array(item, { minLength: 3, maxLength: 3 }))
        .map(([keys, values]) => new Map(keys.map((each, index) => [each, values[index]!]))),
    ),
  };
});

/** Any plain data. */
export const someData: fc.Arbitrary<Data> = data;

/** Are the two equal as data: sets, maps and records in any order? */
export function isSame(a: unknown, b: unknown): boolean {
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return a === b;
  if (Array.isArray(a) || Array.isArray(b)) {
    return Array.isArray(a) && Array.isArray(b) && areSame(a, b);
  }
  if (a instanceof Set || b instanceof Set) {
    return a instanceof Set && b instanceof Set && matchUp([...a], [...b]);
  }
  if (a instanceof Map || b instanceof Map) {
    return a instanceof Map && b instanceof Map && matchUp([...a], [...b]);
  }
  return matchUp(Object.entries(a), Object.entries(b));
}

function areSame(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((item, index) => isSame(item, b[index]));
}

/** Does each of `a` have its own equal among `b`, and none is left over? */
function matchUp(a: readonly unknown[], b: readonly unknown[]): boolean {
  if (a.length !== b.length) return false;
  const left = [...b];
  return a.every((item) => {
    const at = left.findIndex((other) => isSame(item, other));
    if (at !== -1) left.splice(at, 1);
    return at !== -1;
  });
}

/** An equal copy in which every set, map and record was filled in the opposite order. */
export function backwards(value: Data): Data {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(backwards);
  if (value instanceof Set) return new Set([...value].map(backwards).toReversed());
  if (value instanceof Map) {
    const entries = [...value].map(([key, item]) => [backwards(key), backwards(item)] as const);
    return new Map(entries.toReversed());
  }
  const entries = Object.entries(value).map(([key, item]) => [key, backwards(item)] as const);
  return Object.fromEntries(entries.toReversed());
}
