/** The instances of the Bully algorithm that are too large for `npm test`. */
import { describe, expect, it } from "vitest";
import { bullyInstances } from "../../models/bully/index.ts";
import { catalog } from "../../models/catalog.ts";
import { checkInstance, countsOf } from "../models/check-instance.ts";

const bully = catalog.find(({ model }) => model.name === "bully")!;
const large = bullyInstances.filter(({ expected }) => expected.distinctStates! > 100_000);

describe("bully", () => {
  it.each(large)("finds in $name what is expected: $about", (instance) => {
    const { exploration, verdicts } = checkInstance(bully, instance);

    expect(exploration).toMatchObject({ ...countsOf(instance), ending: "exhausted" });
    expect(verdicts.filter(({ verdict }) => verdict !== "holds")).toEqual([]);
  });

  it("has no other instances as large", () => {
    expect(large.map(({ name }) => name)).toEqual(["medium", "votes-medium", "votes-three-epochs"]);
  });
});
