/** Fields and differences as people read them, in the words of checker/data-text.ts. */
import { isRecord } from "../checker/data.ts";
import { dataText, type Names } from "../checker/data-text.ts";
import type { Difference, PathPart } from "./diff.ts";

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
