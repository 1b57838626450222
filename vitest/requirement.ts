/** What a test requires of a model, and how it fails where the model does not do so. */
import { join } from "node:path";
import type { RunnerTestCase } from "vitest";
import type { AnyProperty, Examination, TestTime } from "./examination.ts";
import { failureText } from "./failure.ts";
import { type Finding, findingOn } from "./finding.ts";
import { errorAt, toldError } from "./test-error.ts";
import { writeTraceFile } from "./trace-file.ts";

/** The test that requires something. */
export interface Requiring {
  /** Undefined outside of any test: then nothing is annotated. */
  readonly task: Readonly<RunnerTestCase> | undefined;
  readonly time: TestTime;
  /** An error that was made where the test was written: its stack is shown. */
  readonly here: Error;
}

/** Fails unless each of `properties` is as claimed; annotates the test with each verdict and trace. */
export async function requireHolds(
  properties: readonly AnyProperty[],
  examination: Examination,
  requiring: Requiring,
): Promise<void> {
  const findings = await findingsOn(properties, examination, requiring);
  const failed = findings.filter(({ isAsClaimed }) => !isAsClaimed);
  // The words come first, for they need nothing but time; what is recorded waits for others.
  const texts = failed.map((finding) => failureText(finding, examination));
  const recorded = await inTime(requiring.time, async () => {
    await annotate(findings, requiring);
    const lines: string[] = [];
    for (const finding of failed) lines.push(await recordTrace(finding, examination, requiring));
    return lines;
  });
  if (failed.length === 0) return;
  const message = texts.map((text, index) => text + (recorded?.[index] ?? UNRECORDED)).join("\n\n");
  throw errorAt(requiring.here, errorName(failed[0]!), message);
}

/** Fails unless the one property is violated; annotates the test with the verdict. */
export async function requireViolated(
  property: AnyProperty,
  examination: Examination,
  requiring: Requiring,
): Promise<void> {
  const findings = await findingsOn([property], examination, requiring);
  const { name, verdict, reason, covered, violation } = findings[0]!;
  await inTime(requiring.time, () => annotate(findings, requiring));
  if (violation !== undefined) return;
  const why = reason === undefined ? "" : `, ${reason}`;
  const text = `${name} is not violated: ${verdict}${why}\n\nexplored: ${covered}`;
  throw errorAt(requiring.here, "NotViolated", text);
}

async function findingsOn(
  properties: readonly AnyProperty[],
  examination: Examination,
  { time, here }: Requiring,
): Promise<Finding[]> {
  const result = await examination.result(time).catch((error: unknown) => {
    throw toldError(here, error);
  });
  return properties.map((each) => findingOn(each, result, examination.options.depth));
}

async function annotate(findings: readonly Finding[], { task }: Requiring): Promise<void> {
  for (const { name, verdict, reason, covered } of findings) {
    const why = reason === undefined ? "" : `, ${reason}`;
    await task?.context.annotate(`${name}: ${verdict}${why}; ${covered}`, "verdict");
  }
}

/** Where no time was left. */
const UNRECORDED = "\nNo time was left to write its trace.";

/**
 * Writes the trace of a violation and annotates the test with it; answers with what to say of that.
 * That it can't be written is no reason to keep quiet about the violation.
 */
async function recordTrace(
  { violation }: Finding,
  examination: Examination,
  { task }: Requiring,
): Promise<string> {
  if (violation === undefined) return "";
  try {
    const file = await writeTraceFile(violation, examination, nameOf(task));
    // Vitest would look for a relative path in its root, which need not be the working directory.
    await task?.context.annotate(file, "trace", { path: join(process.cwd(), file) });
    return `\ntrace: ${file}`;
  } catch (error) {
    return `\nThere is no trace: ${error instanceof Error ? error.message : String(error)}`;
  }
}

/** What `action` answers; undefined if it has not by shortly before the end of the test. */
async function inTime<T>({ endsAt }: TestTime, action: () => Promise<T>): Promise<T | undefined> {
  const leftMs = endsAt - performance.now() - MARGIN_MS;
  if (leftMs === Infinity) return action();
  if (leftMs <= 0) return undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const patience = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), leftMs);
  });
  try {
    return await Promise.race([action(), patience]);
  } finally {
    clearTimeout(timer);
  }
}

/** A test that ends so long before its time-out is not taken for one that did not end. */
const MARGIN_MS = 10;

/** The file and the full name of a test: no other has both. */
function nameOf(task: Requiring["task"]): string {
  return task === undefined ? "" : `${task.file.name} > ${task.fullTestName}`;
}

/** `Violated`, `Vacuous`, `Inconclusive`: what a report in JUnit's format has as the type. */
function errorName({ verdict }: Finding): string {
  if (verdict.startsWith("holds")) return "Inconclusive";
  return `${verdict.charAt(0).toUpperCase()}${verdict.slice(1)}`;
}
