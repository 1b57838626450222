/** The last line of a test run: what passed, what failed, and what could not even be loaded. */
import { describe, expect, it } from "vitest";
import { type FileOutcome, lastLine } from "./reporter.ts";

/** A file with tests in these states, and so many errors of its own. */
function file(states: readonly string[], errorCount = 0): FileOutcome {
  return {
    children: { allTests: () => states.map((state) => ({ result: () => ({ state }) })) },
    errors: () => Array.from({ length: errorCount }, () => ({ message: "it does not load" })),
  } as unknown as FileOutcome;
}

describe("the last line", () => {
  it("counts the tests of all files", () => {
    const files = [file(["passed", "passed"]), file(["passed", "failed", "skipped"])];

    expect(lastLine(files, 0)).toBe("3 passed, 1 failed");
    expect(lastLine([], 0)).toBe("0 passed, 0 failed");
  });

  it("counts what can't be loaded, and errors outside all tests, as failures", () => {
    expect(lastLine([file([], 1), file(["passed"])], 2)).toBe("1 passed, 3 failed");
  });
});
