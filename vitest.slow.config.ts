/** `npm run test:slow`: the tests that take minutes. */
import { defineConfig } from "vitest/config";
import { lastLineReporter } from "./test/reporter.ts";

export default defineConfig({
  test: {
    include: ["test/slow/**/*.slow.test.ts"],
    reporters: ["default", lastLineReporter],
    maxWorkers: 2,
    testTimeout: 60 * 60_000,
  },
});
