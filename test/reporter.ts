/**
 * Prints "N passed, N failed" alone on the last line of a test run, for systems that read plain
 * text. A file that can't be loaded, and an error outside all tests, count as one failure each.
 */
import type { Reporter, TestModule } from "vitest/node";

/** What the reporter needs to know of a file of tests. */
export type FileOutcome = Pick<TestModule, "children" | "errors">;

/** The last line for these files and this many errors outside all tests. */
export function lastLine(files: readonly FileOutcome[], errorCount: number): string {
  const states = files.flatMap((file) =>
    Array.from(file.children.allTests(), (test) => test.result().state),
  );
  const passed = states.filter((state) => state === "passed").length;
  const failed = states.filter((state) => state === "failed").length;
  const unloaded = files.reduce((sum, file) => sum + file.errors().length, 0);
  return `${passed} passed, ${failed + unloaded + errorCount} failed`;
}

/** Comes after vitest's own reporter. */
export const lastLineReporter: Reporter = {
  onTestRunEnd(files, errors) {
    process.stdout.write(`${lastLine(files, errors.length)}\n`);
  },
};
