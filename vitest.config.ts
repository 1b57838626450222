/**
 * `npm test`: everything but the slow tests, and the type tests. The property tests print their seed
 * when they fail; `npm run test:slow` gives those of random protocols and systems two hundred times the
 * runs, or more.
 */
import { defineConfig } from "vitest/config";
import { flagsToOptimiseAfter } from "./cli/just-in-time.ts";
import { lastLineReporter } from "./test/reporter.ts";

export default defineConfig({
  test: {
    // Those at the root are what `scrutineer export FILE --test` writes.
    include: ["test/**/*.test.ts", "*.test.ts"],
    exclude: ["test/slow/**"],
    reporters: ["default", lastLineReporter],
    maxWorkers: 2,
    // The checker keeps nothing from one check to the next but a cache of texts, and no test replaces
    // a module: files may share what is loaded, and run on code that is warm.
    isolate: false,
    // Each test asks a little of many models: so all of them take a twentieth less of the processor.
    execArgv: flagsToOptimiseAfter(700_000),
    testTimeout: 60_000,
    hookTimeout: 60_000,
    typecheck: {
      enabled: true,
      checker: "tsc",
      include: ["test/**/*.test-d.ts"],
      tsconfig: "./tsconfig.types.json",
      // Only the type tests are judged here: `npm run typecheck` judges the rest.
      ignoreSourceErrors: true,
    },
  },
});
