/** `scrutineer minimise`. */
import { existsSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Io } from "../../cli/io.ts";
import { run } from "../../cli/run.ts";
import type { Trace } from "../../traces/format.ts";
import { parseTrace } from "../../traces/read-trace.ts";
import { traceText } from "../../traces/write-trace.ts";
import { BLOCKING } from "../traces/blocking.ts";
import { shortestTrace, subjectCalled } from "../traces/minimise/long-traces.ts";
import { recordingIo, scrutineer, temporaryFolder } from "./scrutineer.ts";

/** A file with the counterexample to freedom from blocking, made longer by a needless step. */
function written(change: Partial<Trace> = {}, name = "some.trace.json"): string {
  const file = join(temporaryFolder(), name);
  const message = { type: "Prepared" };
  const received = { type: "deliver", process: "tm", from: "r3", message, outcome: 0 };
  const steps = BLOCKING.steps.toSpliced(3, 0, received);
  const trace = { ...BLOCKING, steps, length: 6, shortest: false, ...change };
  writeFileSync(file, traceText(trace));
  return file;
}

function linkTo(folder: string): string {
  const link = join(temporaryFolder(), "link");
  symlinkSync(folder, link);
  return link;
}

const traceIn = (file: string): Trace => parseTrace(readFileSync(file, "utf8"));

describe("scrutineer minimise", () => {
  it("writes the shortest beside the file, and leaves the file as it was", async () => {
    const file = written();
    const before = readFileSync(file, "utf8");

    const { code, out } = await scrutineer("minimise", file);

    expect(code).toBe(0);
    expect(out).toContain("5 → 4 steps");
    expect(out).toContain("proved: shortest (breadth-first search exhausted depth 4)");
    expect(out).toContain("✗ NonBlocking: r3 prepared and can't decide alone while tm is down");
    expect(readFileSync(file, "utf8")).toBe(before);
    const result = file.replace(".trace.json", ".min.trace.json");
    expect(traceIn(result)).toMatchObject({ length: 5, shortest: true, property: "NonBlocking" });
    expect((await scrutineer("replay", result)).code).toBe(1);
  });

  it("writes under the same name where --out says", async () => {
    const folder = join(temporaryFolder(), "deep");

    await scrutineer("minimise", written(), "--out", folder);

    expect(readdirSync(folder)).toEqual(["some.trace.json"]);
  });

  it.each([
    ["by its name", (folder: string) => folder],
    ["by a link", linkTo],
  ])("leaves the file as it was if --out is its own folder, %s", async (_how, nameFor) => {
    const file = written();
    const before = readFileSync(file, "utf8");
    const folder = join(file, "..");

    const { code, out } = await scrutineer("minimise", file, "--out", nameFor(folder));

    expect(code).toBe(0);
    expect(readFileSync(file, "utf8")).toBe(before);
    expect(readdirSync(folder)).toEqual(["some.min.trace.json", "some.trace.json"]);
    expect(out).toContain("some.min.trace.json");
  });

  it("names the result by the file, whatever that is called", async () => {
    const file = written({}, "failure.json");

    await scrutineer("minimise", file);

    expect(existsSync(join(file, "..", "failure.min.trace.json"))).toBe(true);
  });

  it("prints one JSON object with --json", async () => {
    const file = written();

    const { out } = await scrutineer("minimise", file, "--json");

    expect(JSON.parse(out)).toMatchObject({
      file,
      trace: file.replace(".trace.json", ".min.trace.json"),
      property: "NonBlocking",
      length: 5,
      shortest: true,
      proved: "shortest (breadth-first search exhausted depth 4)",
      before: { faults: 1, steps: 5 },
      after: { faults: 1, steps: 4 },
      exitCode: 0,
    });
  });

  it("claims no more than what --max-states let it see", async () => {
    const { out } = await scrutineer("minimise", written(), "--max-states", "2");

    expect(out.replaceAll(/\s+/g, " ")).toMatch(
      /proved: 1-minimal \(no single step can be left out; breadth-first search reached depth \d within the limit on states\)/,
    );
  });

  it("exits with 2 and one sentence if the trace violates nothing", async () => {
    const file = written({ steps: BLOCKING.steps.slice(0, 3), length: 4 });

    const { code, err } = await scrutineer("minimise", file);

    expect(code).toBe(2);
    expect(err).toContain("There is nothing to minimise: NonBlocking holds at its end.");
    expect(readdirSync(join(file, ".."))).toEqual(["some.trace.json"]);
  });

  it.each([
    ["no file", ["minimise"], "missing required argument"],
    ["a file that is not there", ["minimise", "nowhere.json"], "can't be read"],
    ["a time that is none", ["minimise", "x", "--time", "soon"], '--time can\'t be "soon"'],
    ["no states", ["minimise", "x", "--max-states", "0"], '--max-states can\'t be "0"'],
  ])("exits with 2 for %s", async (_what, argv, sentence) => {
    const { code, err } = await scrutineer(...argv);

    expect(code).toBe(2);
    expect(err).toContain(sentence);
  });

  it("writes what it has when it is interrupted", async () => {
    const trace = shortestTrace(subjectCalled("raft.acknowledges-before-disk"));
    const file = written({ ...trace, mutant: "acknowledges-before-disk", symmetry: false });
    const { io, printed } = recordingIo();
    const interrupted: Io = {
      ...io,
      onInterrupt(handler) {
        handler("SIGINT");
        return () => undefined;
      },
    };

    const code = await run(["minimise", file, "--time", "1h"], interrupted);

    expect(code).toBe(130);
    expect(printed.out).toMatch(/proved: (nothing \(it was interrupted\)|1-minimal)/);
    const result = traceIn(file.replace(".trace.json", ".min.trace.json"));
    expect(result).toMatchObject({ length: trace.length, shortest: false });
  });
});
