/** The rows of `zab-tla` that take longer, against TLC and the reference explorer. */
import { describe, expect, it } from "vitest";
import { check } from "../../checker/check.ts";
import { zabTla, zabTlaInstances, zabTlaMutants } from "../../models/zab-tla/index.ts";
import { zabTlaProperties } from "../../properties/zab-tla.ts";
import {
  checkInstance,
  checkMutant,
  claimed,
  countsOf,
  exploreInstance,
  traceLength,
} from "../models/check-instance.ts";
import { zabRows } from "../models/zab-tla-rows.ts";

const zab = claimed({ model: zabTla, properties: zabTlaProperties });
const { instances, mutants } = zabRows("heavy");

describe("zab-tla", () => {
  it.each(instances)("has the states that TLC finds: $name, $about", (instance) => {
    const { exploration, verdicts } = checkInstance(zab, instance);

    expect(exploration).toMatchObject(countsOf(instance));
    expect(verdicts.filter(({ verdict }) => verdict !== "holds")).toEqual([]);
  });

  it("means the same to the reference explorer", () => {
    const small = zabTlaInstances.find(({ name }) => name === "small")!;

    const exploration = exploreInstance(zab, small);

    expect(exploration).toMatchObject(countsOf(small));
    expect(exploration.violations).toEqual([]);
  });

  it.each(mutants)("$bug: $about ($violates, $length states)", (mutant) => {
    const { exploration } = checkMutant(zab, mutant);

    expect(traceLength(exploration, mutant.violates!)).toBe(mutant.length);
  });

  it.each([
    ["PrefixConsistency", 33],
    ["Integrity", 33],
    ["PrimaryIntegrity", 33],
    ["TotalOrder", 38],
    ["Agreement", 39],
  ])("catches a history that is not truncated (ZAB-01) by %s too, in %i states", (name, length) => {
    const mutant = zabTlaMutants.find(({ bug }) => bug === "ZAB-01")!;

    const { exploration } = checkMutant(zab, { ...mutant, violates: name });

    expect(traceLength(exploration, name)).toBe(length);
  });

  it("commits too early with 5 servers if one acknowledgement commits, in 21 states (ZAB-06)", () => {
    const mutant = zabTlaMutants.find(({ bug }) => bug === "ZAB-06")!;

    const { exploration } = checkMutant(zab, { ...mutant, config: { ...mutant.config, nodes: 5 } });

    expect(traceLength(exploration, mutant.violates!)).toBe(21);
  });

  it("has the same states with 3 servers if one acknowledgement commits (ZAB-06)", () => {
    const { model } = zabTlaMutants.find(({ bug }) => bug === "ZAB-06")!;

    const { exploration } = check(model, { config: { lastAction: true }, symmetry: true });

    const three = zabTlaInstances.find(({ name }) => name === "three-servers")!;
    expect(exploration).toMatchObject(countsOf(three));
  });
});
