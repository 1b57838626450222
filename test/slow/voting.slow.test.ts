/** Voting with more acceptors than `npm test` has time for. */
import { describe, expect, it } from "vitest";
import { catalog } from "../../models/catalog.ts";
import { checkInstance } from "../models/check-instance.ts";

describe("voting", () => {
  it("chooses one value among 5 acceptors too", () => {
    const entry = catalog.find(({ model }) => model.name === "voting")!;
    const config = { acceptors: 5 };
    const instance = { name: "more", about: "", config, symmetry: true, expected: {} };

    const { exploration, verdicts } = checkInstance(entry, instance);

    expect(exploration.ending).toBe("exhausted");
    expect(verdicts.filter(({ verdict }) => verdict !== "holds")).toEqual([]);
  });
});
