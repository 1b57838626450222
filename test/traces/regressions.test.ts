/**
 * The bugs that were found once: each trace of traces/regressions/ is replayed. A mutant's still shows
 * the mutant's bug, which keeps the trace worth having; the protocol itself does not have it.
 */
import { writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { catalog } from "../../models/catalog.ts";
import { regressionOf } from "../../traces/regression.ts";
import { regressionsFor, regressionsIn } from "../../traces/regressions.ts";
import { traceFileName, traceText } from "../../traces/write-trace.ts";
import { temporaryFolder } from "../cli/scrutineer.ts";
import { BLOCKING } from "./blocking.ts";

const FOLDER = fileURLToPath(new URL("../../traces/regressions", import.meta.url));
const filed = await regressionsIn(FOLDER);
const cases = filed.map(({ file, trace }) => ({ name: basename(file), trace }));
const mutants = cases.filter(({ trace }) => trace.mutant !== null);

describe("the regressions", () => {
  it("are of several protocols, mutants among them", () => {
    const protocols = new Set(cases.map(({ trace }) => trace.protocol));

    expect([...protocols]).toEqual(expect.arrayContaining(["bully", "raft", "two-phase-commit"]));
    expect(mutants.length).toBeGreaterThan(2);
  });

  it.each(cases)("$name has the name that its trace gives it", ({ name, trace }) => {
    expect(name).toBe(traceFileName(trace));
  });

  it.each(mutants)("$name still violates its property in the mutant", ({ trace }) => {
    const { kind, sentence } = regressionOf(trace, catalog, "mutant");

    expect(kind, sentence).toBe("violates");
    expect(sentence).toContain(`in state ${trace.length} of ${trace.length}: ${trace.reason}.`);
  });

  it.each(cases)("$name does not violate it in the protocol", ({ trace }) => {
    const { kind, states, sentence } = regressionOf(trace, catalog);

    expect(kind, sentence).not.toBe("violates");
    expect(states, "states that were judged").toBeGreaterThan(1);
  });
});

describe("a folder of regressions", () => {
  it("is read by protocol", async () => {
    const bully = await regressionsFor("bully", FOLDER);

    expect(bully.length).toBeGreaterThan(0);
    expect(bully.every(({ trace }) => trace.protocol === "bully")).toBe(true);
    expect(bully.length).toBeLessThan(filed.length);
  });

  it("is read in the order of the files' names, whatever else is in it", async () => {
    const folder = temporaryFolder();
    for (const name of ["b.trace.json", "a.trace.json"]) {
      writeFileSync(join(folder, name), traceText(BLOCKING));
    }
    writeFileSync(join(folder, "README.md"), "not a trace");

    const read = await regressionsIn(folder);

    expect(read.map(({ file }) => basename(file))).toEqual(["a.trace.json", "b.trace.json"]);
  });

  it("may be missing", async () => {
    expect(await regressionsFor("raft", join(temporaryFolder(), "none"))).toEqual([]);
  });

  it("says which of its files is no trace", async () => {
    const file = join(temporaryFolder(), "half.trace.json");
    writeFileSync(file, traceText(BLOCKING).slice(0, 99));

    await expect(regressionsIn(join(file, ".."))).rejects.toThrow(
      /half\.trace\.json: It is not JSON/,
    );
  });
});
