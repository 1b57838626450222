/** Whatever a mutant's property catches is the bug's doing: without it nothing as short is found. */
import { describe, expect, it } from "vitest";
import { catalog } from "../../models/catalog.ts";
import { lengths } from "../checker/agreement.ts";
import { checkWithoutBug } from "../models/check-instance.ts";

const bugs = catalog.flatMap((entry) =>
  entry.mutants
    .filter(({ isSlow, violates }) => isSlow !== true && violates !== null)
    .map((mutant) => [`${entry.model.name} ${mutant.name}`, entry, mutant] as const),
);

describe("where a mutant is caught", () => {
  it.each(bugs)("nothing as short is found without the bug: %s", (_name, entry, mutant) => {
    expect(lengths(checkWithoutBug(entry, mutant).exploration)).toEqual({});
  });
});
