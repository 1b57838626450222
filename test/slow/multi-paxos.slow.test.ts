/** The rows of Multi-Paxos that take longer; of MultiPaxos-SMR the one that is published. */
import { describe, expect, it } from "vitest";
import { catalog } from "../../models/catalog.ts";
import { multiPaxosInstances, multiPaxosMutants } from "../../models/multi-paxos/index.ts";
import { multiPaxosSmrInstances } from "../../models/multi-paxos-smr/index.ts";
import { lengths } from "../checker/agreement.ts";
import {
  checkInstance,
  checkMutant,
  checkWithoutBug,
  countsOf,
  exploreInstance,
  traceLength,
} from "../models/check-instance.ts";

const protocol = catalog.find(({ model }) => model.name === "multi-paxos")!;
const slow = multiPaxosInstances.filter(({ name }) =>
  ["three-ballots", "medium", "start-entries"].includes(name),
);
const LATE = [
  "one-ballot-for-the-log",
  "answers-before-its-start",
  "executes-what-comes-too-late",
  "leaves-gaps",
];
const late = multiPaxosMutants.filter(({ name }) => LATE.includes(name));

describe("multi-paxos", () => {
  it.each(slow)("keeps its promises in as many states as ever: $name, $about", (instance) => {
    const { exploration, verdicts } = checkInstance(protocol, instance);

    expect(exploration).toMatchObject({ ...countsOf(instance), ending: "exhausted" });
    expect(verdicts.filter(({ verdict }) => verdict !== "holds")).toEqual([]);
  });

  it.each(["crash", "reads"])("means the same to the reference explorer: %s", (name) => {
    const instance = multiPaxosInstances.find((each) => each.name === name)!;

    const exploration = exploreInstance(protocol, instance);

    expect(exploration).toMatchObject(countsOf(instance));
    expect(exploration.violations).toEqual([]);
  });

  it.each(late)("$bug: $about ($violates, $length states)", (mutant) => {
    const { exploration } = checkMutant(protocol, mutant);

    expect(traceLength(exploration, mutant.violates!)).toBe(mutant.length);
  });

  it.each(late)("finds nothing as short without $name", (mutant) => {
    expect(lengths(checkWithoutBug(protocol, mutant).exploration)).toEqual({});
  });
});

describe("multi-paxos-smr", () => {
  it("has the distinct states that are published with MultiPaxos-SMR", () => {
    const smr = catalog.find(({ model }) => model.name === "multi-paxos-smr")!;
    const instance = multiPaxosSmrInstances.find(({ name }) => name === "medium")!;

    const { exploration, verdicts } = checkInstance(smr, instance);

    expect(exploration).toMatchObject({ ...countsOf(instance), ending: "exhausted" });
    expect(verdicts.filter(({ verdict }) => verdict !== "holds")).toEqual([]);
  });

  it("lets a follower commit what a later ballot has overtaken", () => {
    const smr = catalog.find(({ model }) => model.name === "multi-paxos-smr")!;
    const instance = multiPaxosSmrInstances.find(({ name }) => name === "overtaken")!;

    const { exploration } = checkInstance(smr, instance);

    expect(exploration).toMatchObject(countsOf(instance));
    expect(lengths(exploration)).toEqual(instance.expected.violated);
  });
});
