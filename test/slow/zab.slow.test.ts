/** The rows of `zab` that take longer. */
import { describe, expect, it } from "vitest";
import { zabMutants } from "../../models/zab/index.ts";
import { lengths } from "../checker/agreement.ts";
import {
  checkInstance,
  checkMutant,
  checkWithoutBug,
  countsOf,
  traceLength,
} from "../models/check-instance.ts";
import { zab, zabRows } from "../models/zab-rows.ts";

const { instances, mutants } = zabRows("heavy");

describe("zab", () => {
  it.each(instances)("keeps its promises in as many states as ever: $name, $about", (instance) => {
    const { exploration, verdicts } = checkInstance(zab, instance);

    expect(exploration).toMatchObject({ ...countsOf(instance), ending: "exhausted" });
    expect(verdicts.filter(({ verdict }) => verdict !== "holds")).toEqual([]);
  });
});

describe("mutants of zab", () => {
  it.each(mutants)("$bug: $about ($violates, $length states)", (mutant) => {
    const { exploration } = checkMutant(zab, mutant);

    expect(traceLength(exploration, mutant.violates!)).toBe(mutant.length);
  });

  it.each(mutants)("finds nothing as short without $name", (mutant) => {
    expect(lengths(checkWithoutBug(zab, mutant).exploration)).toEqual({});
  });

  it.each<readonly [string, Readonly<Record<string, number>>]>([
    ["acknowledges-before-write", { CommittedOnDisks: 22, HistoryOnDisk: 23 }],
    ["compares-zxids-only", { EpochBuildsOnLast: 24 }],
  ])("catches %s by other properties too, in so many states: %o", (name, expected) => {
    const mutant = zabMutants.find((each) => each.name === name)!;
    const [violates, ...also] = Object.keys(expected);

    const { exploration } = checkMutant(zab, { ...mutant, violates: violates! }, also);

    expect(lengths(exploration)).toEqual(expected);
  });

  it("catches dirty-snapshot as a second delivery, if a server restarts", () => {
    const mutant = zabMutants.find(({ name }) => name === "dirty-snapshot")!;
    const budgets = { ...mutant.environment?.budgets, ACK: 1, COMMIT: 0, CLOSED: 0 };
    const environment = { budgets: { ...budgets, crashes: 1, restarts: 1 } };

    const { exploration } = checkMutant(zab, { ...mutant, environment, violates: "Integrity" });

    expect(traceLength(exploration, "Integrity")).toBe(27);
  });

  it("catches queue-outlives-connection as what is on a disk twice, if a server restarts", () => {
    const mutant = zabMutants.find(({ name }) => name === "queue-outlives-connection")!;
    const budgets = { ...mutant.environment?.budgets, Follow: 3, ClientRequest: 1, restarts: 1 };
    const wider = { ...mutant, environment: { budgets }, violates: "HistoryOfEpoch" };

    const { exploration } = checkMutant(zab, wider);

    expect(traceLength(exploration, "HistoryOfEpoch")).toBe(39);
  });
});
