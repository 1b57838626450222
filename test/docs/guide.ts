/**
 * Following a guide as its reader would: its files are written into a folder of their own, are
 * type-checked and run.
 */
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
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
  const config = join(folder, "tsconfig.overlay.json");
  const others = {
    "tsconfig.json": TSCONFIG,
    "tsconfig.overlay.json": JSON.stringify(overlay),
    "package.json": '{ "type": "module" }',
    "runner.mjs": RUNNER,
    "vitest.config.mjs": vitestConfig(),
  };
  for (const [name, text] of [...Object.entries(others), ...snippets.files]) {
    writeFileSync(join(folder, name), text);
  }
  mkdirSync(join(folder, "node_modules"));
  for (const name of PACKAGES) {
    symlinkSync(join(ROOT, "node_modules", name), join(folder, "node_modules", name));
  }
  return {
    ...snippets,
    folder,
    run: () => outputsOf(folder, config, snippets),
    test: () => node([VITEST, "run", "--root", folder], { NO_COLOR: "1" }, folder),
    typeErrors: () => node([TSC, "--project", config]),
    dispose: () => rmSync(folder, { recursive: true }),
  };
}

/** What guides import besides the package itself. */
const PACKAGES = ["fast-check", "vitest"];

const TSC = join(ROOT, "node_modules/typescript/bin/tsc");
const VITEST = join(ROOT, "node_modules/vitest/vitest.mjs");

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

/** The sources that stand behind what the package exports: "scrutineer" is checker/index.ts. */
export function sourcesByName(): Record<string, string[]> {
  const text = readFileSync(join(ROOT, "package.json"), "utf8");
  const { name, exports } = JSON.parse(text) as {
    readonly name: string;
    readonly exports: Readonly<Record<string, { readonly default: string }>>;
  };
  const entries = Object.entries(exports).map(([path, { default: built }]) => {
    const source = built.replace("./dist/", "").replace(/\.js$/, ".ts");
    return [path.replace(".", name), [join(ROOT, source)]];
  });
  return Object.fromEntries(entries) as Record<string, string[]>;
}

/** A guide's tsconfig, but with the package and the types of Node found in this tree. */
const overlay = {
  extends: "./tsconfig.json",
  compilerOptions: {
    paths: sourcesByName(),
    typeRoots: [join(ROOT, "node_modules/@types")],
  },
};

/** Has vitest find the package in this tree. */
function vitestConfig(): string {
  const alias = Object.entries(sourcesByName()).map(([name, [source]]) => [name, source]);
  // The longest first: "scrutineer" is the beginning of the others.
  const ordered = Object.fromEntries(alias.toSorted(([a], [b]) => b!.length - a!.length));
  return `export default { resolve: { alias: ${JSON.stringify(ordered)} } };`;
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
async function outputsOf(
  folder: string,
  config: string,
  { runs }: Snippets,
): Promise<ReadonlyMap<string, string>> {
  const commands = runs.map(({ command }) => command);
  const scripts = commands.map((command) => command.replace(/^npx tsx /, "./"));
  const argv = ["--import", "tsx", join(folder, "runner.mjs"), ...scripts];
  const printed = await node(argv, { TSX_TSCONFIG_PATH: config });
  const outputs = JSON.parse(printed) as readonly string[];
  return new Map(commands.map((command, index) => [command, outputs[index]!]));
}
