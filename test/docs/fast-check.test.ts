/** The guide to fast-check does what it says: its tests pass or fail as it tells, in those words. */
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { scrutineer } from "../cli/scrutineer.ts";
import { guideIn } from "./guide.ts";

const guide = guideIn("docs/fast-check.md");

describe("the guide to fast-check", () => {
  let printed: string;

  beforeAll(async () => {
    const command = ["check", "raft", "--mutant", "forgets-vote"];
    await scrutineer(...command, "--out", join(guide.folder, "traces"));
    printed = await guide.test();
  });

  afterAll(() => guide.dispose());

  it("has types that fit", async () => {
    expect(await guide.typeErrors()).toBe("");
  });

  it("has tests that pass, but for the one that it breaks", () => {
    expect([...guide.files.keys()].filter((name) => name.endsWith(".test.ts")).length).toBe(3);
    expect(printed).toMatch(/Tests {2}1 failed \| 2 passed \(3\)/);
    expect(printed).toMatch(/FAIL {2}forgetful\.test\.ts/);
  });

  it("shows the failure as it is printed", () => {
    expect(guide.unchecked).toEqual([expect.stringContaining("✗ ElectionSafety")]);
    expect(printed).toContain(guide.unchecked[0]!.trimEnd());
  });
});
