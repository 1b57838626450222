/**
 * Writes trace files: under a name that says what they show, never outside the folder that was asked
 * for, and whole or not at all.
 */
import { access, constants, stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { CheckerError } from "../checker/errors.ts";
import { toJson } from "./codec.ts";
import { type AnyTrace, TRACE_SUFFIX } from "./format.ts";
import { writeWhole } from "./write-whole.ts";

/**
 * Writes `trace` into `folder`, which is made if need be; its name says what it shows, unless another is
 * given. @throws CheckerError `BadOutput`.
 */
export async function writeTrace(
  trace: AnyTrace,
  folder: string,
  name = traceFileName(trace),
): Promise<string> {
  const file = join(folder, name);
  const text = traceText(trace);
  try {
    await writeWhole(file, text);
  } catch (error) {
    throw unwritable(folder, error);
  }
  return file;
}

/** The content of the file: the head readable, each step on a line of its own. */
export function traceText(trace: AnyTrace): string {
  const { steps, ...head } = trace;
  const fields = Object.entries(head).map(
    ([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(toJson(value))}`,
  );
  const lines = steps.map((step) => `    ${JSON.stringify(toJson(step))}`);
  const list = lines.length === 0 ? "[]" : `[\n${lines.join(",\n")}\n  ]`;
  return `{\n${[...fields, `  "steps": ${list}`].join(",\n")}\n}\n`;
}

/** `two-phase-commit.blocking.NonBlocking.trace.json`: what was checked, then the property. */
export function traceFileName(trace: AnyTrace): string {
  const { protocol, variant, instance, mutant, property } = trace;
  const parts = [protocol, mutant, instance ?? variant, property].filter((part) => part !== null);
  return `${parts.map(sanitised).join(".")}${TRACE_SUFFIX}`;
}

/** `name` as part of a file name: letters, digits and dashes, and not too long. */
function sanitised(name: string): string {
  const safe = name.replaceAll(/[^A-Za-z0-9_-]+/g, "-").slice(0, 60);
  return safe === "" ? "-" : safe;
}

/**
 * Can traces be written to `folder`? Asked before a search that may take hours.
 * @throws CheckerError `BadOutput`.
 */
export async function checkWritable(folder: string): Promise<void> {
  let nearest = resolve(folder);
  try {
    while (!(await exists(nearest)) && dirname(nearest) !== nearest) nearest = dirname(nearest);
    if (!(await stat(nearest)).isDirectory()) throw new Error(`${nearest} is not a folder`);
    await access(nearest, constants.W_OK);
  } catch (error) {
    throw unwritable(folder, error);
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return false;
    throw error;
  }
}

/** An error for a folder that traces can't be written to, because of `error`. */
export function unwritable(folder: string, error: unknown): CheckerError {
  const reason = error instanceof Error ? error.message : String(error);
  return new CheckerError("BadOutput", `Traces can't be written to ${folder}: ${reason}.`, {
    hint: "Name another folder with --out.",
    cause: error,
  });
}
