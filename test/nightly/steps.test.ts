/**
 * A night of three lanes, run by the commands of the workflow itself, in a shell, one after the other
 * in one folder. Only budgets are smaller, and what `npm ci` would have built is built elsewhere.
 */
import { execFile } from "node:child_process";
import { copyFileSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { parseNight } from "../../scripts/nightly/findings.ts";
import { builtCli } from "../built.ts";
import { temporaryFolder } from "../cli/scrutineer.ts";
import { type GitHub, gitHub, REPOSITORY, TOKEN } from "./github.ts";
import { environmentFor, type Ran, resultOf, ROOT } from "./run.ts";

interface Job {
  readonly env?: Readonly<Record<string, string>>;
  readonly steps: readonly { readonly name?: string; readonly run?: string }[];
}

const { jobs } = parse(readFileSync(join(ROOT, ".github/workflows/nightly.yml"), "utf8")) as {
  readonly jobs: Readonly<Record<string, Job>>;
};
const TRACE = "raft.forgets-vote.ElectionSafety.trace.json";
const MATRIX: Readonly<Record<string, string>> = { protocol: "two-phase-commit", shard: "2" };

const TSX = `"${process.execPath}" --import ${import.meta.resolve("tsx")}`;

/** What is written otherwise in a command here. Each has to be there in some command of the night. */
const CHANGES: readonly (readonly [RegExp, string])[] = [
  [/npx tsx scripts\//g, `${TSX} ${ROOT}scripts/`],
  [/node dist\/cli\/main\.js/g, `"${process.execPath}" "${builtCli()}"`],
  [/(fuzz .*)--time 30m/g, "$1--runs 5"],
  [/(check .*)--time 30m/g, "$1--max-states 50"],
];

/** The step `name` of `job`, run in `folder`. */
async function step(job: string, name: string, folder: string, github: GitHub): Promise<Ran> {
  const { env = {}, steps } = jobs[job]!;
  const command = steps.find((each) => each.name === name)?.run ?? "exit 99";
  const filled = Object.entries(env).map(([key, text]) => [
    key,
    text.replaceAll(/\$\{\{ matrix\.(\w+) \}\}/g, (_whole, variable: string) => MATRIX[variable]!),
  ]);
  const here = CHANGES.reduce((text, [from, to]) => text.replaceAll(from, to), command);
  const given = {
    ...Object.fromEntries(filled),
    GITHUB_API_URL: github.url,
    GITHUB_REPOSITORY: REPOSITORY,
    GITHUB_RUN_ID: "17654321098",
    GITHUB_SHA: "c0ffee",
    GITHUB_STEP_SUMMARY: join(folder, "page.md"),
    GITHUB_TOKEN: TOKEN,
  };
  // As GitHub runs it.
  const argv = ["-e", "-c", here];
  return resultOf(promisify(execFile)("bash", argv, { cwd: folder, env: environmentFor(given) }));
}

describe("a night by the commands of its workflow", () => {
  it("differs from them where it says, and nowhere else", () => {
    const commands = Object.values(jobs).flatMap(({ steps }) => steps.map(({ run = "" }) => run));

    expect(CHANGES.filter(([from]) => !commands.some((each) => each.search(from) >= 0))).toEqual(
      [],
    );
  });

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
