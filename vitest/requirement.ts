/** What a test requires of a model, and how it fails where the model does not do so. */
import type { RunnerTestCase } from "vitest";
import { CheckerError } from "../checker/errors.ts";
import type { AnyProperty, Examination, TestTime } from "./examination.ts";
import { failureOf } from "./failure.ts";
import { type Finding, findingOn } from "./finding.ts";

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
  throw failure(failed[0]!, texts.join("\n\n"), here);
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
  throw failure(finding, text, requiring.here);
}

async function findingsOn(
  properties: readonly AnyProperty[],
  examination: Examination,
  { task, time, here }: Requiring,
): Promise<Finding[]> {
  const result = await examination.result(time).catch((error: unknown) => {
    throw error instanceof CheckerError ? modelFault(error, here) : error;
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

/** An error with the verdict as its name, that points at where the test was written. */
function failure({ verdict }: Finding, text: string, here: Error): Error {
  const name = `${verdict.charAt(0).toUpperCase()}${verdict.slice(1)}`;
  return pointingAt(here, name, text);
}

/** `error` with its advice and its path in its message. */
function modelFault({ code, message, hint, path }: CheckerError, here: Error): Error {
  const steps = path === undefined ? [] : [`after: ${path.join("\n       ")}`];
  const lines = [message, ...(hint === undefined ? [] : [hint]), ...steps];
  return pointingAt(here, code, lines.join("\n"));
}

function pointingAt(here: Error, name: string, message: string): Error {
  const error = new Error(message);
  error.name = name;
  const frames = (here.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
  error.stack = [`${name}: ${message}`, ...frames].join("\n");
  return error;
}
