/**
 * Following a guide as its reader would: its files are written into a folder of their own, where the
 * package is installed, are type-checked and run.
 */
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { builtPackage, TSC } from "../built.ts";
import { type Snippets, snippetsIn } from "./snippets.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** A guide whose files are in a folder. */
export interface Guide extends Snippets {
  readonly folder: string;
  /** What each of its commands prints. */
  run(): Promise<ReadonlyMap<string, string>>;
  /** What vitest prints of its tests. */
  test(): Promise<string>;
  /** What the type checker says of its files. */
  typeErrors(): Promise<string>;
  dispose(): void;
}

/** The guide in `path`, a Markdown file of this repository. */
export function guideIn(path: string): Guide {
  const snippets = snippetsIn(readFileSync(join(ROOT, path), "utf8"));
  const folder = mkdtempSync(join(tmpdir(), "scrutineer-guide-"));
  const others = {
    "tsconfig.json": TSCONFIG,
    "package.json": '{ "type": "module" }',
    "runner.mjs": RUNNER,
  };
  for (const [name, text] of [...Object.entries(others), ...snippets.files]) {
    writeFileSync(join(folder, name), text);
  }
  install(folder, ["fast-check", "vitest", "@types"]);
  return {
    ...snippets,
    folder,
    run: () => outputsOf(folder, snippets),
    test: () =>
      node([VITEST, "run", ...IN_ONE_WORKER, "--root", folder], { NO_COLOR: "1" }, folder),
    typeErrors: () => node([TSC, "--project", folder, "--skipLibCheck"]),
    dispose: () => rmSync(folder, { recursive: true }),
  };
}

/** Has the package and others of `packages` found in `folder`. */
export function install(folder: string, packages: readonly string[]): void {
  const modules = join(folder, "node_modules");
  mkdirSync(modules);
  symlinkSync(builtPackage(), join(modules, "scrutineer"));
  for (const name of packages) symlinkSync(join(ROOT, "node_modules", name), join(modules, name));
}

const VITEST = join(ROOT, "node_modules/vitest/vitest.mjs");

/** Has vitest load the package once for all files, rather than once for each. */
export const IN_ONE_WORKER = ["--maxWorkers=1", "--no-isolate"];

/** For a guide that does not bring its own. */
const TSCONFIG = `{
  "compilerOptions": {
    "target": "es2023",
    "module": "nodenext",
    "strict": true,
    "noEmit": true,
    "allowImportingTsExtensions": true,
    "types": ["node"]
  }
}`;

/** Runs Node on `argv`, and answers with what it printed, also if it failed. */
async function node(
  argv: readonly string[],
  env: NodeJS.ProcessEnv = {},
  cwd = ROOT,
): Promise<string> {
  const options = { cwd, env: { ...process.env, ...env }, encoding: "utf8" } as const;
  const run = promisify(execFile)(process.execPath, argv, options);
  const { stdout, stderr } = await run.catch((error: { stdout: string; stderr: string }) => error);
  return stdout + stderr;
}

/** Runs scripts, and prints what each of them printed as one list. */
const RUNNER = `
import { format } from "node:util";
const outputs = [];
for (const script of process.argv.slice(2)) {
  const lines = [];
  console.log = (...values) => lines.push(format(...values) + "\\n");
  await import(script).catch((error) => lines.push(String(error)));
  outputs.push(lines.join(""));
}
process.stdout.write(JSON.stringify(outputs));
`;

/** What each of the commands prints. One process runs them all, for to start one takes longer. */
async function outputsOf(folder: string, { runs }: Snippets): Promise<ReadonlyMap<string, string>> {
  const commands = runs.map(({ command }) => command);
  const scripts = commands.map((command) => command.replace(/^npx tsx /, "./"));
  const argv = ["--import", "tsx", join(folder, "runner.mjs"), ...scripts];
  const printed = await node(argv);
  const outputs = JSON.parse(printed) as readonly string[];
  return new Map(commands.map((command, index) => [command, outputs[index]!]));
}
