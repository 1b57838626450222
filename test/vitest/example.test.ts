/**
 * The example project, as its user has it: the package is packed, unpacked into it, and its tests are
 * run by the vitest of the project. Its dependencies are those of this tree, so that nothing is fetched.
 */
import { execFileSync } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import packageJson from "../../package.json" with { type: "json" };
import { REGRESSIONS } from "../../traces/regressions.ts";
import { builtPackage, TSC } from "../built.ts";
import { type Case, type Report, runVitest } from "./vitest-run.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

// The real path: vitest names files by it.
const folder = realpathSync(mkdtempSync(join(tmpdir(), "scrutineer-example-")));
const project = join(folder, "project");
const installed = join(project, "node_modules/scrutineer");

/** Packs this tree, as it is now, without touching what is built in it. Answers with the tarball. */
function pack(): string {
  const stage = join(folder, "stage");
  cpSync(builtPackage(), stage, { recursive: true });
  const others = packageJson.files.filter((path) => path !== "dist" && !path.startsWith("!"));
  for (const path of others) cpSync(join(ROOT, path), join(stage, path), { recursive: true });
  const argv = ["pack", "--json", "--ignore-scripts", "--pack-destination", folder];
  const [{ filename }] = JSON.parse(
    execFileSync("npm", argv, { cwd: stage, encoding: "utf8" }),
  ) as [{ readonly filename: string }];
  return join(folder, filename);
}

function install(tarball: string): void {
  cpSync(join(ROOT, "docs/examples/vitest"), project, { recursive: true });
  mkdirSync(installed, { recursive: true });
  execFileSync("tar", ["-xzf", tarball, "-C", installed, "--strip-components", "1"]);
  for (const name of [...Object.keys(packageJson.dependencies), "vitest", "@types"]) {
    symlinkSync(join(ROOT, "node_modules", name), join(project, "node_modules", name));
  }
}

/** Has the suite of `model` in `ring.test.ts` be one of `careless` instead. */
function breakIt(): void {
  const file = join(project, "ring.test.ts");
  const text = readFileSync(file, "utf8");
  const broken = text.replace("describeModel(ring,", "describeModel(careless,");
  expect(broken).not.toBe(text);
  writeFileSync(file, broken);
}

function failedIn({ cases }: Report): Case[] {
  return cases.filter(({ failure }) => failure !== undefined);
}

beforeAll(() => install(pack()));

afterAll(() => rmSync(folder, { recursive: true }));

describe("the example project", () => {
  it("has types that fit those of the package", () => {
    const options = ["--target", "es2023", "--module", "nodenext", "--strict", "--noEmit"];
    const argv = [...options, "--allowImportingTsExtensions", "--skipLibCheck", "--types", "node"];
    const file = join(project, "ring.test.ts");

    expect(() =>
      execFileSync(process.execPath, [TSC, ...argv, file], { cwd: project }),
    ).not.toThrow();
  });

  it("passes: each claim holds, as the report says, and its bug is seen", async () => {
    const { cases, code } = await runVitest(project, []);

    expect(code).toBe(0);
    expect(cases.map(({ name }) => name.split(":")[0])).toEqual([
      "ring {nodes",
      "ring {nodes",
      "ring {nodes",
      "candidates that do not compare ids elect two leaders",
    ]);
    expect(cases.map(({ annotations }) => annotations["verdict"]?.split(";")[0])).toEqual([
      "OneLeaderAtATime: holds",
      "ElectionEnds: holds",
      "LeaderElected: holds",
      "OneLeaderAtATime: violated, n1 and n2 both lead",
    ]);
    expect(cases[0]!.annotations["verdict"]).toContain("275 states (724 generated), depth 12");
  });

  it("fails when it is broken, and says who led when and where the trace is", async () => {
    breakIt();

    const report = await runVitest(project, []);

    const [failed, ...others] = failedIn(report);
    expect(report.code).toBe(1);
    expect(others).toEqual([]);
    expect(failed!.failure?.type).toBe("Violated");
    expect(failed!.failure?.text).toMatch(/✗ OneLeaderAtATime: n\d and n\d both lead/);
    expect(failed!.failure?.text).toMatch(/who led when\n.*from state \d+ on n\d and n\d lead/s);
    expect(failed!.failure?.text).toContain(`trace: ${failed!.annotations["trace"]}`);
    expect(readdirSync(join(project, "scrutineer-out"))).toHaveLength(1);
  });
});

describe("the package", () => {
  it("has every door that it names", () => {
    for (const { types, default: entry } of Object.values(packageJson.exports)) {
      expect(readdirSync(join(installed, entry, ".."))).toEqual(
        expect.arrayContaining([entry.split("/").at(-1), types.split("/").at(-1)]),
      );
    }
  });

  it("has the regressions, and no other of the traces' files", () => {
    const packed = readdirSync(join(installed, "traces"), { recursive: true }).map(String);

    const there = readdirSync(REGRESSIONS).map((name) => join("regressions", name));
    expect(there.length).toBeGreaterThan(0);
    expect(packed.toSorted()).toEqual(["regressions", ...there].toSorted());
  });

  it("does not load vitest for those who do not test with it", () => {
    const vitest = join(project, "node_modules/vitest");
    rmSync(vitest);
    mkdirSync(vitest);
    writeFileSync(join(vitest, "package.json"), '{ "type": "module", "exports": "./index.js" }');
    const names = "export const [describe, expect, it] = [];";
    writeFileSync(join(vitest, "index.js"), `${names}\nthrow new Error("vitest was loaded");`);
    const load = (...doors: readonly string[]) => {
      const script = doors.map((door) => `await import("${door}");`).join("\n");
      const argv = ["--input-type=module", "-e", script];
      return () => execFileSync(process.execPath, argv, { cwd: project, stdio: "pipe" });
    };
    const doors = Object.keys(packageJson.exports).map((door) => door.replace(".", "scrutineer"));

    expect(load(...doors.filter((door) => door !== "scrutineer/vitest"))).not.toThrow();
    expect(load("scrutineer/vitest")).toThrow("vitest was loaded");
  });
});
