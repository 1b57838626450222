/** A mutant that names the cluster sizes that show it is no bug in a smaller one. */
import { describe, expect, it } from "vitest";
import { check } from "../../checker/check.ts";
import { planFor } from "../../cli/plan.ts";
import { catalog } from "../../models/catalog.ts";
import { subjectOf } from "../bench/fuzz/subjects.ts";

const particular = catalog.flatMap((entry) =>
  entry.mutants
    .filter(({ sizes, isSlow }) => sizes !== undefined && isSlow !== true)
    .map((mutant) => [`${entry.model.name} ${mutant.name}`, entry, mutant] as const),
);

describe("a mutant of some sizes only", () => {
  it.each(particular)("is no bug with 3 processes: %s", (_name, entry, mutant) => {
    const { name, violates, length, sizes } = mutant;
    const set = [{ name: entry.fuzz.size, value: "3" }];
    const { model, options } = planFor(entry, { out: ".", mutant: name, set });
    const limits = { ...options.limits, depth: length! + 1 };

    const { exploration } = check(model, { ...options, limits });

    expect(exploration.violations.map(({ property }) => property)).not.toContain(violates);
    const isDeep = exploration.ending === "exhausted" || exploration.completeDepth >= length!;
    expect(isDeep).toBe(true);
    expect(sizes).not.toContain(3);
  });

  it.each(particular)("is measured in one of these sizes: %s", (_name, entry, mutant) => {
    const sizes = mutant.sizes!;

    const { nodes } = subjectOf(entry, mutant, { nodes: 5, steps: 100 });

    expect(nodes).toBe(sizes.includes(5) ? 5 : sizes[0]);
  });
});
