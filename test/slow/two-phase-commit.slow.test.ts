/** The rows of two-phase commit that take longer, against TLC. */
import { describe, expect, it } from "vitest";
import { catalog } from "../../models/catalog.ts";
import { checkInstance, countsOf } from "../models/check-instance.ts";
import { managersByTlc } from "../models/two-phase-commit-counts.ts";

const protocol = catalog.find(({ model }) => model.name === "two-phase-commit")!;

describe("two-phase commit", () => {
  it.each([7, 8])("has the states that TLC finds with %i managers", (resourceManagers) => {
    const instance = managersByTlc(resourceManagers);

    const { exploration, verdicts } = checkInstance(protocol, instance);

    expect(exploration).toMatchObject({ ...countsOf(instance), ending: "exhausted" });
    expect(verdicts.filter(({ verdict }) => verdict !== "holds")).toEqual([]);
  });
});
