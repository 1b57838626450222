/**
 * The package as its user gets it, built from the sources as they are now: what other processes of the
 * tests load, for whom it takes less time than the sources. It is kept under a digest of all that it is
 * built from, so it is built once for each state of the sources, and is never older than they are.
 */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../", import.meta.url));
/** Within `node_modules`, so that what is built finds what the package depends on. */
const BUILDS = join(ROOT, "node_modules/.cache/scrutineer-built");
const PROJECT = "tsconfig.build.json";

export const TSC = join(ROOT, "node_modules/typescript/bin/tsc");

/** The folder of the package that is built from the sources as they are now. */
export function builtPackage(): string {
  const folder = join(BUILDS, digestOfSources());
  if (!existsSync(folder)) build(folder);
  return folder;
}

/** The command line that is built from the sources as they are now. */
export function builtCli(): string {
  return join(builtPackage(), "dist/cli/main.js");
}

function build(folder: string): void {
  mkdirSync(BUILDS, { recursive: true });
  const outdated = readdirSync(BUILDS).filter((name) => !name.includes("."));
  const unfinished = mkdtempSync(join(BUILDS, "unfinished."));
  // Types are judged elsewhere.
  const argv = [TSC, "-p", join(ROOT, PROJECT), "--noCheck", "--outDir", join(unfinished, "dist")];
  execFileSync(process.execPath, argv);
  for (const path of ["package.json", "traces/regressions"]) {
    cpSync(join(ROOT, path), join(unfinished, path), { recursive: true });
  }
  try {
    renameSync(unfinished, folder);
  } catch (error) {
    // Another worker was faster, with the same.
    if (!existsSync(folder)) throw error;
    rmSync(unfinished, { recursive: true });
  }
  for (const name of outdated) rmSync(join(BUILDS, name), { recursive: true, force: true });
}

function digestOfSources(): string {
  const { include } = JSON.parse(readFileSync(join(ROOT, PROJECT), "utf8")) as {
    readonly include: readonly string[];
  };
  const hash = createHash("sha256");
  for (const path of ["package.json", "tsconfig.json", PROJECT, ...include].flatMap(filesIn)) {
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(ROOT, path)))
      .update("\0");
  }
  return hash.digest("hex");
}

/** The file at `path`, or those in the folder there. */
function filesIn(path: string): string[] {
  if (path.includes(".")) return [path];
  return readdirSync(join(ROOT, path), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(ROOT.length))
    .toSorted();
}
