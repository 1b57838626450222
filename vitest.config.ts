/**
 * `npm test`: everything but the slow tests, and the type tests. The property tests print their seed
 * when they fail; `npm run test:slow` gives those of random protocols and systems two hundred times the
 * runs, or more.
 */
import { defineConfig } from "vitest/config";
import { lastLineReporter } from "./test/reporter.ts";

/**
 * Node 20 optimises a function after 67,584 bytes of its bytecode have run: too soon for models of which
 * each test asks a little (cli/just-in-time.ts). So all tests take a twentieth less of the processor.
 */
const isV8WithTwoTiers = process.versions.v8.startsWith("11.");

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["test/slow/**"],
    reporters: ["default", lastLineReporter],
    maxWorkers: 2,
    // The checker keeps nothing from one check to the next but a cache of texts, and no test replaces
    // a module: files may share what is loaded, and run on code that is warm.
    isolate: false,
    execArgv: isV8WithTwoTiers ? ["--interrupt-budget=700000"] : [],
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
