/** Differences say exactly what changed: applied to what was before, they give what is after. */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { encode, isRecord } from "../../checker/data.ts";
import { differenceTexts } from "../../traces/data-text.ts";
import { diff, type Difference, type PathPart } from "../../traces/diff.ts";
import { data } from "./data.ts";

/** `value` with the part that `part` names replaced, added or (undefined) taken out. */
function withPart(value: unknown, part: PathPart, change: (old: unknown) => unknown): unknown {
  switch (part.kind) {
    case "field": {
      const record = isRecord(value) ? value : {};
      const { [part.name]: old, ...others } = record;
      const young = change(old);
      return young === undefined ? others : { ...others, [part.name]: young };
    }
    case "index": {
      const items = [...(value as unknown[])];
      const young = change(items[part.index]);
      return young === undefined ? items.toSpliced(part.index, 1) : items.with(part.index, young);
    }
    case "key": {
      const entries = [...(value as Map<unknown, unknown>)];
      const others = entries.filter(([key]) => encode(key) !== encode(part.key));
      const old = entries.find(([key]) => encode(key) === encode(part.key));
      const young = change(old?.[1]);
      return new Map(young === undefined ? others : [...others, [part.key, young]]);
    }
    case "element":
      return change(value);
  }
}

function applied(value: unknown, difference: Difference, depth = 0): unknown {
  const { path, kind } = difference;
  const part = path[depth];
  if (part === undefined) return kind === "changed" ? difference.after : undefined;
  if (part.kind === "element" && kind !== "changed") {
    const items = [...(value as Set<unknown>)];
    const others = items.filter((item) => encode(item) !== encode(difference.value));
    return new Set(kind === "added" ? [...others, difference.value] : others);
  }
  const isLast = depth === path.length - 1;
  if (isLast && kind === "added") {
    if (part.kind === "index") {
      return (value as unknown[]).toSpliced(part.index, 0, difference.value);
    }
    return withPart(value, part, () => difference.value);
  }
  if (isLast && kind === "removed") return withPart(value, part, () => undefined);
  return withPart(value, part, (old) => applied(old, difference, depth + 1));
}

/** Items are taken out of an array from the back, so that indices stay true. */
function inOrder(differences: readonly Difference[]): Difference[] {
  const removed = differences.filter(({ kind }) => kind === "removed").toReversed();
  return [...differences.filter(({ kind }) => kind !== "removed"), ...removed];
}

describe("the differences between two data", () => {
  it("are none exactly if the two are equal", () => {
    fc.assert(
      fc.property(data, data, (before, after) => {
        expect(diff(before, after).length === 0).toBe(encode(before) === encode(after));
      }),
    );
  });

  it("lead from one to the other", () => {
    fc.assert(
      fc.property(data, data, (before, after) => {
        const changes = inOrder(diff(before, after));

        const reached = changes.reduce<unknown>((value, change) => applied(value, change), before);

        expect(encode(reached)).toBe(encode(after));
      }),
    );
  });

  it("do not depend on the order of sets, maps and fields", () => {
    const before = { votes: new Set(["n1", "n2"]), next: new Map([["a", 1] as const, ["b", 2]]) };
    const after = { next: new Map([["b", 2] as const, ["a", 1]]), votes: new Set(["n2", "n1"]) };

    expect(diff(before, after)).toEqual([]);
  });
});

describe("differences as text", () => {
  const names = new Set(["n1", "n2", "n3"]);
  it.each([
    [{ term: 1 }, { term: 2 }, ["term: 1 → 2"]],
    [{ votedFor: null }, { votedFor: "n2" }, ["votedFor: null → n2"]],
    [{ role: "follower" }, { role: "leader" }, ['role: "follower" → "leader"']],
    [{ votes: new Set(["n1"]) }, { votes: new Set(["n2", "n3"]) }, ["votes: −n1, +n2, +n3"]],
    [{ log: [1] }, { log: [1, 2, 3] }, ["log: +2, +3"]],
    [{ log: [1, 2] }, { log: [1] }, ["log: −2"]],
    [{ queue: [1, 2, 3] }, { queue: [2, 3] }, ["queue[0]: −1"]],
    [{ log: [{ term: 1 }] }, { log: [{ term: 2 }] }, ["log[0].term: 1 → 2"]],
    [{ next: new Map([["n2", 1]]) }, { next: new Map([["n2", 2]]) }, ["next[n2]: 1 → 2"]],
    [{ next: new Map() }, { next: new Map([["n2", 2]]) }, ["next[n2]: +2"]],
    [{ a: 1 }, { b: { c: 1 } }, ["a: −1", "b: +{c: 1}"]],
    [1, "n1", ["1 → n1"]],
  ])("of %j and %j read %j", (before, after, texts) => {
    expect(differenceTexts(diff(before, after), names)).toEqual(texts);
  });
});
