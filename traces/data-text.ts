/**
 * Data as people read it: `{role: "leader", term: 2, votedFor: n1}`, sets as `{a, b}`, maps as
 * `{k → v}`, messages as `RequestVote {term: 2}`. Names of processes and values stand without quotes.
 */
import { encode, isRecord } from "../checker/data.ts";
import type { Typed } from "../checker/protocol.ts";
import type { Difference, PathPart } from "./diff.ts";

/** Strings that are names: they need no quotes. */
export type Names = ReadonlySet<string>;

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

/** The fields of a record, each as text; of anything else, the whole. */
export function fieldTexts(value: unknown, names: Names): string[] {
  if (!isRecord(value)) return [dataText(value, names)];
  return Object.entries(value).map(([key, item]) => `${key}: ${dataText(item, names)}`);
}

/** Differences as texts: `term: 1 → 2`, `votes: +n2, +n3`, `log: +{term: 2}`. */
export function differenceTexts(differences: readonly Difference[], names: Names): string[] {
  const texts: string[] = [];
  let previous: string | undefined;
  for (const difference of differences) {
    const path = pathText(difference, names);
    const change = changeText(difference, names);
    const collection = difference.kind === "changed" ? undefined : path;
    if (collection !== undefined && collection === previous) {
      texts.push(`${texts.pop()}, ${change}`);
    } else {
      texts.push(path === "" ? change : `${path}: ${change}`);
    }
    previous = collection;
  }
  return texts;
}

function changeText(difference: Difference, names: Names): string {
  switch (difference.kind) {
    case "changed":
      return `${dataText(difference.before, names)} → ${dataText(difference.after, names)}`;
    case "added":
      return `+${dataText(difference.value, names)}`;
    case "removed":
      return `−${dataText(difference.value, names)}`;
  }
}

/** A path as one would write it in code: `log[1].term`, `nextIndex[n2]`. */
function pathText({ kind, path }: Difference, names: Names): string {
  const last = path.at(-1);
  const isTail = kind !== "changed" && last?.kind === "index" && last.atEnd;
  const shown = isTail ? path.slice(0, -1) : path;
  return shown.map((part, index) => partText(part, index === 0, names)).join("");
}

function partText(part: PathPart, isFirst: boolean, names: Names): string {
  switch (part.kind) {
    case "field":
      return isFirst ? part.name : `.${part.name}`;
    case "index":
      return `[${part.index}]`;
    case "key":
      return `[${dataText(part.key, names)}]`;
    case "element":
      return "";
  }
}

function sorted(items: Iterable<unknown>): unknown[] {
  return [...items]
    .map((item) => ({ item, key: encode(item) }))
    .toSorted((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ item }) => item);
}
