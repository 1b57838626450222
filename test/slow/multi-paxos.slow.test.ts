/** The rows of Multi-Paxos that take longer. */
import { describe, expect, it } from "vitest";
import { catalog } from "../../models/catalog.ts";
import { multiPaxosInstances, multiPaxosMutants } from "../../models/multi-paxos/index.ts";
import { lengths } from "../checker/agreement.ts";
import { checkInstance, checkWithoutBug, countsOf } from "../models/check-instance.ts";

const protocol = catalog.find(({ model }) => model.name === "multi-paxos")!;
const slow = multiPaxosInstances.filter(({ name }) => ["medium", "start-entries"].includes(name));
const late = multiPaxosMutants.filter(({ config }) => config?.["startEntries"] === true);

describe("multi-paxos", () => {
  it.each(slow)("keeps its promises in as many states as ever: $name, $about", (instance) => {
    const { exploration, verdicts } = checkInstance(protocol, instance);

    expect(exploration).toMatchObject({ ...countsOf(instance), ending: "exhausted" });
    expect(verdicts.filter(({ verdict }) => verdict !== "holds")).toEqual([]);
  });

  it.each(late)("finds nothing as short without $name", (mutant) => {
    expect(lengths(checkWithoutBug(protocol, mutant).exploration)).toEqual({});
  });
});
