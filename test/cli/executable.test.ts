/** The built command is one that a shell may run, however often it is built. */
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import manifest from "../../package.json" with { type: "json" };
import { temporaryFolder } from "./scrutineer.ts";

it("is made executable at the end of the build", () => {
  const folder = temporaryFolder();
  const [main, script] = ["dist/cli/main.js", "scripts/executable.mjs"];
  for (const name of ["dist/cli", "scripts"]) mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, main), "", { mode: 0o644 });
  cpSync(join(import.meta.dirname, "../..", script), join(folder, script));

  execFileSync(process.execPath, [join(folder, script)]);

  expect(statSync(join(folder, main)).mode & 0o111).toBe(0o111);
  expect(manifest.bin.scrutineer).toBe(main);
  expect(manifest.scripts.build).toMatch(new RegExp(`&& node ${script}$`));
});
