/**
 * Two-phase commit against TLC: the same states, counted the same. That it blocks, and when; and its
 * mutants, each caught by the property that it names, with the shortest trace pinned.
 */
import { describe, expect, it } from "vitest";
import { check } from "../../checker/check.ts";
import type { EnvironmentOverrides } from "../../checker/protocol.ts";
import { catalog } from "../../models/catalog.ts";
import type { Instance } from "../../models/kit/instance.ts";
import {
  twoPhaseCommit,
  twoPhaseCommitInstances,
  twoPhaseCommitMutants,
} from "../../models/two-phase-commit/index.ts";
import { atomicCommitment } from "../../properties/atomic-commitment.ts";
import { byEngine, byReference, lengths } from "../checker/agreement.ts";
import {
  checkInstance,
  checkMutant,
  checkWithoutBug,
  countsOf,
  traceLength,
} from "./check-instance.ts";
import { managersByTlc } from "./two-phase-commit-counts.ts";

const protocol = catalog.find(({ model }) => model.name === "two-phase-commit")!;

describe("two-phase commit", () => {
  it.each([3, 4, 5, 6])("has the states that TLC finds with %i managers", (resourceManagers) => {
    const instance = managersByTlc(resourceManagers);

    const { exploration, verdicts } = checkInstance(protocol, instance);

    expect(exploration).toMatchObject({ ...countsOf(instance), ending: "exhausted" });
    expect(verdicts.filter(({ verdict }) => verdict !== "holds")).toEqual([]);
  });

  it.each(twoPhaseCommitInstances.filter(isByTlc))(
    "expects what TLC finds of $name",
    (instance) => {
      const { resourceManagers } = instance.config as { readonly resourceManagers: number };

      expect(instance.expected).toMatchObject(countsOf(managersByTlc(resourceManagers)));
    },
  );

  it.each([
    [3, 80, 11],
    [4, 166, 14],
    [5, 314, 17],
    [6, 553, 20],
  ])("has with %i managers %i orbits", (resourceManagers, distinctStates, depth) => {
    expect(multisetsOfManagers(resourceManagers)).toBe(distinctStates);
    const options = { config: { resourceManagers }, symmetry: true };

    const found = byEngine(twoPhaseCommit, options);

    expect(found).toMatchObject({ distinctStates, depth, ending: "exhausted" });
    if (resourceManagers < 5) expect(byReference(twoPhaseCommit, options)).toEqual(found);
  });

  it("never decides differently, whoever crashes and comes back", () => {
    const budgets = { crashes: 2, restarts: 2 };

    const { verdicts } = check(twoPhaseCommit, {
      environment: { budgets },
      properties: [atomicCommitment()],
    });

    expect(verdicts).toMatchObject([{ name: "AtomicCommitment", verdict: "holds" }]);
  });
});

describe("two-phase commit whose transaction manager dies", () => {
  const blocking = twoPhaseCommitInstances.find(({ name }) => name === "blocking")!;

  it("blocks those who have prepared, as its instance says", () => {
    const { exploration } = checkInstance(protocol, blocking);

    expect(lengths(exploration)).toEqual(blocking.expected.violated);
    expect(exploration.violations[0]?.reason).toMatch(/prepared and .* while tm is down$/);
  });

  it.each([1, 2, 4])("blocks after a step of each of %i managers and the crash", (managers) => {
    expect(violations(managers, { crashes: 1 })).toEqual({ NonBlocking: managers + 2 });
  });

  it("blocks no one for good if it comes back", () => {
    expect(violations(3, { crashes: 1, restarts: 1 })).toEqual({});
  });
});

describe("mutants of two-phase commit", () => {
  it.each(twoPhaseCommitMutants)("$bug: $about ($violates, $length states)", (mutant) => {
    const { exploration } = checkMutant(protocol, mutant);

    expect(traceLength(exploration, mutant.violates!)).toBe(mutant.length);
  });

  it.each(twoPhaseCommitMutants)("finds nothing as short without $name", (mutant) => {
    expect(lengths(checkWithoutBug(protocol, mutant).exploration)).toEqual({});
  });
});

/**
 * Up to their names, managers are told apart by their situations alone: six are possible after an
 * Abort, four before a decision, two after a Commit.
 */
function multisetsOfManagers(managers: number): number {
  const multisets = (kinds: number): number =>
    Array.from({ length: kinds - 1 }, (_, index) => (managers + index + 1) / (index + 1)).reduce(
      (product, factor) => product * factor,
      1,
    );
  return Math.round(multisets(6) + multisets(4) + multisets(2));
}

/** Symmetric instances are counted in orbits, which TLC was not asked for. */
function isByTlc({ expected, symmetry }: Instance): boolean {
  return expected.distinctStates !== undefined && symmetry !== true;
}

/** The properties that are violated, each with the states of its shortest trace. */
function violations(
  resourceManagers: number,
  budgets: NonNullable<EnvironmentOverrides["budgets"]>,
): Record<string, number> {
  const about = "some crash";
  const instance = {
    name: about,
    about,
    config: { resourceManagers },
    environment: { budgets },
    expected: {},
  };
  return lengths(checkInstance(protocol, instance).exploration);
}
