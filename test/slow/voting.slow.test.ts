/** Voting with more ballots and acceptors than `npm test` has time for. */
import { describe, expect, it } from "vitest";
import { catalog } from "../../models/catalog.ts";
import { votingInstances } from "../../models/voting/index.ts";
import { checkInstance, countsOf } from "../models/check-instance.ts";

const entry = catalog.find(({ model }) => model.name === "voting")!;

describe("voting", () => {
  it("has the states that TLC finds with 3 ballots and 2 values", () => {
    const medium = votingInstances.find(({ name }) => name === "medium")!;

    const { exploration, verdicts } = checkInstance(entry, medium);

    expect(exploration).toMatchObject({ ...countsOf(medium), ending: "exhausted" });
    expect(verdicts.filter(({ verdict }) => verdict !== "holds")).toEqual([]);
  });

  it("chooses one value among 5 acceptors too", () => {
    const config = { acceptors: 5 };
    const instance = { name: "more", about: "", config, symmetry: true, expected: {} };

    const { exploration, verdicts } = checkInstance(entry, instance);

    expect(exploration.ending).toBe("exhausted");
    expect(verdicts.filter(({ verdict }) => verdict !== "holds")).toEqual([]);
  });
});
