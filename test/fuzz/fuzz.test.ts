/** Fuzzing sessions: what ends them, what they count, and that a seed says it all. */
import { describe, expect, it } from "vitest";
import { type Target, targetOf } from "../../checker/check.ts";
import { Fuzz, type FuzzOptions, type FuzzResult } from "../../checker/fuzz/fuzz.ts";
import { strategyNamed } from "../../checker/fuzz/strategies/index.ts";
import { replay } from "../../checker/search/replay.ts";
import { catalog } from "../../models/catalog.ts";
import { entryOf } from "../../cli/plan.ts";

function targetOfMutant(protocol: string, name: string): Target {
  const entry = entryOf(catalog, protocol);
  const { model, config, environment } = entry.mutants.find((mutant) => mutant.name === name)!;
  const properties = entry.properties(targetOf(model, { config }).config);
  return targetOf(model, { config, environment, properties });
}

function targetOfProtocol(protocol: string): Target {
  const { model, properties } = entryOf(catalog, protocol);
  return targetOf(model, { properties: properties(targetOf(model).config) });
}

function session(target: Target, options: Partial<FuzzOptions>): FuzzResult {
  const strategy = strategyNamed("uniform").make({ steps: 100 });
  const fuzz = new Fuzz([target], { strategy, seed: "1", steps: 100, ...options });
  while (fuzz.advance());
  return fuzz.result();
}

describe("a fuzzing session", () => {
  it("ends with a violation that replays in the plain world", () => {
    const target = targetOfMutant("raft", "forgets-vote");

    const { ending, violations } = session(target, { runs: 2000 });

    expect(ending).toBe("violated");
    expect(violations.map(({ property }) => property)).toEqual(["ElectionSafety"]);
    expect(replay(target.subject, violations[0]!).kind).toBe("violates");
  });

  it("finds what a step out of the constraint violates", () => {
    const target = targetOfMutant("raft-static", "any-candidate-will-do");

    const [violation] = session(target, { runs: 5000, seed: "2" }).violations;

    const { states } = replay(target.subject, violation!);
    expect(target.subject.system.constraint!(states.at(-1))).toBe(false);
  });

  it("ends when it has made its runs", () => {
    const { ending, runs, violations } = session(targetOfProtocol("raft"), { runs: 50 });

    expect({ ending, runs, violations }).toEqual({ ending: "runs", runs: 50, violations: [] });
  });

  it("makes no run longer than it may", () => {
    const { runs, steps } = session(targetOfProtocol("raft"), { runs: 50, steps: 7 });

    expect(steps).toBe(7 * runs);
  });

  it("comes to know every state of a small protocol, and counts each once", () => {
    const config = { resourceManagers: 2 };
    const target = targetOf(entryOf(catalog, "two-phase-commit").model, { config });

    // TLC's count: 6 ** 2 + 4 ** 2 + 2 ** 2.
    expect(session(target, { runs: 5000 }).distinctStates).toBe(56);
  });

  it("is the same again with the same seed, and another with another", () => {
    const target = targetOfProtocol("raft");

    const first = session(target, { runs: 100 });

    expect(session(target, { runs: 100 })).toEqual(first);
    expect(session(target, { runs: 100, seed: "2" }).distinctStates).not.toBe(first.distinctStates);
  });

  it("goes on after a violation if it is told to, with one of each property", () => {
    const target = targetOfMutant("raft", "forgets-vote");

    const { ending, runs, violations } = session(target, { runs: 300, goesOn: true });

    expect({ ending, runs }).toEqual({ ending: "runs", runs: 300 });
    const names = violations.map(({ property }) => property);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toContain("ElectionSafety");
  });

  it("does not look for what is known to be violated", () => {
    const target = targetOfMutant("raft", "forgets-vote");
    const known = session(target, { runs: 300 }).violations;

    const all = session(target, { runs: 300, goesOn: true, known });
    const ended = session(target, { runs: 300, known });

    expect(all.violations.slice(0, 1)).toEqual(known);
    expect(all.violations.filter(({ property }) => property === "ElectionSafety")).toEqual(known);
    expect(ended).toMatchObject({ ending: "violated", runs: 0, violations: known });
  });

  it("goes on if what is known is no property of its own", () => {
    const target = targetOfProtocol("raft");
    const names = target.properties.map(({ name }) => `other than ${name}`);
    const known = names.map((property) => ({
      property,
      reason: "",
      initial: 0,
      steps: [],
      target,
      run: 0,
    }));

    expect(session(target, { runs: 3, goesOn: true, known })).toMatchObject({ runs: 3 });
  });
});
