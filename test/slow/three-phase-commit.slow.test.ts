/** The instance of three-phase commit that is too large for `npm test`. */
import { describe, expect, it } from "vitest";
import { catalog } from "../../models/catalog.ts";
import { threePhaseCommitInstances } from "../../models/three-phase-commit/index.ts";
import { checkInstance, countsOf } from "../models/check-instance.ts";

const protocol = catalog.find(({ model }) => model.name === "three-phase-commit")!;
const large = threePhaseCommitInstances.find(({ name }) => name === "large")!;

describe("three-phase commit", () => {
  it("is right with three slaves, whoever crashes", () => {
    const { exploration, verdicts } = checkInstance(protocol, large);

    expect(exploration).toMatchObject({ ...countsOf(large), ending: "exhausted" });
    expect(verdicts.filter(({ verdict }) => verdict !== "holds")).toEqual([]);
  });
});
