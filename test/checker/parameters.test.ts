/** Configs from defaults, settings and text; and the words that are found for wrong names and values. */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CheckerError, nearestName, unknownName } from "../../checker/errors.ts";
import {
  allowedValues,
  choice,
  configOf,
  flag,
  integer,
  parseSetting,
} from "../../checker/parameters.ts";

const parameters = {
  nodes: integer(3, { min: 1, max: 7 }, "how many processes there are"),
  epochs: flag(false, "are messages told apart by epoch?"),
  variant: choice("plain", ["plain", "majority"], "which variant"),
};

describe("a config", () => {
  it("is the defaults with the settings on top", () => {
    expect(configOf(parameters)).toEqual({ nodes: 3, epochs: false, variant: "plain" });
    expect(configOf(parameters, { nodes: 7, epochs: true, variant: undefined })).toEqual({
      nodes: 7,
      epochs: true,
      variant: "plain",
    });
  });

  it.each<[string, unknown, string]>([
    ["nodes", 0, "an integer from 1 to 7"],
    ["nodes", 8, "an integer from 1 to 7"],
    ["nodes", 2.5, "an integer from 1 to 7"],
    ["nodes", "3", "an integer from 1 to 7"],
    ["nodes", Number.NaN, "an integer from 1 to 7"],
    ["epochs", "true", "true or false"],
    ["epochs", 1, "true or false"],
    ["variant", "Plain", "one of plain, majority"],
    ["variant", null, "one of plain, majority"],
  ])("says what is allowed when %s is %j", (name, value, allowed) => {
    expect(() => configOf(parameters, { [name]: value })).toThrow(
      expect.objectContaining({
        code: "BadValue",
        exitCode: 2,
        message: `${name} can't be ${JSON.stringify(value)}.`,
        hint: `Allowed for ${name}: ${allowed}.`,
      }),
    );
  });

  it("suggests the key that was meant", () => {
    expect(() => configOf(parameters, { node: 3 })).toThrow(
      expect.objectContaining({
        code: "UnknownName",
        message: 'There is no config key "node". Did you mean "nodes"?',
        hint: "Known: nodes, epochs, variant.",
      }),
    );
  });

  it("knows no key that only every object has", () => {
    expect(() => configOf(parameters, { toString: 3 })).toThrow('no config key "toString"');
    expect(() => parseSetting(parameters, "constructor", "3")).toThrow("no config key");
  });
});

describe("--set name=text", () => {
  it.each<[string, string, unknown]>([
    ["nodes", "5", 5],
    ["epochs", "true", true],
    ["epochs", "false", false],
    ["variant", "majority", "majority"],
  ])("reads %s=%s", (name, text, value) => {
    expect(parseSetting(parameters, name, text)).toBe(value);
  });

  it.each([
    ["nodes", ""],
    ["nodes", "3.0"],
    ["nodes", "1e0"],
    ["nodes", "99"],
    ["nodes", "-1"],
    ["nodes", "9007199254740993"],
    ["epochs", "yes"],
    ["epochs", "True"],
    ["variant", ""],
  ] as const)("refuses %s=%s", (name, text) => {
    expect(() => parseSetting(parameters, name, text)).toThrow(
      expect.objectContaining({
        code: "BadValue",
        hint: `Allowed for ${name}: ${allowedValues(parameters[name])}.`,
      }),
    );
  });
});

/** Edit distance as its definition says it. */
function distance(a: string, b: string): number {
  if (a === "" || b === "") return a.length + b.length;
  if (a[0] === b[0]) return distance(a.slice(1), b.slice(1));
  const shorter = [
    distance(a.slice(1), b),
    distance(a, b.slice(1)),
    distance(a.slice(1), b.slice(1)),
  ];
  return 1 + Math.min(...shorter);
}

describe("did you mean", () => {
  it("suggests none but a nearest name, and only one that is near", () => {
    const word = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 6 });
    fc.assert(
      fc.property(word, fc.array(word, { maxLength: 4 }), (name, known) => {
        const found = nearestName(name, known);
        const least = Math.min(...known.map((other) => distance(name, other)));
        if (found === undefined) expect(least).toBeGreaterThan(2);
        else expect(distance(name, found)).toBe(least);
        expect(found === undefined || known.includes(found)).toBe(true);
      }),
    );
  });

  it("does not mind the case", () => {
    expect(nearestName("electionsafety", ["LogMatching", "ElectionSafety"])).toBe("ElectionSafety");
  });

  it("suggests nothing that is far", () => {
    expect(nearestName("LogMatching", ["ElectionSafety"])).toBeUndefined();
  });

  it("says so when there is nothing to choose from", () => {
    const error = unknownName("mutant", "x", []);

    expect(error).toBeInstanceOf(CheckerError);
    expect(error).toMatchObject({
      message: 'There is no mutant "x".',
      hint: "There are none.",
      exitCode: 2,
    });
  });
});
