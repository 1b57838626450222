/** `scrutineer export --format`, `import` and `graph`: what goes where, and what is refused. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, it } from "vitest";
import { EXPORT_FORMATS } from "../../traces/export/formats.ts";
import type { Trace } from "../../traces/format.ts";
import { readTrace } from "../../traces/read-trace.ts";
import { traceText } from "../../traces/write-trace.ts";
import { BLOCKING } from "../traces/blocking.ts";
import { scrutineer, temporaryFolder } from "./scrutineer.ts";

const FORGETS = "traces/regressions/raft.forgets-vote.ElectionSafety.trace.json";
const FORMATS = EXPORT_FORMATS.map(({ name }) => name);

function written(change: Partial<Trace> = {}): string {
  const file = join(temporaryFolder(), "some.trace.json");
  writeFileSync(file, traceText({ ...BLOCKING, ...change }));
  return file;
}

const UNSENT = {
  type: "deliver",
  process: "r1",
  from: "tm",
  message: { type: "Commit" },
  outcome: 0,
};
const IMPOSSIBLE: Partial<Trace> = { steps: [UNSENT], length: 2 };

describe("scrutineer export --format", () => {
  it.each(FORMATS)("prints %s alone, or writes the same to a file", async (format) => {
    const out = join(temporaryFolder(), "some", "file");

    const printed = await scrutineer("export", FORGETS, "--format", format);
    const filed = await scrutineer("export", FORGETS, "--format", format, "--out", out);

    expect([printed.code, printed.err]).toEqual([0, ""]);
    expect(filed).toEqual({ code: 0, err: "", out: `${out} is written.\n` });
    expect(readFileSync(out, "utf8")).toBe(printed.out);
    expect(printed.out).toContain("ElectionSafety is violated in state 9");
  });

  it("names all formats in its help", async () => {
    const { out } = await scrutineer("export", "--help");

    for (const format of FORMATS) expect(out).toContain(format);
  });

  it.each<readonly [string, readonly string[], string]>([
    ["what is no format", ["--format", "mermiad"], 'Did you mean "mermaid"?'],
    ["what is none at all", ["--format", "x"], "Allowed: itf, shiviz, mermaid"],
    ["a test as well", ["--format", "itf", "--test"], "one thing at a time"],
    ["nothing to write", [], "export needs to know what to write"],
  ])("refuses %s", async (_what, flags, sentence) => {
    const { code, out, err } = await scrutineer("export", FORGETS, ...flags);

    expect([code, out]).toEqual([2, ""]);
    expect(err).toContain(sentence);
  });

  it("refuses a trace with a step that is not possible any more, and says why", async () => {
    const { code, out, err } = await scrutineer("export", written(IMPOSSIBLE), "--format", "itf");

    expect([code, out]).toEqual([2, ""]);
    expect(err).toContain("The step to state 2 is not possible any more: tm has sent no such");
  });

  it("replaces a file only with --force", async () => {
    const out = join(temporaryFolder(), "mine");
    writeFileSync(out, "mine");
    const argv = ["export", FORGETS, "--format", "dot", "--out", out];

    const refused = await scrutineer(...argv);
    const kept = readFileSync(out, "utf8");
    const forced = await scrutineer(...argv, "--force");

    expect([refused.code, kept, forced.code]).toEqual([2, "mine", 0]);
    expect(readFileSync(out, "utf8")).toContain("digraph");
  });

  it("leaves nothing behind where it can't write", async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, "full", "sub"), { recursive: true });
    const argv = ["export", FORGETS, "--format", "dot", "--out", join(folder, "full"), "--force"];

    const { code, err } = await scrutineer(...argv);

    expect(code).toBe(2);
    expect(err).toContain("can't be written");
    expect(readdirSync(folder)).toEqual(["full"]);
  });
});

/** The ITF of a trace, with something in it replaced. */
async function itf(trace: string, from = "", to = ""): Promise<string> {
  const { out } = await scrutineer("export", trace, "--format", "itf");
  const file = join(temporaryFolder(), "some.itf.json");
  writeFileSync(file, out.replace(from, to));
  return file;
}

describe("scrutineer import", () => {
  it.each([FORGETS, "blocking"])(
    "makes the very trace again that was exported: %s",
    async (name) => {
      const original = name === FORGETS ? FORGETS : written();
      const folder = temporaryFolder();

      const { code, out } = await scrutineer("import", await itf(original), "--out", folder);

      expect(code).toBe(0);
      const [file] = readdirSync(folder);
      expect(await readTrace(join(folder, file!))).toEqual(await readTrace(original));
      expect(out).toContain("is violated in state");
      expect(out).not.toContain("other states");
      expect(out).toContain(`npx scrutineer show ${folder}/`);
    },
  );

  it("says so if the file's states are not those of its steps", async () => {
    const file = await itf(FORGETS, '"down":{"#set":[]}', '"down":{"#set":["n1"]}');

    const { code, out } = await scrutineer("import", file, "--out", temporaryFolder());

    expect(code).toBe(0);
    expect(out).toContain('other states than its steps lead to now: "down" of state 1 differs');
  });

  it("says how far the steps are possible", async () => {
    const file = await itf(written(), '"type":"Prepare"', '"type":"Repair"');

    const { code, out } = await scrutineer("import", file, "--out", temporaryFolder());

    expect(code).toBe(0);
    expect(out).toMatch(/in 3 of 5 states\. Then it\s+ends/);
  });

  it.each([
    ["of another tool", 'no "#meta" of Scrutineer', '{"vars": [], "states": []}'],
    ["that is a trace file", "Informal Trace Format", traceText(BLOCKING)],
    ["that was cut short", "not JSON", '{"vars": ['],
  ])("refuses a file %s, and writes nothing", async (_what, sentence, text) => {
    const folder = temporaryFolder();
    const file = join(temporaryFolder(), "bad.itf.json");
    writeFileSync(file, text);

    const { code, err } = await scrutineer("import", file, "--out", folder);

    expect(code).toBe(2);
    expect(err).toContain(`${basename(file)}: `);
    expect(err).toContain(sentence);
    expect(readdirSync(folder)).toEqual([]);
  });

  it("replaces a trace only with --force", async () => {
    const folder = temporaryFolder();
    const file = await itf(FORGETS);

    const codes = [];
    for (const flags of [[], [], ["--force"]]) {
      codes.push((await scrutineer("import", file, "--out", folder, ...flags)).code);
    }

    expect(codes).toEqual([0, 2, 0]);
  });
});

describe("scrutineer graph", () => {
  it("draws all states of a small model", async () => {
    const { code, out, err } = await scrutineer("graph", "two-phase-commit");

    expect([code, err]).toEqual([0, ""]);
    expect(out.match(/^ {2}s\d+ \[/gm)).toHaveLength(288);
    expect(out).toContain("these are all");
  });

  it("says in the picture and on stderr if there are more", async () => {
    const { code, out, err } = await scrutineer("graph", "raft", "--max-states", "20");

    expect(code).toBe(0);
    expect(out.match(/^ {2}s\d+ \[/gm)).toHaveLength(20);
    expect(out).toContain("there are more states");
    expect(err).toContain("not all: the model has more than 20 states (--max-states)");
  });

  it("takes the flags that say what is checked, and a file", async () => {
    const out = join(temporaryFolder(), "small.dot");
    const argv = ["graph", "two-phase-commit", "--set", "resourceManagers=1", "--crashes", "1"];

    const run = await scrutineer(...argv, "--out", out);

    expect(run.out).toMatch(/small\.dot is written: \d+ states\.\n/);
    expect(readFileSync(out, "utf8")).toContain("tm crashes");
  });

  it.each([
    ["an unknown protocol", ["rafft"], 'Did you mean "raft"?'],
    ["a symmetry", ["raft", "--symmetry"], "it can't reduce by symmetry"],
    ["no states", ["raft", "--max-states", "0"], "--max-states can't be"],
  ])("refuses %s", async (_what, argv, sentence) => {
    const { code, err } = await scrutineer("graph", ...argv);

    expect(code).toBe(2);
    expect(err).toContain(sentence);
  });
});
