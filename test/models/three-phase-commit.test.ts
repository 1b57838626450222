/**
 * Three-phase commit: right under any crashes, wrong where a site that is up is taken to have failed;
 * every mutant caught by the property that it names, with the shortest trace pinned.
 */
import { describe, expect, it } from "vitest";
import { check } from "../../checker/check.ts";
import { configOf } from "../../checker/parameters.ts";
import {
  threePhaseCommit,
  threePhaseCommitInstances,
  threePhaseCommitMutants,
} from "../../models/three-phase-commit/index.ts";
import type { Phase, SiteEvent, SiteMessage } from "../../models/three-phase-commit/state.ts";
import type { Delivered } from "../../checker/protocol.ts";
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

/** Those that take the engine, and those that take the reference explorer, too long. */
const SLOW = ["large"];
const SLOW_BY_REFERENCE = [...SLOW, "medium", "partition", "late-messages", "false-suspicion"];

const properties = nonBlockingCommitment("site");
const commitment = claimed({ model: threePhaseCommit, properties: () => properties });
const quick = threePhaseCommitInstances.filter(({ name }) => !SLOW.includes(name));

describe("three-phase commit", () => {
  it.each(quick)("is as expected: $name, $about", (instance) => {
    const { exploration, verdicts } = checkInstance(commitment, instance);

    const { violated = {} } = instance.expected;
    expect(exploration).toMatchObject(countsOf(instance));
    expect(lengths(exploration)).toEqual(violated);
    expect(
      verdicts.filter(({ verdict, name }) => verdict !== "holds" && !(name in violated)),
    ).toEqual([]);
  });

  it.each(quick.filter(({ name }) => !SLOW_BY_REFERENCE.includes(name)))(
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
  ])("holds with %i slaves and %i crashes", (slaves, crashes) => {
    const environment = { budgets: { crashes } };

    const { exploration } = check(threePhaseCommit, {
      config: { slaves },
      environment,
      properties,
    });

    expect(exploration).toMatchObject({ ending: "exhausted", violations: [] });
  });

  it("is not changed by being asked twice", () => {
    const { exploration } = check(threePhaseCommit, { audit: true });

    expect(exploration.distinctStates).toBe(6_275);
  });
});

describe("a backup coordinator", () => {
  it.each([
    ["waiting", { type: "Adopt", phase: "waiting" }, "waiting"],
    ["prepared", { type: "Adopt", phase: "prepared" }, "prepared"],
    ["committed", { type: "Commit" }, "committed"],
    ["aborted", { type: "Abort" }, "aborted"],
    ["initial", { type: "Abort" }, "aborted"],
  ] as const)("that is %s tells the others %o", (phase, announcement, after) => {
    const outcome = s1({ phase }, { type: "Suspect", site: "c" });

    expect(outcome).toMatchObject({
      state: { phase: after, coordinator: "s1", announcement, sendTo: new Set(["s2"]) },
    });
  });

  it.each([
    ["waiting", "aborted"],
    ["prepared", "committed"],
  ] as const)("that is %s has %s once its state is adopted", (phase, decided) => {
    const asking = { phase, coordinator: "s1", awaited: new Set(["s2"]) };

    expect(s1(asking, { type: "Ack", from: "s2" })).toMatchObject({ state: { phase: decided } });
  });
});

describe("mutants of three-phase commit", () => {
  it.each(threePhaseCommitMutants)("$bug: $about ($violates, $length states)", (mutant) => {
    const { exploration } = checkMutant(commitment, mutant);

    expect(traceLength(exploration, mutant.violates!)).toBe(mutant.length);
  });

  it.each(threePhaseCommitMutants)("finds nothing as short without $name", (mutant) => {
    expect(lengths(checkWithoutBug(commitment, mutant).exploration)).toEqual({});
  });
});

/** What the first of two slaves, otherwise as it starts, makes of an input. */
function s1(
  site: {
    readonly phase: Phase;
    readonly coordinator?: string;
    readonly awaited?: ReadonlySet<string>;
  },
  input: SiteEvent | Delivered<SiteMessage>,
): unknown {
  const config = configOf(threePhaseCommit.parameters, {});
  const initial = threePhaseCommit.init("s1", config);
  return threePhaseCommit.reduce("s1", { ...initial, ...site }, input, config, []);
}
