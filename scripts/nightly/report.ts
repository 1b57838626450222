/**
 * `tsx scripts/nightly/report.ts LANES KEPT OUT`: reads what the lanes left in LANES, and says what the
 * night came to: OUT/junit.xml, OUT/summary.md (and the page of the run), OUT/night.json for the
 * tracking issue, annotations on stdout. The traces in KEPT are brought up to date; each has its page
 * in OUT/pages. Exits with 1 if the night is red.
 */
import { appendFile, mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { writeWhole } from "../../traces/write-whole.ts";
import { annotationsOf } from "./annotations.ts";
import { nightOf } from "./findings.ts";
import { junitXml } from "./junit.ts";
import { updateKept } from "./kept.ts";
import { lanesIn } from "./lane.ts";
import { isRed, missingLane, type Outcome, outcomeOf } from "./outcome.ts";
import { writePages } from "./pages.ts";
import { summaryOf, titleOf } from "./summary.ts";
import { plannedLanes } from "./workflow.ts";

const WORKFLOW = new URL("../../.github/workflows/nightly.yml", import.meta.url);

/** What came of each lane that left a result, and of those of `planned` that did not. */
export function outcomesOf(found: readonly Outcome[], planned: readonly string[]): Outcome[] {
  const names = new Set(found.map(({ lane }) => lane));
  const missing = planned.filter((lane) => !names.has(lane)).map(missingLane);
  return [...found, ...missing];
}

async function report(folder: string, kept: string, out: string): Promise<boolean> {
  await mkdir(folder, { recursive: true });
  const { lanes, faults } = await lanesIn(folder);
  for (const fault of faults) process.stderr.write(`not the result of a lane: ${fault}\n`);
  const planned = plannedLanes(await readFile(WORKFLOW, "utf8"));
  const outcomes = outcomesOf(
    lanes.map(({ result }) => outcomeOf(result)),
    planned,
  );
  const { env } = process;
  const runId = env["GITHUB_RUN_ID"] ?? "0";
  const server = env["GITHUB_SERVER_URL"] ?? "https://github.com";
  const url = `${server}/${env["GITHUB_REPOSITORY"] ?? ""}/actions/runs/${runId}`;
  const night = nightOf(outcomes, { runId, sha: env["GITHUB_SHA"] ?? "0", url });
  const summary = summaryOf(outcomes, night);
  await updateKept(kept, lanes);
  await writePages(kept, join(out, "pages"));
  await writeWhole(join(out, "junit.xml"), junitXml(outcomes));
  await writeWhole(join(out, "summary.md"), summary);
  await writeWhole(join(out, "night.json"), `${JSON.stringify(night, null, 2)}\n`);
  const page = env["GITHUB_STEP_SUMMARY"];
  if (page !== undefined) await appendFile(page, summary);
  for (const line of annotationsOf(night)) process.stdout.write(`${line}\n`);
  process.stdout.write(`${titleOf(outcomes)}\n`);
  return outcomes.some(({ status }) => isRed(status));
}

if (import.meta.filename === process.argv[1]) {
  const [lanes = "", kept = "", out = ""] = process.argv.slice(2);
  process.exitCode = (await report(lanes, kept, out)) ? 1 : 0;
}
