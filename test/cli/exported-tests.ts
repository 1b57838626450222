/**
 * Runs, type-checks and formats exported tests as their reader would: in a folder of their own, where
 * the package is installed.
 */
import { execFile } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { format } from "prettier";
import { TSC } from "../built.ts";
import { IN_ONE_WORKER, install } from "../docs/guide.ts";
import { temporaryFolder } from "./scrutineer.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const RESULT = "result.json";

/** What came of tests: their states by file, and what the run printed. */
export interface TestResults {
  readonly tests: Readonly<Record<string, readonly string[]>>;
  readonly printed: string;
}

/** Runs tests; `texts` are the files by name. */
export async function runTests(texts: Readonly<Record<string, string>>): Promise<TestResults> {
  const folder = folderWith({ ...texts, "vitest.config.mjs": VITEST_CONFIG });
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile=${RESULT}`];
  const vitest = join(ROOT, "node_modules/vitest/vitest.mjs");
  const flags = [...IN_ONE_WORKER, "--root", folder, ...reporters];
  const printed = await node(folder, [vitest, "run", ...flags]);
  const { testResults } = JSON.parse(readFileSync(join(folder, RESULT), "utf8")) as {
    readonly testResults: readonly {
      readonly name: string;
      readonly assertionResults: readonly { readonly status: string }[];
    }[];
  };
  const tests = testResults.map(({ name, assertionResults }) => [
    basename(name),
    assertionResults.map(({ status }) => status),
  ]);
  return { tests: Object.fromEntries(tests) as TestResults["tests"], printed };
}

/** What the type checker says of `texts`, strictly. */
export async function typeErrorsIn(texts: Readonly<Record<string, string>>): Promise<string> {
  const folder = folderWith({ ...texts, "tsconfig.json": TSCONFIG });
  return node(folder, [TSC, "--project", folder]);
}

/** `text` as prettier would have it. */
export function formatOf(text: string, printWidth: number): Promise<string> {
  return format(text, { parser: "typescript", printWidth });
}

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  install(folder, ["vitest", "@types"]);
  const all = Object.entries({ ...files, "package.json": '{ "type": "module" }' });
  for (const [name, text] of all) writeFileSync(join(folder, name), text);
  return folder;
}

/** Runs Node on `argv`, and answers with what it printed, also if it failed. */
async function node(cwd: string, argv: readonly string[]): Promise<string> {
  const env = { ...process.env, NO_COLOR: "1", CI: "1", GITHUB_ACTIONS: "" };
  const run = promisify(execFile)(process.execPath, argv, { cwd, env, encoding: "utf8" });
  const { stdout, stderr } = await run.catch((error: { stdout: string; stderr: string }) => error);
  return stdout + stderr;
}

const VITEST_CONFIG = `export default {
  test: { include: ["*.test.ts"], testTimeout: 60000 },
};`;

const TSCONFIG = JSON.stringify({
  compilerOptions: {
    target: "es2023",
    module: "nodenext",
    strict: true,
    noUncheckedIndexedAccess: true,
    exactOptionalPropertyTypes: true,
    noEmit: true,
    skipLibCheck: true,
    allowImportingTsExtensions: true,
    types: ["node"],
  },
  include: ["*.ts"],
});
