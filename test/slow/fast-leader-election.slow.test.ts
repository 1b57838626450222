/** The instances of fast leader election that take longer. */
import { describe, expect, it } from "vitest";
import { catalog } from "../../models/catalog.ts";
import { fastLeaderElectionInstances } from "../../models/fast-leader-election/index.ts";
import { lengths } from "../checker/agreement.ts";
import { checkInstance, countsOf } from "../models/check-instance.ts";

const protocol = catalog.find(({ model }) => model.name === "fast-leader-election")!;
const slow = fastLeaderElectionInstances.filter(({ name }) =>
  ["drop", "partition", "restart", "medium", "four-servers"].includes(name),
);
const repeats = fastLeaderElectionInstances.find(({ name }) => name === "round-repeats")!;

describe("fast-leader-election", () => {
  it.each(slow)("has the states that are known, and keeps its promises: $name", (instance) => {
    const { exploration, verdicts } = checkInstance(protocol, instance);

    expect(exploration).toMatchObject({ ...countsOf(instance), ending: "exhausted" });
    expect(verdicts.filter(({ verdict }) => verdict !== "holds")).toEqual([]);
  });

  it("does not promise that a round never repeats: a crash takes the clock", () => {
    const { exploration } = checkInstance(protocol, repeats);

    expect(lengths(exploration)).toEqual(repeats.expected.violated);
    expect(exploration.violations[0]?.reason).toBe(
      "in round 1 a quorum has followed n2, and a quorum n3",
    );
  });
});
