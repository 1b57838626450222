/**
 * Non-blocking atomic commitment: right under any crashes, wrong without synchrony; every mutant
 * caught by the property that it names, with the shortest trace pinned.
 */
import { describe, expect, it } from "vitest";
import { check } from "../../checker/check.ts";
import { configOf } from "../../checker/parameters.ts";
import { actionOf, type Step } from "../../checker/world/step.ts";
import {
  nonBlockingCommit,
  nonBlockingCommitInstances,
  nonBlockingCommitMutants,
} from "../../models/non-blocking-commit/index.ts";
import { nonBlockingCommitment } from "../../properties/atomic-commitment.ts";
import { lengths } from "../checker/agreement.ts";
import {
  checkInstance,
  checkMutant,
  checkWithoutBug,
  claimed,
  countsOf,
  exploreInstance,
  traceLength,
} from "./check-instance.ts";

const properties = nonBlockingCommitment("participant");
const commitment = claimed({ model: nonBlockingCommit, properties: () => properties });

describe("non-blocking commitment", () => {
  it.each(nonBlockingCommitInstances)("is as expected: $name, $about", (instance) => {
    const { exploration, verdicts } = checkInstance(commitment, instance);

    const { violated = {} } = instance.expected;
    expect(exploration).toMatchObject(countsOf(instance));
    expect(lengths(exploration)).toEqual(violated);
    expect(
      verdicts.filter(({ verdict, name }) => verdict !== "holds" && !(name in violated)),
    ).toEqual([]);
  });

  it.each(nonBlockingCommitInstances.filter(({ name }) => name !== "medium"))(
    "means the same to the reference explorer: $name",
    (instance) => {
      const exploration = exploreInstance(commitment, instance);

      expect(exploration).toMatchObject(countsOf(instance));
      expect(lengths(exploration)).toEqual(instance.expected.violated ?? {});
      expect(exploration.triggered).toEqual(
        checkInstance(commitment, instance).exploration.triggered,
      );
    },
  );

  // A state from which only a crash leads on is no deadlock: NonBlocking needs each budget.
  it.each([
    [1, 0],
    [1, 1],
    [2, 0],
    [2, 1],
    [2, 2],
    [3, 0],
    [3, 1],
    [3, 2],
  ])("holds with %i participants and %i crashes", (participants, crashes) => {
    const environment = { budgets: { crashes } };

    const { exploration } = check(nonBlockingCommit, {
      config: { participants },
      environment,
      properties,
      symmetry: true,
    });

    expect(exploration).toMatchObject({ ending: "exhausted", violations: [] });
  });

  it("is not changed by being asked twice", () => {
    const { exploration } = check(nonBlockingCommit, { config: { participants: 2 }, audit: true });

    expect(exploration.distinctStates).toBe(1_560);
  });
});

describe("a participant", () => {
  const config = configOf(nonBlockingCommit.parameters, { participants: 3 });
  const decision = { type: "Decision", decision: "commit", from: "c" } as const;

  it("does not decide before it has forwarded to all others", () => {
    const prepared = { ...nonBlockingCommit.init("p1", config), vote: "yes" } as never;

    const received = nonBlockingCommit.reduce("p1", prepared, decision, config, []);

    expect(received).toMatchObject({
      state: { received: "commit", forwardTo: new Set(["p2", "p3"]), decision: null },
    });
    const { state } = received as { state: ReturnType<typeof nonBlockingCommit.init> };
    expect(nonBlockingCommit.reduce("p1", state, { type: "Decide" }, config, [])).toBeUndefined();
  });
});

describe("mutants of non-blocking commitment", () => {
  it.each(nonBlockingCommitMutants)("$bug: $about ($violates, $length states)", (mutant) => {
    const { exploration } = checkMutant(commitment, mutant);

    expect(traceLength(exploration, mutant.violates!)).toBe(mutant.length);
  });

  it.each(nonBlockingCommitMutants)("finds nothing as short without $name", (mutant) => {
    expect(lengths(checkWithoutBug(commitment, mutant).exploration)).toEqual({});
  });

  it("shows TPC-07 as the paper has it: who decided first is gone, and so is who could tell", () => {
    const mutant = nonBlockingCommitMutants.find(({ bug }) => bug === "TPC-07")!;

    const { steps } = checkMutant(commitment, mutant).exploration.violations[0]!;

    expect(steps.map((step) => actionOf(step as Step)).slice(-4)).toEqual([
      "Decide",
      "crash",
      "crash",
      "DecisionTimeout",
    ]);
  });
});
