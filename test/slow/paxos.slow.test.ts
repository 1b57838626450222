/** The rows of Paxos that take longer, against TLC, Spin and Rumur. */
import { describe, expect, it } from "vitest";
import { check } from "../../checker/check.ts";
import { catalog } from "../../models/catalog.ts";
import { paxosInstances, paxosMutants } from "../../models/paxos/index.ts";
import { checkInstance, checkMutant, countsOf, traceLength } from "../models/check-instance.ts";
import { paxosByQuorums } from "../models/paxos-by-quorums.ts";

const protocol = catalog.find(({ model }) => model.name === "paxos")!;
const SLOW = ["one-value", "crash", "medium", "large", "minority-of-five-down"];
const slow = paxosInstances.filter(({ name }) => SLOW.includes(name));

describe("paxos", () => {
  it.each(slow)("has the states that are known, and keeps its promises: $name", (instance) => {
    const { exploration, verdicts } = checkInstance(protocol, instance);

    expect(exploration).toMatchObject({ ...countsOf(instance), ending: "exhausted" });
    expect(verdicts.filter(({ verdict }) => verdict !== "holds")).toEqual([]);
  });

  it.each([
    ["quorum", 497_785],
    ["vote", 504_437],
  ] as const)(
    "generates what TLC does with 3 ballots and 1 value, if it counts by %s: %i",
    (each, generatedStates) => {
      const { exploration } = check(paxosByQuorums(each), { config: { ballots: 3, values: 1 } });

      expect(exploration).toMatchObject({ distinctStates: 68_921, generatedStates });
    },
  );

  it("chooses two values in 18 states of three ballots if acceptors vote without promising", () => {
    const mutant = paxosMutants.find(({ name }) => name === "votes-without-promising")!;

    const { exploration } = checkMutant(protocol, {
      ...mutant,
      violates: "Agreement",
      config: { ballots: 3 },
    });

    expect(traceLength(exploration, "Agreement")).toBe(18);
  });
});
