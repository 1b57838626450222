/** The house style is executable: every rule of tidy-rules.ts holds of every file, and can fail. */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import packageJson from "../package.json" with { type: "json" };
import { VERSION } from "../checker/version.ts";
import { incompleteProtocols, type Rule, rules, type Source } from "./tidy-rules.ts";

const FOLDERS = [
  "checker",
  "cli",
  "fast-check",
  "models",
  "properties",
  "scripts",
  "test",
  "traces",
  "vitest",
];

/** Every file that git knows, or would know. */
const paths = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], {
  encoding: "utf8",
})
  .split("\n")
  .filter((path) => path !== "" && existsSync(path));

const sources: readonly Source[] = paths
  .filter((path) => /\.tsx?$/.test(path))
  .filter((path) => FOLDERS.includes(path.split("/")[0]!) || !path.includes("/"))
  .map((path) => ({ path, text: readFileSync(path, "utf8") }));

describe("every file", () => {
  it.each(Object.entries(rules))("keeps the rule %s", (_name, rule) => {
    const faults = sources.flatMap((source) =>
      rule(source).map((fault) => `${source.path} ${fault}`),
    );

    expect(faults).toEqual([]);
  });

  it("is looked at", () => {
    expect(sources.length).toBeGreaterThan(100);
    for (const folder of ["checker", "cli", "models", "properties", "test", "traces"]) {
      expect(sources.some(({ path }) => path.startsWith(`${folder}/`))).toBe(true);
    }
  });
});

describe("every protocol", () => {
  it("has its README, its index, its instances and its mutants", () => {
    expect(incompleteProtocols(paths)).toEqual([]);
  });
});

describe("the version", () => {
  it("is that of the package", () => {
    expect(VERSION).toBe(packageJson.version);
  });
});

/** What `rule` says of a file with these lines. */
function said(rule: Rule | undefined, path: string, ...lines: string[]): string[] {
  return rule!({ path, text: lines.join("\n") });
}

const line = (from: string): string => `import { x } from "${from}";`;
const times = (count: number, text: string): string[] => Array.from({ length: count }, () => text);

describe("the import table", () => {
  it.each([
    ["models/raft/raft.ts", "../../checker/check.ts", "checker/check.ts"],
    ["models/raft/raft.ts", "../bully/index.ts", "models/bully/index.ts"],
    ["models/raft/raft.ts", "../../properties/raft.ts", "properties/raft.ts"],
    ["models/raft/raft.ts", "node:fs", "node:fs"],
    ["models/raft/raft.ts", "../catalog.ts", "models/catalog.ts"],
    ["models/kit/cluster.ts", "../raft/index.ts", "models/raft/index.ts"],
    ["properties/raft.ts", "../checker/data.ts", "checker/data.ts"],
    ["properties/raft.ts", "../models/raft/index.ts", "models/raft/index.ts"],
    ["checker/engine/space.ts", "../../traces/format.ts", "traces/format.ts"],
    ["checker/check.ts", "commander", "commander"],
    ["traces/format.ts", "../models/catalog.ts", "models/catalog.ts"],
    ["traces/format.ts", "../cli/main.ts", "cli/main.ts"],
    ["models/catalog.ts", "../checker/check.ts", "checker/check.ts"],
    ["checker/check.ts", "fast-check", "fast-check"],
    ["traces/render.ts", "fast-check", "fast-check"],
    ["traces/viewer/page.tsx", "../render.ts", "traces/render.ts"],
    ["traces/viewer/page.tsx", "../../checker/data.ts", "checker/data.ts"],
    ["traces/render.ts", "preact", "preact"],
    ["cli/main.ts", "fast-check", "fast-check"],
    ["cli/main.ts", "../fast-check/index.ts", "fast-check/index.ts"],
    ["index.ts", "./fast-check/index.ts", "fast-check/index.ts"],
    ["fast-check/schedules.ts", "../models/catalog.ts", "models/catalog.ts"],
    ["fast-check/schedules.ts", "../cli/io.ts", "cli/io.ts"],
    ["cli/main.ts", "../vitest/index.ts", "vitest/index.ts"],
    ["index.ts", "./vitest/index.ts", "vitest/index.ts"],
    ["checker/check.ts", "vitest", "vitest"],
    ["traces/render.ts", "vitest", "vitest"],
    ["vitest/failure.ts", "../models/catalog.ts", "models/catalog.ts"],
    ["vitest/failure.ts", "../cli/io.ts", "cli/io.ts"],
    ["vitest/failure.ts", "../fast-check/index.ts", "fast-check/index.ts"],
  ])("does not let %s import %s", (path, from, target) => {
    expect(said(rules["importTable"], path, line(from))).toEqual([`imports ${target}`]);
  });

  it("sees imports of every form", () => {
    const forms = [
      'import "node:fs";',
      'import type { x } from "node:fs";',
      'export * from "node:fs";',
      'const x = await import("node:fs");',
      'import {\n  x,\n} from "node:fs";',
    ];

    for (const form of forms) {
      expect(said(rules["importTable"], "models/raft/raft.ts", form)).toEqual(["imports node:fs"]);
    }
  });

  it.each([
    ["models/raft/raft.ts", "./state.ts"],
    ["models/raft/raft.ts", "../kit/cluster.ts"],
    ["models/raft/raft.ts", "../../checker/protocol.ts"],
    ["models/raft/raft.ts", "ts-pattern"],
    ["models/catalog.ts", "./raft/index.ts"],
    ["properties/raft.ts", "./leadership.ts"],
    ["checker/data.ts", "node:crypto"],
    ["traces/render.ts", "../checker/data.ts"],
    ["traces/viewer/page.tsx", "../page/story.ts"],
    ["traces/viewer/page.tsx", "preact"],
    ["cli/main.ts", "../models/catalog.ts"],
    ["fast-check/schedule.ts", "../traces/render.ts"],
    ["fast-check/schedule.ts", "fast-check"],
    ["vitest/failure.ts", "../traces/render.ts"],
    ["vitest/matchers.ts", "vitest"],
    ["test/tidy.test.ts", "vitest"],
  ])("lets %s import %s", (path, from) => {
    expect(said(rules["importTable"], path, line(from))).toEqual([]);
  });

  it("does not take a comment for an import", () => {
    expect(said(rules["importTable"], "checker/x.ts", `// ${line("commander")}`)).toEqual([]);
  });
});

describe("the rule", () => {
  it("sizes sees a file that is too long", () => {
    expect(said(rules["sizes"], "x.ts", ...times(300, "x"))).toEqual([]);
    expect(said(rules["sizes"], "x.ts", ...times(301, "x"))).toEqual(["has 301 lines"]);
  });

  it.each([
    ["function long(): void {", "}"],
    ["const long = (x: number): void => {", "};"],
    ["  #long(x: number): void {", "  }"],
    ["  it('is long', () => {", "  });"],
    ["export async function long(", "}"],
    ["  static long<T>(x: T): T {", "  }"],
    ["  ): Promise<void> {", "  }"],
  ])("sizes sees a function that is too long: %s", (first, last) => {
    const fits = said(rules["sizes"], "x.ts", first, ...times(68, "    x;"), last);
    const tooLong = said(rules["sizes"], "x.ts", first, ...times(69, "    x;"), last);

    expect(fits).toEqual([]);
    expect(tooLong).toEqual(["has a function of 71 lines at line 1"]);
  });

  it("columns sees a line that is too long, unless it is the text in it", () => {
    const long = "x".repeat(101);

    expect(said(rules["columns"], "x.ts", long)).toEqual(["has 101 columns at line 1"]);
    expect(said(rules["columns"], "x.ts", "", `// ${long}xx`)).toEqual([
      "has 106 columns at line 2",
    ]);
    expect(said(rules["columns"], "x.ts", `say("${long}");`, `say(\`${long}\${x}\`);`)).toEqual([]);
    expect(said(rules["columns"], "x.ts", "const help = `", long, "`;")).toEqual([]);
  });

  it("openingComment sees a file that begins with code", () => {
    expect(said(rules["openingComment"], "x.ts", line("y"))).toHaveLength(1);
    expect(said(rules["openingComment"], "x.ts", "// a remark")).toHaveLength(1);
    expect(said(rules["openingComment"], "x.ts", "/** What it is. */")).toEqual([]);
    expect(said(rules["openingComment"], "x.ts", "#!/usr/bin/env node", "/** It. */")).toEqual([]);
  });

  it.each(["TO-DO", "FIX-ME", "XX-X"])("nothingLeftToDo sees %s", (spelled) => {
    const mark = spelled.replace("-", "");

    expect(said(rules["nothingLeftToDo"], "x.ts", `// ${mark}: later`)).toEqual([`has a ${mark}`]);
    expect(said(rules["nothingLeftToDo"], "x.ts", `${mark}S`, mark.toLowerCase())).toEqual([]);
  });

  it.each([
    "Math.random()",
    "Date.now()",
    "new Date(0)",
    "performance.now()",
    "process.env",
    line("node:fs"),
  ])("pure sees %s in models and properties", (text) => {
    expect(said(rules["pure"], "models/raft/raft.ts", text)).toHaveLength(1);
    expect(said(rules["pure"], "properties/raft.ts", text)).toHaveLength(1);
    expect(said(rules["pure"], "checker/check.ts", text)).toEqual([]);
    expect(said(rules["pure"], "models/raft/raft.ts", `// no ${text}`)).toEqual([]);
  });

  it("noClasses sees a class in a model", () => {
    expect(said(rules["noClasses"], "models/raft/raft.ts", "class Server {}")).toEqual([
      "has a class Server",
    ]);
    expect(said(rules["noClasses"], "checker/check.ts", "class Check {}")).toEqual([]);
  });

  it("noDefaultExports sees one, but for configs", () => {
    const text = "export default {};";

    expect(said(rules["noDefaultExports"], "checker/check.ts", text)).toHaveLength(1);
    expect(said(rules["noDefaultExports"], "vitest.config.ts", text)).toEqual([]);
  });

  it.each([
    "checker/utils.ts",
    "checker/helper.ts",
    "models/kit/common.ts",
    "checker/dataTypes.ts",
    "cli/Main.ts",
  ])("fileNames sees %s", (path) => {
    expect(said(rules["fileNames"], path)).toHaveLength(1);
  });

  it.each([
    "checker/data.ts",
    "test/slow/raft-tla.slow.test.ts",
    "test/types.test-d.ts",
    "vitest.slow.config.ts",
  ])("fileNames lets %s be", (path) => {
    expect(said(rules["fileNames"], path)).toEqual([]);
  });

  it.each(["home", "Users", "work"])("noForeignPaths sees a path of someone's /%s", (folder) => {
    expect(said(rules["noForeignPaths"], "x.ts", `// see /${folder}/me/notes`)).toHaveLength(1);
    expect(said(rules["noForeignPaths"], "x.ts", "// see docs/notes")).toEqual([]);
  });

  it("incompleteProtocols sees what a protocol lacks", () => {
    const raft = ["README.md", "index.ts", "instances.ts"].map((file) => `models/raft/${file}`);

    expect(incompleteProtocols([...raft, "models/kit/cluster.ts", "models/catalog.ts"])).toEqual([
      "models/raft/mutants.ts",
    ]);
  });
});
