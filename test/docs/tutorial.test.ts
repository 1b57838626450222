/**
 * The tutorial does what it says: its files are written into a folder, as its reader would do it, are
 * type-checked and run, and each output that it shows is compared with what is really printed.
 */
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { snippetsIn } from "./snippets.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const { files, runs, unchecked } = snippetsIn(readFileSync(join(ROOT, "docs/tutorial.md"), "utf8"));
const folder = mkdtempSync(join(tmpdir(), "scrutineer-tutorial-"));

/** Runs Node on `argv`, and answers with what it printed, also if it failed. */
async function node(argv: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<string> {
  const options = { cwd: ROOT, env: { ...process.env, ...env }, encoding: "utf8" } as const;
  const run = promisify(execFile)(process.execPath, argv, options);
  const { stdout, stderr } = await run.catch((error: { stdout: string; stderr: string }) => error);
  return stdout + stderr;
}

/** The sources that stand behind what the package exports: "scrutineer" is checker/index.ts. */
function sourcesByName(): Record<string, string[]> {
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

/** The tutorial's own tsconfig, but with the package and the types of Node found in this tree. */
const overlay = {
  extends: "./tsconfig.json",
  compilerOptions: {
    paths: sourcesByName(),
    typeRoots: [join(ROOT, "node_modules/@types")],
  },
};

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

/** What each of `commands` prints. One process runs them all, for to start one takes longer. */
async function outputsOf(commands: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const scripts = commands.map((command) => command.replace(/^npx tsx /, "./"));
  const argv = ["--import", "tsx", join(folder, "runner.mjs"), ...scripts];
  const printed = await node(argv, { TSX_TSCONFIG_PATH: join(folder, "tsconfig.overlay.json") });
  const outputs = JSON.parse(printed) as readonly string[];
  return new Map(commands.map((command, index) => [command, outputs[index]!]));
}

describe("the tutorial", () => {
  let printed: ReadonlyMap<string, string>;

  beforeAll(async () => {
    const others = {
      "tsconfig.overlay.json": JSON.stringify(overlay),
      "package.json": '{ "type": "module" }',
      "runner.mjs": RUNNER,
    };
    for (const [name, text] of [...files, ...Object.entries(others)]) {
      writeFileSync(join(folder, name), text);
    }
    printed = await outputsOf(runs.map(({ command }) => command));
  });

  afterAll(() => rmSync(folder, { recursive: true }));

  it("leaves nothing unchecked but the installation", () => {
    expect(unchecked).toEqual([expect.stringContaining("npm install ../scrutineer")]);
  });

  it("runs every file that prints", () => {
    const printing = [...files].filter(([name, text]) => prints(name, text)).map(([name]) => name);

    expect(runs.map(({ command }) => command)).toEqual(printing.map((name) => `npx tsx ${name}`));
  });

  it("has a model of under 80 lines", () => {
    const model = files.get("ring.ts")!;

    expect(model).toContain("defineProtocol");
    expect(model.trimEnd().split("\n").length).toBeLessThan(80);
  });

  it("has types that fit", async () => {
    const tsc = join(ROOT, "node_modules/typescript/bin/tsc");

    const complaints = await node([tsc, "--project", join(folder, "tsconfig.overlay.json")]);

    expect(complaints).toBe("");
  });

  it.each(runs)("prints what it says: $command", ({ command, output }) => {
    expect(printed.get(command)).toBe(output);
  });
});

/** Does the file print by itself, rather than when another one calls it? */
function prints(name: string, text: string): boolean {
  const ownLines = text.split("\n").filter((line) => !line.startsWith(" "));
  return name.endsWith(".ts") && /^(for|console|report|survey)\b/m.test(ownLines.join("\n"));
}
