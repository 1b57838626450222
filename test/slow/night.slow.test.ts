/**
 * A night of three lanes, run by the commands of the workflow itself, in a shell, one after the other
 * in one folder.
 */
import { copyFileSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parseNight } from "../../scripts/nightly/findings.ts";
import { temporaryFolder } from "../cli/scrutineer.ts";
import { gitHub } from "../nightly/github.ts";
import { ROOT } from "../nightly/run.ts";
import { step } from "../nightly/steps.ts";

const TRACE = "raft.forgets-vote.ElectionSafety.trace.json";

describe("a night by the commands of its workflow", () => {
  it("is red for the trace that still violates, and for nothing else that was run", async () => {
    const [folder, github] = [temporaryFolder(), await gitHub()];
    mkdirSync(join(folder, "findings"));
    copyFileSync(join(ROOT, "traces/regressions", TRACE), join(folder, "findings", TRACE));

    const fuzzed = await step("fuzz", "Fuzz", folder, github);
    const checked = await step("check", "Explore", folder, github);
    const replayed = await step("replay", "Replay", folder, github);
    const reported = await step("report", "What the night came to", folder, github);
    const tracked = await step("report", "The tracking issue", folder, github);

    expect(
      [fuzzed, checked, replayed, reported, tracked].map(({ code, err }) => [code, err]),
    ).toEqual([0, 0, 1, 1, 0].map((code) => [code, ""]));
    expect(fuzzed.out).toMatch(/^fuzz-two-phase-commit-2: nothing found: no violation in 5 runs/);
    expect(checked.out).toMatch(/^check-two-phase-commit: inconclusive: .* the limit on states/);
    expect(replayed.out).toMatch(/^replay-raft\.forgets-vote\.ElectionSafety: violated/);
    expect(reported.out).toContain("::error title=raft violates ElectionSafety::");
    expect(reported.out).toMatch(/1 × nothing found, 1 × inconclusive, 1 × violated, \d+ × no res/);
    const night = parseNight(readFileSync(join(folder, "report/night.json"), "utf8"));
    expect(night.url).toBe("https://github.com/some/where/actions/runs/17654321098");
    expect(night.findings.map(({ title }) => title)).toContain("fuzz-raft-1: no result");
    const page = readFileSync(join(folder, "page.md"), "utf8");
    expect(page).toContain("| `check-two-phase-commit` | ❔ inconclusive |");
    expect(page).toBe(readFileSync(join(folder, "report/summary.md"), "utf8"));
    expect(readFileSync(join(folder, "report/junit.xml"), "utf8")).toContain('type="violated"');
    expect(readdirSync(join(folder, "report/pages"))).toEqual([
      TRACE.replace("trace.json", "html"),
    ]);
    expect(github.issues[0]?.body).toContain(
      [
        "gh run download 17654321098 --name nightly-findings --dir findings",
        "git switch --detach c0ffee && npm ci",
        `npx scrutineer show findings/${TRACE}`,
        `npx scrutineer replay findings/${TRACE}`,
      ].join("\n"),
    );
  });
});
