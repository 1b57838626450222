/** Of every mutant's shortest counterexample, the step that is called decisive is the bug's doing. */
import { describe, expect, it } from "vitest";
import { catalog } from "../../models/catalog.ts";
import { causesOf } from "../../traces/explanation/explanation.ts";
import { violatingOf } from "../traces/violating.ts";

const bugs = catalog.flatMap((entry) =>
  entry.mutants
    .filter(({ length }) => length !== null)
    .map((mutant) => [`${entry.model.name} ${mutant.name}`, entry, mutant] as const),
);

describe("the decisive step", () => {
  it.each(bugs)(
    "of %s is one that the model without the bug would not take so",
    (_name, entry, mutant) => {
      const violating = violatingOf(entry, mutant);

      expect(causesOf(violating, entry.model).decisive).toBeDefined();
      expect(causesOf(violating, mutant.model).decisive).toBeUndefined();
    },
  );
});
