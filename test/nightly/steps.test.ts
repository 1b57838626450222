/** The commands of the workflow are run as they are. A whole night: test/slow/night.slow.test.ts. */
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../cli/scrutineer.ts";
import { gitHub } from "./github.ts";
import { CHANGES, jobs, step } from "./steps.ts";

describe("a night by the commands of its workflow", () => {
  it("differs from them where it says, and nowhere else", () => {
    const commands = Object.values(jobs).flatMap(({ steps }) => steps.map(({ run = "" }) => run));

    expect(CHANGES.filter(([from]) => !commands.some((each) => each.search(from) >= 0))).toEqual(
      [],
    );
  });

  it("fuzzes a shard of a protocol", async () => {
    const { code, out, err } = await step("fuzz", "Fuzz", temporaryFolder(), await gitHub());

    expect([code, err]).toEqual([0, ""]);
    expect(out).toMatch(/^fuzz-two-phase-commit-2: nothing found: no violation in 5 runs/);
  });
});
