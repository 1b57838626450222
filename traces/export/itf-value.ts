/**
 * Data as expressions of the Informal Trace Format (Apalache's ADR 015): integers are big, sets and
 * maps are marked. `null` is a variant `None`. A record that ITF would take for something else, for a
 * field of it begins with "#" or it has no fields but `tag` and `value`, is written as a map.
 */
import { encode, isRecord } from "../../checker/data.ts";
import { CheckerError } from "../../checker/errors.ts";
import type { Json } from "../codec.ts";

/** What stands for `null`; what Quint calls the empty value of a variant is a tuple. */
export const ITF_NONE: Json = { tag: "None", value: { "#tup": [] } };

/** `value`, which has to be plain data, as ITF; sets and maps in canonical order. */
export function itfValue(value: unknown): Json {
  if (value === null) return ITF_NONE;
  if (typeof value === "string" || typeof value === "boolean") return value;
  if (Number.isSafeInteger(value)) return { "#bigint": String(Number(value)) };
  if (Array.isArray(value)) return value.map(itfValue);
  if (value instanceof Set) return { "#set": ordered([...value].map((item) => itfValue(item))) };
  if (value instanceof Map) return itfMap([...value]);
  if (isRecord(value)) return itfRecord(value);
  throw new CheckerError("NotData", `a ${typeof value} can't be written to a trace file`);
}

/** A map of these entries. */
export function itfMap(entries: readonly (readonly [unknown, unknown])[]): Json {
  const pairs = entries.map(([key, item]): Json => [itfValue(key), itfValue(item)]);
  return { "#map": ordered(pairs) };
}

function itfRecord(record: Readonly<Record<string, unknown>>): Json {
  const keys = Object.keys(record);
  const isVariant = keys.includes("tag") && keys.every((key) => key === "tag" || key === "value");
  if (isVariant || keys.some((key) => key.startsWith("#") || key === "__proto__")) {
    return itfMap(Object.entries(record));
  }
  return Object.fromEntries(keys.map((key) => [key, itfValue(record[key])]));
}

function ordered<T>(items: readonly T[]): T[] {
  return items
    .map((item) => ({ item, key: encode(item) }))
    .toSorted((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ item }) => item);
}

/** Expressions nested deeper than this are none of ours. */
const NESTING_MAX = 400;

/**
 * A text that is equal exactly for the same expression, in whatever order its sets and maps are.
 * @throws CheckerError `BadTrace` for what is nested without end.
 */
export function itfKey(json: unknown): string {
  return encode(canonical(json, 0));
}

function canonical(json: unknown, nesting: number): unknown {
  if (nesting > NESTING_MAX) {
    throw new CheckerError("BadTrace", "A value of a state is nested too deeply.");
  }
  if (Array.isArray(json)) return json.map((item) => canonical(item, nesting + 1));
  // Readers have to know plain numbers too: they are what was written before there were big ones.
  if (typeof json === "number") return { "#bigint": String(json) };
  if (!isRecord(json)) return json;
  const entries = Object.entries(json).map(([key, item]): [string, unknown] => {
    const value = canonical(item, nesting + 1);
    const isUnordered = (key === "#set" || key === "#map") && Array.isArray(value);
    return [key, isUnordered ? ordered(value) : value];
  });
  return Object.fromEntries(entries);
}
