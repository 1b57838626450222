/**
 * What an action changes in a transition system's state, by the state's fields; a field that maps
 * names to what they have is told by name.
 */
import { encode, isRecord } from "../checker/data.ts";
import { dataText, type Names } from "../checker/data-text.ts";
import { differenceTexts, fieldTexts } from "./data-text.ts";
import { diff, type Difference } from "./diff.ts";
import type { Fact } from "./world-changes.ts";

/** What changed between two states. */
export function systemChanges(before: unknown, after: unknown, names: Names): Fact[] {
  const groups = new Map<string, Difference[]>();
  for (const difference of diff(before, after)) {
    const { subject, rest } = located(difference, names);
    groups.set(subject, [...(groups.get(subject) ?? []), rest]);
  }
  return [...groups].map(([subject, differences]) => ({
    subject,
    text: differenceTexts(differences, names).join(", "),
  }));
}

/** Splits a difference into the part of the state that it is in, and what it is there. */
function located(
  difference: Difference,
  names: Names,
): { readonly subject: string; readonly rest: Difference } {
  const [first, second, ...others] = difference.path;
  if (first?.kind !== "field") return { subject: "state", rest: difference };
  if (second?.kind !== "key") {
    return { subject: first.name, rest: { ...difference, path: difference.path.slice(1) } };
  }
  const subject = `${first.name}[${dataText(second.key, names)}]`;
  return { subject, rest: { ...difference, path: others } };
}

/** The whole of a state. */
export function wholeSystem(state: unknown, names: Names): Fact[] {
  if (!isRecord(state)) return [{ subject: "state", text: dataText(state, names) }];
  return Object.entries(state).flatMap(([field, value]) =>
    value instanceof Map && value.size > 0
      ? byKey(field, value, names)
      : [{ subject: field, text: dataText(value, names) }],
  );
}

/** The entries of a map; keys that have the same stand together. */
function byKey(field: string, map: ReadonlyMap<unknown, unknown>, names: Names): Fact[] {
  const groups = new Map<string, { readonly keys: string[]; readonly value: unknown }>();
  for (const [key, value] of map) {
    const group = groups.get(encode(value)) ?? { keys: [], value };
    group.keys.push(dataText(key, names));
    groups.set(encode(value), group);
  }
  return [...groups.values()].map(({ keys, value }) => ({
    subject: `${field}[${keys.join(", ")}]`,
    text: fieldTexts(value, names).join(", "),
  }));
}
