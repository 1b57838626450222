/** Data survives the way into a trace file and back; what could do harm does not get in. */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { encode } from "../../checker/data.ts";
import { fromJson, toJson } from "../../traces/codec.ts";
import { data } from "./data.ts";

describe("data as JSON", () => {
  it("comes back as it was", () => {
    fc.assert(
      fc.property(data, (value) => {
        const read = fromJson(JSON.parse(JSON.stringify(toJson(value))));

        expect(encode(read)).toBe(encode(value));
      }),
    );
  });

  it("is the same text for equal sets and maps, whatever their order", () => {
    const [a, b] = [new Set(["n1", "n2"]), new Set(["n2", "n1"])];

    expect(JSON.stringify(toJson(new Map([[a, 1]])))).toBe(
      JSON.stringify(toJson(new Map([[b, 1]]))),
    );
  });

  it("has sets as #set and maps as #map", () => {
    expect(toJson({ votes: new Set(["n1"]), next: new Map([["n1", 2]]) })).toEqual({
      votes: { "#set": ["n1"] },
      next: { "#map": [["n1", 2]] },
    });
  });

  it.each([
    ["a key that marks a set", { "#set": 1 }],
    ["a key that is no key", JSON.parse('{"__proto__": 1}') as unknown],
    ["a fraction", 0.5],
    ["undefined", [undefined]],
    ["a date", new Date(0)],
  ])("is refused for %s", (_what, value) => {
    expect(() => toJson(value)).toThrow(/key|can't be written/);
  });
});

describe("JSON as data", () => {
  it.each([
    ["a set that is no list", '{"#set": 3}', "no list"],
    ["a set with a key beside it", '{"#set": [], "more": 1}', "other keys"],
    ["a set that holds something twice", '{"#set": [{"a": 1, "b": 2}, {"b": 2, "a": 1}]}', "twice"],
    ["a map with a key twice", '{"#map": [["n1", 1], ["n1", 2]]}', "twice"],
    ["a map of other than pairs", '{"#map": [[1, 2, 3]]}', "not a pair"],
    ["an unknown mark", '{"#bag": []}', '"#bag"'],
    ["a way to the prototype", '{"a": {"__proto__": {"polluted": true}}}', '"__proto__"'],
    ["a constructor", '[{"constructor": 1}]', '"constructor"'],
    ["a number that is too large", "[9007199254740993]", "not a safe integer"],
    ["a fraction", "[0.5]", "not a safe integer"],
    ["bottomless nesting", `${"[".repeat(5000)}${"]".repeat(5000)}`, "nested too deeply"],
  ])("is refused with %s", (_what, text, sentence) => {
    expect(() => fromJson(JSON.parse(text))).toThrow(sentence);
  });

  it("pollutes no prototype", () => {
    expect(() => fromJson(JSON.parse('{"__proto__": {"polluted": true}}'))).toThrow();

    expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
  });
});
