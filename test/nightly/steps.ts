/**
 * The steps of a night by the commands of the workflow itself, in a shell. Only budgets are smaller,
 * and what `npm ci` would have built is built elsewhere.
 */
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { parse } from "yaml";
import { builtCli } from "../built.ts";
import { type GitHub, REPOSITORY, TOKEN } from "./github.ts";
import { environmentFor, type Ran, resultOf, ROOT } from "./run.ts";

interface Job {
  readonly env?: Readonly<Record<string, string>>;
  readonly steps: readonly { readonly name?: string; readonly run?: string }[];
}

export const { jobs } = parse(
  readFileSync(join(ROOT, ".github/workflows/nightly.yml"), "utf8"),
) as {
  readonly jobs: Readonly<Record<string, Job>>;
};
const MATRIX: Readonly<Record<string, string>> = { protocol: "two-phase-commit", shard: "2" };

const TSX = `"${process.execPath}" --import ${import.meta.resolve("tsx")}`;

/** What is written otherwise in a command here. Each has to be there in some command of the night. */
export const CHANGES: readonly (readonly [RegExp, string])[] = [
  [/npx tsx scripts\//g, `${TSX} ${ROOT}scripts/`],
  [/node dist\/cli\/main\.js/g, `"${process.execPath}" "${builtCli()}"`],
  [/(fuzz .*)--time 30m/g, "$1--runs 5"],
  [/(check .*)--time 30m/g, "$1--max-states 50"],
];

/** The step `name` of `job`, run in `folder`. */
export async function step(
  job: string,
  name: string,
  folder: string,
  github: GitHub,
): Promise<Ran> {
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
