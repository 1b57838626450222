/** What a test requires of a model, and how it fails where the model does not do so. */
import type { RunnerTestCase } from "vitest";
import type { AnyProperty, Examination, TestTime } from "./examination.ts";
import { failureOf } from "./failure.ts";
import { type Finding, findingOn } from "./finding.ts";
import { errorAt, toldError } from "./test-error.ts";

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
  { task, time, here }: Requiring,
): Promise<void> {
  const findings = await findingsOn(properties, examination, { task, time, here });
  const failed = findings.filter(({ isAsClaimed }) => !isAsClaimed);
  if (failed.length === 0) return;
  const texts: string[] = [];
  for (const finding of failed) {
    const { text, file } = await failureOf(finding, examination, nameOf(task));
    texts.push(text);
    if (file !== undefined) await task?.context.annotate(file, "trace", { path: file });
  }
  throw errorAt(here, errorName(failed[0]!), texts.join("\n\n"));
}

/** Fails unless the one property is violated; annotates the test with the verdict. */
export async function requireViolated(
  property: AnyProperty,
  examination: Examination,
  requiring: Requiring,
): Promise<void> {
  const [finding] = await findingsOn([property], examination, requiring);
  if (finding === undefined || finding.violation !== undefined) return;
  const { name, verdict, reason, covered } = finding;
  const why = reason === undefined ? "" : `, ${reason}`;
  const text = `${name} is not violated: ${verdict}${why}\n\nexplored: ${covered}`;
  throw errorAt(requiring.here, "NotViolated", text);
}

async function findingsOn(
  properties: readonly AnyProperty[],
  examination: Examination,
  { task, time, here }: Requiring,
): Promise<Finding[]> {
  const result = await examination.result(time).catch((error: unknown) => {
    throw toldError(here, error);
  });
  const findings = properties.map((each) => findingOn(each, result, examination.options.depth));
  for (const { name, verdict, reason, covered } of findings) {
    const why = reason === undefined ? "" : `, ${reason}`;
    await task?.context.annotate(`${name}: ${verdict}${why}; ${covered}`, "verdict");
  }
  return findings;
}

/** The file and the full name of a test: no other has both. */
function nameOf(task: Requiring["task"]): string {
  return task === undefined ? "" : `${task.file.name} > ${task.fullTestName}`;
}

/** `Violated`, `Vacuous`, `Inconclusive`: what a report in JUnit's format has as the type. */
function errorName({ verdict }: Finding): string {
  if (verdict.startsWith("holds")) return "Inconclusive";
  return `${verdict.charAt(0).toUpperCase()}${verdict.slice(1)}`;
}
