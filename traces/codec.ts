/**
 * Data as JSON and back. JSON has no sets and maps: they become `{"#set": […]}` and
 * `{"#map": [[key, value], …]}`, so no key of a record may begin with "#". What is read comes from
 * outside and is not trusted: whatever could not have been written here is an error.
 */
import { type Data, encode, isRecord } from "../checker/data.ts";
import { CheckerError } from "../checker/errors.ts";

/** What JSON can hold of our data. */
export type Json =
  null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Names that reach an object's prototype in JavaScript. */
const PROTOTYPE_KEYS = ["__proto__", "constructor", "prototype"];
/** Data nested deeper than this is no protocol's; it would only exhaust the stack. */
const NESTING_MAX = 200;
/** How much of a path an error shows. */
const PATH_SHOWN = 60;

/**
 * `value`, which has to be plain data, as JSON; sets and maps in canonical order.
 * @throws CheckerError `NotData` for what can't be written so that it could be read again.
 */
export function toJson(value: unknown): Json {
  if (Array.isArray(value)) return value.map(toJson);
  if (value instanceof Set) return { "#set": inOrder([...value]).map(toJson) };
  if (value instanceof Map) {
    const entries: readonly [unknown, unknown][] = inOrder([...value]);
    return { "#map": entries.map(([key, item]) => [toJson(key), toJson(item)]) };
  }
  if (isRecord(value)) {
    const entries = Object.entries(value).map(([key, item]): [string, Json] => {
      const objection = objectionTo(key);
      if (objection !== undefined) throw new CheckerError("NotData", objection);
      return [key, toJson(item)];
    });
    return Object.fromEntries(entries);
  }
  if (typeof value === "string" || typeof value === "boolean" || value === null) return value;
  if (Number.isSafeInteger(value)) return Number(value);
  throw new CheckerError("NotData", `a ${typeof value} can't be written to a trace file`);
}

/** Canonical order, so that equal data gives equal files. */
function inOrder<T>(items: readonly T[]): T[] {
  return items
    .map((item) => ({ item, key: encode(item) }))
    .toSorted((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ item }) => item);
}

/**
 * The data that `json`, the result of JSON.parse, stands for.
 * @param path where it is in the file, for the error.
 * @throws CheckerError `BadTrace`.
 */
export function fromJson(json: unknown, path = "", nesting = 0): Data {
  if (nesting > NESTING_MAX) reject(path, "is nested too deeply");
  if (json === null || typeof json === "string" || typeof json === "boolean") return json;
  if (typeof json === "number") {
    if (!Number.isSafeInteger(json)) reject(path, `is ${json}, not a safe integer`);
    return json;
  }
  if (Array.isArray(json)) {
    return json.map((item: unknown, index) => fromJson(item, `${path}[${index}]`, nesting + 1));
  }
  if (!isRecord(json)) reject(path, `is a ${typeof json}`);
  if (Object.hasOwn(json, "#set")) return readSet(onlyValue(json, "#set", path), path, nesting);
  if (Object.hasOwn(json, "#map")) return readMap(onlyValue(json, "#map", path), path, nesting);
  const entries = Object.entries(json).map(([key, item]): [string, Data] => {
    const objection = objectionTo(key);
    if (objection !== undefined) reject(path, `can't be read: ${objection}`);
    return [key, fromJson(item, path === "" ? key : `${path}.${key}`, nesting + 1)];
  });
  return Object.fromEntries(entries);
}

function readSet(items: readonly unknown[], path: string, nesting: number): ReadonlySet<Data> {
  const data = items.map((item, index) => fromJson(item, `${path}[${index}]`, nesting + 1));
  rejectRepeated(data, path);
  return new Set(data);
}

function readMap(
  items: readonly unknown[],
  path: string,
  nesting: number,
): ReadonlyMap<Data, Data> {
  const entries = items.map((item, index): [Data, Data] => {
    const at = `${path}[${index}]`;
    if (!Array.isArray(item) || item.length !== 2) reject(at, "is not a pair of key and value");
    return [fromJson(item[0], at, nesting + 1), fromJson(item[1], at, nesting + 1)];
  });
  rejectRepeated(
    entries.map(([key]) => key),
    path,
  );
  return new Map(entries);
}

function rejectRepeated(items: readonly Data[], path: string): void {
  if (new Set(items.map(encode)).size < items.length) reject(path, "holds something twice");
}

function onlyValue(
  json: Readonly<Record<string, unknown>>,
  key: string,
  path: string,
): readonly unknown[] {
  const value = json[key];
  if (Object.keys(json).length > 1) reject(path, `has other keys beside "${key}"`);
  if (!Array.isArray(value)) reject(path, `has a "${key}" that is no list`);
  return value;
}

function objectionTo(key: string): string | undefined {
  if (key.startsWith("#")) return `the key "${key}" begins with "#", which marks sets and maps`;
  if (PROTOTYPE_KEYS.includes(key)) return `the key "${key}" is not allowed`;
  return undefined;
}

function reject(path: string, what: string): never {
  const where = path.length > PATH_SHOWN ? `${path.slice(0, PATH_SHOWN)}…` : path;
  throw new CheckerError("BadTrace", `${where === "" ? "The content" : where} ${what}.`);
}
