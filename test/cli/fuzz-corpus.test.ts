/** `scrutineer fuzz --corpus`: what a session found worth going on from, the next one goes on from. */
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import type { FuzzReport } from "../../cli/fuzz-report.ts";
import { scrutineer, temporaryFolder } from "./scrutineer.ts";

const BULLY = "fuzz bully --runs 40 --seed 1".split(" ");

async function reportOf(...argv: readonly string[]): Promise<FuzzReport> {
  const { out } = await scrutineer(...BULLY, ...argv, "--json", "--out", temporaryFolder());
  return JSON.parse(out) as FuzzReport;
}

it("makes the folder, and reads there what it wrote before", async () => {
  const corpus = join(temporaryFolder(), "new");
  const first = await reportOf("--corpus", corpus);
  const second = await reportOf("--corpus", corpus, "--seed", "2");

  expect(first.corpus).toMatchObject({ file: join(corpus, "bully.corpus.json"), read: 0 });
  expect(first.corpus?.written).toBeGreaterThan(0);
  expect(second.corpus?.read).toBe(first.corpus?.written);
});

it("is shared by shards, each of which writes a file of its own", async () => {
  const corpus = temporaryFolder();
  const first = await reportOf("--corpus", corpus, "--shard", "1/2");
  const second = await reportOf("--corpus", corpus, "--shard", "2/2");

  expect(second.corpus?.read).toBe(first.corpus?.written);
  expect(readdirSync(corpus)).toEqual(["bully.1-of-2.corpus.json", "bully.2-of-2.corpus.json"]);
});

it("is in the report for people, and in the command that runs the session again", async () => {
  const corpus = temporaryFolder();
  const { out } = await scrutineer(...BULLY, "--corpus", corpus);

  expect(out).toMatch(/corpus +went on from 0 prefixes; \d+ are in .*bully\.corpus\.json now/);
  expect(out).toContain(`--corpus ${corpus}`);
});

it("needs a strategy that keeps one", async () => {
  const { code, out, err } = await scrutineer(...BULLY, "--corpus", "x", "--strategy", "uniform");

  expect({ code, out }).toEqual({ code: 2, out: "" });
  expect(err).toContain("The strategy uniform keeps no corpus.");
  expect(err).toContain("novelty");
});

it("is refused if a file is damaged, which stays as it is", async () => {
  const corpus = temporaryFolder();
  writeFileSync(join(corpus, "bully.corpus.json"), "{");
  const { code, err } = await scrutineer(...BULLY, "--corpus", corpus);

  expect(code).toBe(2);
  expect(err).toMatch(/bully\.corpus\.json: It is not JSON/);
});
