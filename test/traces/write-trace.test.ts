/** Trace files are written whole or not at all, and never outside their folder. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { readTrace } from "../../traces/read-trace.ts";
import { checkWritable, traceFileName, writeTrace } from "../../traces/write-trace.ts";
import { temporaryFolder } from "../cli/scrutineer.ts";
import { BLOCKING } from "./blocking.ts";

describe("writing a trace", () => {
  it("makes the folder, and a file that reads back as it was", async () => {
    const folder = join(temporaryFolder(), "some", "where");

    const file = await writeTrace(BLOCKING, folder);

    expect(dirname(file)).toBe(folder);
    expect(await readTrace(file)).toEqual(BLOCKING);
    expect(readdirSync(folder)).toEqual([basename(file)]);
  });

  it("replaces the trace of an earlier run", async () => {
    const folder = temporaryFolder();
    const file = await writeTrace(BLOCKING, folder);
    writeFileSync(file, "old");

    await writeTrace(BLOCKING, folder);

    expect(readFileSync(file, "utf8")).toContain('"format": "scrutineer-trace"');
  });

  it("leaves nothing behind when it fails", async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, traceFileName(BLOCKING)));

    await expect(writeTrace(BLOCKING, folder)).rejects.toThrow("Traces can't be written to");

    expect(readdirSync(folder)).toEqual([traceFileName(BLOCKING)]);
  });
});

describe("the name of a trace file", () => {
  it("says what was checked and what is violated", () => {
    expect(traceFileName(BLOCKING)).toBe("two-phase-commit.blocking.NonBlocking.trace.json");
    expect(traceFileName({ ...BLOCKING, instance: null, mutant: "m", variant: "v" })).toBe(
      "two-phase-commit.m.v.NonBlocking.trace.json",
    );
  });

  it.each(["../../etc/passwd", "/root/x", "..", "a\0b", "a\nb", "", "x".repeat(500)])(
    "stays in its folder for a property called %j",
    (property) => {
      const name = traceFileName({ ...BLOCKING, instance: null, property });

      expect(name).toMatch(/^two-phase-commit\.[\w-]{1,60}\.trace\.json$/);
    },
  );
});

describe("a folder for traces", () => {
  it("is fine if it is there, or can be made", async () => {
    const folder = temporaryFolder();

    await checkWritable(folder);
    await checkWritable(join(folder, "not", "yet"));

    expect(readdirSync(folder)).toEqual([]);
  });

  it("is refused if a file is in the way", async () => {
    const file = join(temporaryFolder(), "file");
    writeFileSync(file, "");

    await expect(checkWritable(file)).rejects.toMatchObject({ code: "BadOutput" });
    await expect(checkWritable(join(file, "sub"))).rejects.toMatchObject({ code: "BadOutput" });
  });
});
