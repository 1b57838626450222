/** The guide to vitest does what it says: its tests pass or fail as it tells, in those words. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { guideIn } from "./guide.ts";

const guide = guideIn("docs/vitest.md");

describe("the guide to vitest", () => {
  let printed: string;

  beforeAll(async () => {
    printed = await guide.test();
  });

  afterAll(() => guide.dispose());

  it("has types that fit", async () => {
    expect(await guide.typeErrors()).toBe("");
  });

  it("has tests that pass, but for the two that it breaks", () => {
    expect(printed).toMatch(/Tests {2}2 failed \| 3 passed \(5\)/);
    expect(printed).toMatch(/FAIL {2}late\.test\.ts.*\nInconclusive: .* the time was up/);
    expect(printed).toMatch(/FAIL {2}forgetful\.test\.ts.*\nViolated: /);
  });

  it("shows the failure as it is printed", () => {
    expect(guide.unchecked).toEqual([
      expect.stringContaining("✗ ElectionSafety"),
      expect.stringContaining("npm install --save-dev ../scrutineer/scrutineer-"),
    ]);
    expect(printed).toContain(guide.unchecked[0]!.trimEnd());
  });
});
