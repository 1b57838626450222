/**
 * The engine and the reference explorer agree on every instance of every model in the catalog, with
 * and without symmetry: on all of those whose size is known to be small, on the beginning of others.
 */
import { describe, expect, it } from "vitest";
import { catalog } from "../../models/catalog.ts";
import { miniature } from "../miniatures.ts";
import { byEngine, byReference } from "./agreement.ts";
import { conformanceRuns, expectClosedUnderSymmetry, expectConformance } from "./conformance.ts";

describe("the explorers agree", () => {
  // Larger ones as a whole: test/slow/conformance.slow.test.ts.
  const runs = conformanceRuns({ all: 1_500, beginning: 400 });

  it.each(runs.map((run) => [run.name, run] as const))("on %s", (_name, run) => {
    expectConformance(run);
  });
});

describe("the declared symmetry", () => {
  const runs = conformanceRuns({ all: 0, beginning: 1_000 }).filter(({ symmetry }) => symmetry);

  it.each(runs.map((run) => [run.name, run] as const))("is one of %s", (_name, run) => {
    expectClosedUnderSymmetry(run);
  });

  it("is found out if it is none", () => {
    const favourite = miniature<number, { type: "Lead" }>(
      {
        processes: ["a", "b"],
        init: () => 0,
        events: (self, state) => (self === "a" && state === 0 ? [{ type: "Lead" }] : []),
        reduce: () => ({ state: 1 }),
      },
      { symmetry: () => [["a", "b"]] },
    );
    const instance = { name: "small", about: "", expected: {} };
    const entry = {
      model: favourite,
      properties: () => [],
      variants: [],
      instances: [],
      mutants: [],
    };

    expect(() =>
      expectClosedUnderSymmetry({ name: "", entry, instance, symmetry: true, states: 10 }),
    ).toThrow("to deeply equal");
  });
});

const twoPhaseCommit = catalog.find(({ model }) => model.name === "two-phase-commit")!;

function explore(resourceManagers: number, symmetry: boolean, by: typeof byEngine): object {
  return by(twoPhaseCommit.model, { config: { resourceManagers }, symmetry });
}

describe("two-phase commit", () => {
  it.each([
    [3, 288, 1_146, 11],
    [4, 1_568, 8_258, 14],
    [5, 8_832, 58_146, 17],
    [6, 50_816, 402_306, 20],
  ])("with %s managers has the counts that TLC prints", (managers, distinct, generated, depth) => {
    expect(explore(managers, false, byEngine)).toMatchObject({
      distinctStates: distinct,
      generatedStates: generated,
      depth,
      ending: "exhausted",
    });
  });

  it.each([
    [3, 80, 11],
    [4, 166, 14],
    [5, 314, 17],
  ])("with %s managers has %s orbits", (managers, distinctStates, depth) => {
    const found = explore(managers, true, byEngine);

    expect(found).toMatchObject({ distinctStates, depth, ending: "exhausted" });
    if (managers < 5) expect(explore(managers, true, byReference)).toEqual(found);
  });
});
