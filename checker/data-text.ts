/**
 * Data as people read it: `{role: "leader", term: 2, votedFor: n1}`, sets as `{a, b}`, maps as
 * `{k → v}`, messages as `RequestVote {term: 2}`. Names of processes and values stand without quotes.
 */
import { encode, isRecord } from "./data.ts";
import type { Typed } from "./protocol.ts";

/** Strings that are names: they need no quotes. */
export type Names = Pick<ReadonlySet<string>, "has">;

/** `value` as text on one line. */
export function dataText(value: unknown, names: Names): string {
  if (typeof value === "string") return names.has(value) ? value : JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((item) => dataText(item, names)).join(", ")}]`;
  if (value instanceof Set)
    return `{${sorted(value)
      .map((item) => dataText(item, names))
      .join(", ")}}`;
  if (value instanceof Map) {
    const entries = sorted(value.keys()).map(
      (key) => `${dataText(key, names)} → ${dataText(value.get(key), names)}`,
    );
    return `{${entries.join(", ")}}`;
  }
  if (isRecord(value)) return recordText(Object.entries(value), names);
  return String(value);
}

function recordText(entries: readonly (readonly [string, unknown])[], names: Names): string {
  const fields = entries.map(([key, item]) => `${key}: ${dataText(item, names)}`);
  return `{${fields.join(", ")}}`;
}

/** A message, an event or an action: its type, then its fields if it has any. */
export function typedText(value: Typed, names: Names): string {
  const { type, ...fields } = value;
  const entries = Object.entries(fields);
  return entries.length === 0 ? type : `${type} ${recordText(entries, names)}`;
}

function sorted(items: Iterable<unknown>): unknown[] {
  return [...items]
    .map((item) => ({ item, key: encode(item) }))
    .toSorted((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ item }) => item);
}
