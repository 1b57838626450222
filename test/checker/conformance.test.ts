/**
 * The engine and the reference explorer agree on every instance of every model in the catalog, with
 * and without symmetry: on all of those whose size is known to be small, on the beginning of others.
 */
import { describe, expect, it } from "vitest";
import { miniature } from "../miniatures.ts";
import { conformanceRuns, expectClosedUnderSymmetry, expectConformance } from "./conformance.ts";

describe("the explorers agree", () => {
  // Larger ones as a whole: test/slow/conformance.slow.test.ts.
  const runs = conformanceRuns({ all: 150, beginning: 20 });

  it.each(runs.map((run) => [run.name, run] as const))("on %s", (_name, run) => {
    expectConformance(run);
  });
});

describe("the declared symmetry", () => {
  const runs = conformanceRuns({ all: 0, beginning: 30 }).filter(({ symmetry }) => symmetry);

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
      fuzz: { size: "nodes", sizes: [3] },
    };

    expect(() =>
      expectClosedUnderSymmetry({ name: "", entry, instance, symmetry: true, states: 10 }),
    ).toThrow("to deeply equal");
  });
});
