/** Plain data: its canonical text, where it is none, freezing, renaming, hashing. */
import { createHash } from "node:crypto";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Data,
  deepFreeze,
  encode,
  encodeRenamed,
  findNotData,
  firstDifference,
  hash64,
  rename,
  type Renaming,
} from "../../checker/data.ts";
import { backwards, isSame, someData } from "./some-data.ts";

describe("encode", () => {
  it("is equal for data that differ only in the order of sets, maps and records", () => {
    fc.assert(fc.property(someData, (data) => encode(backwards(data)) === encode(data)));
  });

  it("is equal exactly for equal data", () => {
    fc.assert(
      fc.property(someData, someData, (a, b) => (encode(a) === encode(b)) === isSame(a, b)),
      { numRuns: 2000 },
    );
  });

  it("tells all small data apart that look alike", () => {
    const lookalikes = [
      null, "N", "null", true, "T", false, "F", 0, "0", "", [], [[]], {}, new Set(), new Map(),
      new Set([[]]), [new Set()], { "": 0 }, new Map([["", 0]]), ["", 0], [null], ["N"], [1, 2],
      ["1,2"], [[1], 2], new Set([1, 2]), new Set(["1,2"]), { a: 1, b: 2 }, { "a:1,b": 2 },
      new Map([["a", 1]]), new Map([[{ a: 1 }, 1]]), new Set([["a", 1]]), new Set([new Map()]),
    ]; // prettier-ignore

    expect(new Set(lookalikes.map(encode)).size).toBe(lookalikes.length);
  });

  it("takes -0 for 0, as === does", () => {
    expect(encode({ x: -0 })).toBe(encode({ x: 0 }));
  });

  it("takes an own key __proto__ for a key like any other", () => {
    const data: unknown = JSON.parse('{"__proto__":1}');

    expect(encode(data)).not.toBe(encode({}));
    expect(encode(rename(data, new Map()))).toBe(encode(data));
  });
});

class Server {
  readonly term = 1;
}

/** Things that are no data, and what they are called. */
const FAULTS: readonly (readonly [value: unknown, name: string])[] = [
  [undefined, "undefined"],
  [Number.NaN, "NaN, not a safe integer"],
  [1.5, "1.5, not a safe integer"],
  [2 ** 53, "9007199254740992, not a safe integer"],
  [-Infinity, "-Infinity, not a safe integer"],
  [() => 1, "a function"],
  [Symbol("s"), "a symbol"],
  [1n, "a bigint"],
  [new Date(0), "an instance of Date"],
  [new Server(), "an instance of Server"],
  [/x/, "an instance of RegExp"],
  [new WeakMap(), "an instance of WeakMap"],
  [Promise.resolve(1), "an instance of Promise"],
  [new Uint8Array(2), "an instance of Uint8Array"],
];

interface Planted {
  readonly value: unknown;
  readonly path: string;
  readonly name: string;
}

const { planted } = fc.letrec<{ planted: Planted }>((tie) => {
  const inner = tie("planted");
  const leaf = fc.constantFrom(...FAULTS).map(([value, name]) => ({ value, path: "", name }));
  const around = fc.array(someData, { maxLength: 2 });
  return {
    planted: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      leaf,
      fc.tuple(inner, around).map(([{ value, path, name }, before]) => ({
        value: [...before, value],
        path: `[${before.length}]${path}`,
        name,
      })),
      fc.tuple(inner, someData).map(([{ value, path, name }, other]) => ({
        value: { other, log: value },
        path: `.log${path}`,
        name,
      })),
      inner.map(({ value, path, name }) => ({
        value: new Set(["n1", value]),
        path: `{element}${path}`,
        name,
      })),
      inner.map(({ value, path, name }) => ({
        value: new Map([["n1", value]]),
        path: `{n1}${path}`,
        name,
      })),
      inner.map(({ value, path, name }) => ({
        value: new Map([[value, "n1"]]),
        path: `{key}${path}`,
        name,
      })),
    ),
  };
});

describe("findNotData", () => {
  it("finds nothing in data", () => {
    fc.assert(fc.property(someData, (data) => findNotData(data) === undefined));
  });

  it("names the path of what is no data, and what it is", () => {
    fc.assert(
      fc.property(planted, ({ value, path, name }) => {
        expect(findNotData(value)).toBe(`${path === "" ? "it" : path} is ${name}`);
        expect(() => encode(value)).toThrow(expect.objectContaining({ code: "NotData" }));
      }),
    );
  });

  it("sees holes in arrays", () => {
    const log: number[] = [1];
    log[2] = 3;

    expect(findNotData({ log })).toBe(".log[1] is undefined");
  });

  it("sees what stands under a symbol", () => {
    const state = { log: [{ term: 1, [Symbol("hidden")]: 2 }] };

    expect(findNotData(state)).toBe(".log[0][Symbol(hidden)] has a symbol for its key");
  });

  it("looks at all that a state does not share with what is known to be data", () => {
    const known = { log: [1], term: 1, voted: { for: "n1" } };

    expect(findNotData({ ...known }, known)).toBeUndefined();
    expect(findNotData({ ...known, term: 1.5 }, known)).toBe(".term is 1.5, not a safe integer");
    expect(findNotData({ ...known, extra: undefined }, known)).toBe(".extra is undefined");
    const voted = { ...known.voted, when: undefined };
    expect(findNotData({ ...known, voted }, known)).toBe(".voted.when is undefined");
  });

  it("says of a state that holds itself that it has no end", () => {
    const state: Record<string, unknown> = {};
    state["self"] = { state };

    expect(findNotData(state)).toBe("it is nested without end");
  });
});

describe("deepFreeze", () => {
  it("freezes all that can be reached, and returns its argument", () => {
    fc.assert(
      fc.property(someData, (data) => {
        expect(deepFreeze(data)).toBe(data);
        expect(partsOf(data).every(Object.isFrozen)).toBe(true);
      }),
    );
  });

  it("freezes what is inside of something frozen", () => {
    const log = [{ term: 1 }];

    deepFreeze(Object.freeze({ log }));

    expect(Object.isFrozen(log)).toBe(true);
    expect(Object.isFrozen(log[0])).toBe(true);
  });
});

function partsOf(value: unknown): unknown[] {
  if (typeof value !== "object" || value === null) return [];
  const parts =
    value instanceof Map
      ? [...value].flat()
      : value instanceof Set
        ? [...value]
        : Object.values(value);
  return [value, ...parts.flatMap(partsOf)];
}

/** Permutations of a few ids, some of which occur in the data. */
const someRenaming: fc.Arbitrary<Renaming> = fc
  .shuffledSubarray(["n1", "n2", "a", "T"], { minLength: 4, maxLength: 4 })
  .map((order) => new Map(["n1", "n2", "a", "T"].map((id, index) => [id, order[index]!])));

describe("rename", () => {
  it("renames strings everywhere, keys included", () => {
    const renaming = new Map([["n1", "n2"], ["n2", "n1"]]); // prettier-ignore
    const data: Data = {
      n1: ["n1", "n3", 1, null],
      votes: new Set(["n1"]),
      next: new Map<Data, Data>([["n2", { of: "n1" }]]),
    };

    expect(rename(data, renaming)).toEqual({
      n2: ["n2", "n3", 1, null],
      votes: new Set(["n2"]),
      next: new Map([["n1", { of: "n2" }]]),
    });
  });

  it("does nothing by the identity, and one renaming after another is one renaming", () => {
    fc.assert(
      fc.property(someData, someRenaming, someRenaming, (data, first, second) => {
        const both = new Map([...first].map(([id, other]) => [id, second.get(other)!]));
        const identity = new Map([...first.keys()].map((id) => [id, id]));
        expect(encode(rename(data, identity))).toBe(encode(data));
        expect(encode(rename(rename(data, first), second))).toBe(encode(rename(data, both)));
      }),
    );
  });
});

describe("encodeRenamed", () => {
  it("is the text of what is renamed", () => {
    fc.assert(
      fc.property(someData, someRenaming, (data, renaming) => {
        expect(encodeRenamed(data, renaming)).toBe(encode(rename(data, renaming)));
        expect(encodeRenamed(data, new Map())).toBe(encode(data));
      }),
    );
  });
});

describe("firstDifference", () => {
  it("is undefined exactly for equal data", () => {
    fc.assert(
      fc.property(someData, someData, (a, b) => {
        expect(firstDifference(a, backwards(a))).toBeUndefined();
        expect(firstDifference(a, b) === undefined).toBe(isSame(a, b));
      }),
    );
  });

  it("names the path of the first difference", () => {
    const state = { log: [{ term: 1 }, { term: 2 }], votes: new Set(["n1"]) };

    expect(firstDifference(state, { ...state, log: [{ term: 1 }, { term: 3 }] })).toBe(
      ".log[1].term",
    );
    expect(firstDifference(state, { ...state, votes: new Set(["n2"]) })).toBe(".votes");
    expect(firstDifference(1, 2)).toBe("(the whole)");
  });
});

describe("hash64", () => {
  it("is the first eight bytes of SHA-1, the same on every machine", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const digest = createHash("sha1").update(text).digest();
        expect(hash64(text)).toEqual([digest.readInt32LE(0), digest.readInt32LE(4)]);
      }),
    );
    expect(hash64("")).toEqual([-291292710, 223046494]);
  });
});
