/** The explorers on larger instances of the catalog as a whole, and on more of the others. */
import { describe, it } from "vitest";
import { conformanceRuns, expectConformance } from "../checker/conformance.ts";

describe("the explorers agree", () => {
  const runs = conformanceRuns({ all: 60_000, beginning: 10_000 });

  it.each(runs.map((run) => [run.name, run] as const))("on %s", (_name, run) => {
    expectConformance(run);
  });
});
