/** A search that fills the heap ends with what it knows, before Node ends the process. */
import { spawnSync } from "node:child_process";
import { expect, it } from "vitest";
import { temporaryFolder } from "../cli/scrutineer.ts";

it("a search that fills the heap says what was covered, and exits with 3", () => {
  const argv = ["check", "raft-static", "--set", "maxTerm=4", "--set", "maxLog=4"];
  const node = ["--max-old-space-size=160", "--import", "tsx", "cli/main.ts"];

  const { status, stdout } = spawnSync(
    process.execPath,
    [...node, ...argv, "--out", temporaryFolder()],
    { cwd: new URL("../../", import.meta.url).pathname, encoding: "utf8" },
  );

  expect(stdout).toMatch(/the memory limit was reached; all behaviours of up to \d+ states/);
  expect(status).toBe(3);
});
