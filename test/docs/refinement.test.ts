/** The guide to refinement does what it says: its files have types that fit, and print what it shows. */
import { afterAll, describe, expect, it } from "vitest";
import { guideIn } from "./guide.ts";

const guide = guideIn("docs/refinement.md");

describe("the guide to refinement", () => {
  afterAll(() => guide.dispose());

  it("has types that fit", async () => {
    expect(await guide.typeErrors()).toBe("");
  });

  it("shows what its command prints", async () => {
    const printed = await guide.run();

    expect(guide.runs.length).toBe(1);
    for (const { command, output } of guide.runs) expect(printed.get(command)).toBe(output);
    expect(guide.unchecked).toEqual([]);
  });
});
