/** The rows of Paxos that take longer, against TLC, Spin and Rumur. */
import { describe, expect, it } from "vitest";
import { catalog } from "../../models/catalog.ts";
import { paxosInstances } from "../../models/paxos/index.ts";
import { checkInstance, countsOf } from "../models/check-instance.ts";

const protocol = catalog.find(({ model }) => model.name === "paxos")!;
const SLOW = ["one-value", "medium-symmetric", "large", "minority-of-five-down"];
const slow = paxosInstances.filter(({ name }) => SLOW.includes(name));

describe("paxos", () => {
  it.each(slow)("has the states that are known, and keeps its promises: $name", (instance) => {
    const { exploration, verdicts } = checkInstance(protocol, instance);

    expect(exploration).toMatchObject({ ...countsOf(instance), ending: "exhausted" });
    expect(verdicts.filter(({ verdict }) => verdict !== "holds")).toEqual([]);
  });
});
