/** Corpus files: what is written is read again, and what anyone else wrote is looked at closely. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { readCorpus, writeCorpus } from "../../traces/corpus.ts";
import { temporaryFolder } from "../cli/scrutineer.ts";

const PREFIX = {
  size: 5,
  initial: 0,
  steps: [{ type: "event", process: "n1", event: { type: "Timeout", seen: new Set(["n2"]) } }],
};

it("reads what it wrote, sets included", async () => {
  const folder = temporaryFolder();
  await writeCorpus(folder, "raft", undefined, [PREFIX]);
  expect(await readCorpus(folder, "raft")).toEqual([PREFIX]);
});

it("reads the files of all shards, and none of another protocol or mutant", async () => {
  const folder = temporaryFolder();
  await writeCorpus(folder, "raft", "1-of-2", [PREFIX]);
  await writeCorpus(folder, "raft", "2-of-2", [{ ...PREFIX, size: 3 }]);
  await writeCorpus(folder, "raft-tla", undefined, [PREFIX]);
  await writeCorpus(folder, "raft.forgets-vote", undefined, [PREFIX]);
  expect((await readCorpus(folder, "raft")).map(({ size }) => size)).toEqual([5, 3]);
});

it("is empty where there is no folder", async () => {
  expect(await readCorpus(join(temporaryFolder(), "none"), "raft")).toEqual([]);
});

it.each([
  ["an empty file", "", /raft\.corpus\.json: It is empty/],
  ["a file that was cut short", '{"format": "scrut', /not JSON, perhaps a file that was cut short/],
  ["another format", '{"format": "scrutineer-trace"}', /It is not a corpus/],
  ["another version", '{"format": "scrutineer-corpus", "version": 2}', /version should be 1/],
  [
    "a prototype key",
    '{"format": "scrutineer-corpus", "version": 1, "tool": "1", "prefixes": [{"__proto__": {}}]}',
    /__proto__/,
  ],
  [
    "a negative size",
    '{"format": "scrutineer-corpus", "version": 1, "tool": "1", "prefixes": [{"size": -1, "initial": 0, "steps": []}]}',
    /prefixes\.0\.size/,
  ],
])("says what is wrong with %s", async (_what, text, sentence) => {
  const folder = temporaryFolder();
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "raft.corpus.json"), text);
  await expect(readCorpus(folder, "raft")).rejects.toThrow(sentence);
});
