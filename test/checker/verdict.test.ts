/** Verdicts say what is certain and no more; exit codes follow from them. */
import { describe, expect, it } from "vitest";
import type { Ending, Exploration } from "../../checker/search/exploration.ts";
import {
  collisionProbability,
  exitCodeOf,
  limitReached,
  type Verdict,
  verdictOn,
} from "../../checker/verdict.ts";

function exploration(parts: Partial<Exploration<unknown>>): Exploration<unknown> {
  return {
    distinctStates: 10,
    generatedStates: 20,
    depth: 5,
    completeDepth: 4,
    ending: "exhausted",
    violations: [],
    triggered: new Set(["P"]),
    actions: new Map(),
    constrained: 0,
    ...parts,
  };
}

const invariant = { name: "P", kind: "invariant" };
const witness = { name: "P", kind: "witness" };
const untriggered = { triggered: new Set<string>() };
const violations = [{ property: "P", reason: "two lead", steps: [], initial: 0 }];

describe("a verdict", () => {
  it.each<[string, typeof invariant, Partial<Exploration<unknown>>, Verdict]>([
    ["an exhausted search", invariant, {}, "holds"],
    ["an exhausted search that never tried it", invariant, untriggered, "vacuous"],
    ["a violation", invariant, { violations }, "violated"],
    ["a violation, whatever ended it", invariant, { violations, ending: "time" }, "violated"],
    ["another's violation", invariant, { ending: "violated" }, "holds to depth 4"],
    ["the depth asked for", invariant, { ending: "depth" }, "holds to depth 4"],
    ["too many states", invariant, { ending: "states" }, "inconclusive"],
    ["no more time", invariant, { ending: "time" }, "inconclusive"],
    ["no more memory", invariant, { ending: "memory" }, "inconclusive"],
    ["an interruption", invariant, { ending: "interrupted" }, "inconclusive"],
    ["a depth that never tried it", invariant, { ending: "depth", ...untriggered }, "inconclusive"],
    ["a witness that was found", witness, {}, "holds"],
    ["a witness found before the end", witness, { ending: "time" }, "holds"],
    ["a witness that is nowhere", witness, untriggered, "vacuous"],
    ["a witness not found yet", witness, { ending: "depth", ...untriggered }, "inconclusive"],
    ["no deadlock, which needs no trigger", { name: "D", kind: "deadlock" }, {}, "holds"],
  ])("after %s", (_what, property, parts, verdict) => {
    expect(verdictOn(property, exploration(parts)).verdict).toBe(verdict);
  });

  it("carries the sentence that explains a violation", () => {
    expect(verdictOn(invariant, exploration({ violations })).reason).toBe("two lead");
  });

  it("says which limit was hit, and what is certain all the same", () => {
    const endings: readonly Ending[] = ["states", "time", "memory", "interrupted", "depth"];
    const texts = endings.map((ending) => limitReached(ending, 4));

    expect(new Set(texts).size).toBe(endings.length);
    expect(
      texts.every((text) => text.endsWith("all behaviours of up to 4 states were covered")),
    ).toBe(true);
    expect(verdictOn(invariant, exploration({ ending: "time" })).reason).toBe(texts[1]);
  });
});

function of(ending: Ending, ...verdicts: Verdict[]): number {
  return exitCodeOf(
    verdicts.map((verdict) => ({ name: "P", verdict, reason: undefined })),
    ending,
  );
}

describe("the exit code", () => {
  it("is 0 only if all hold", () => {
    expect(of("exhausted", "holds", "holds")).toBe(0);
    expect(of("depth", "holds", "holds to depth 4")).toBe(0);
  });

  it("is 1 if one is violated, whatever else", () => {
    expect(of("violated", "vacuous", "inconclusive", "violated")).toBe(1);
    expect(of("time", "violated")).toBe(1);
  });

  it("is 3 if one is inconclusive, or the search was cut short", () => {
    expect(of("depth", "holds", "vacuous", "inconclusive")).toBe(3);
    expect(of("time", "holds")).toBe(3);
    expect(of("states")).toBe(3);
    expect(of("memory")).toBe(3);
  });

  it("is 4 if one is vacuous", () => {
    expect(of("exhausted", "holds", "vacuous")).toBe(4);
  });
});

describe("the probability of a collision", () => {
  it("is that of two equal birthdays in a year of 2^64 days", () => {
    expect(collisionProbability(1)).toBe(0);
    expect(collisionProbability(2)).toBe(2 ** -64);
    expect(collisionProbability(2 ** 25)).toBeCloseTo(2 ** 49 / 2 ** 64, 10);
  });
});
