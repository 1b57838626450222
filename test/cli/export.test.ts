/** `scrutineer export --test`: the file, where it goes, and what comes of running it. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Trace } from "../../traces/format.ts";
import { traceFromJson } from "../../traces/read-trace.ts";
import { regressionTest } from "../../traces/regression-test.ts";
import { traceText } from "../../traces/write-trace.ts";
import { BLOCKING } from "../traces/blocking.ts";
import { formatOf, runTests, typeErrorsIn } from "./exported-tests.ts";
import { scrutineer, temporaryFolder } from "./scrutineer.ts";

const MUTANTS = "traces/regressions/raft.forgets-vote.ElectionSafety.trace.json";
/** What a trace file may hold that would end a comment, a literal, a script or a line. */
const HOSTILE =
  "*/ ${process.exit(7)} `;\"'\\ </script><!-- \u2028\u2029\u202e\u0085\u0000\n\u{E0041}";
const HOSTILE_EVENT = { type: HOSTILE, [HOSTILE]: [HOSTILE] };
const HOSTILE_TRACE: Trace = {
  ...BLOCKING,
  tool: HOSTILE,
  variant: HOSTILE,
  instance: HOSTILE,
  reason: HOSTILE,
  steps: BLOCKING.steps.map((step) => ("event" in step ? { ...step, event: HOSTILE_EVENT } : step)),
};

function written(trace: Trace): string {
  const file = join(temporaryFolder(), "some.trace.json");
  writeFileSync(file, traceText(trace));
  return file;
}

/** Exports `trace`, and answers with the text. */
async function exported(trace: string | Trace): Promise<string> {
  const out = join(temporaryFolder(), "exported.test.ts");
  const file = typeof trace === "string" ? trace : written(trace);
  const { code, err } = await scrutineer("export", file, "--test", "--out", out);
  expect([code, err]).toEqual([0, ""]);
  return readFileSync(out, "utf8");
}

describe("an exported test", () => {
  it("passes, fails with a sentence or for a cured mutant, or warns that it ends", async () => {
    const mutant = "majority-is-enough";
    const cured: Trace = { ...BLOCKING, mutant, property: "AtomicCommitment" };

    const results = await runTests({
      "mutant.test.ts": await exported(MUTANTS),
      "violated.test.ts": await exported(BLOCKING),
      "harmless.test.ts": await exported({ ...BLOCKING, steps: [], length: 1 }),
      "hostile.test.ts": regressionTest(HOSTILE_TRACE),
      "cured.test.ts": regressionTest(cured),
    });

    expect(results.tests).toEqual({
      "cured.test.ts": ["passed", "failed"],
      "harmless.test.ts": ["passed"],
      "hostile.test.ts": ["passed"],
      "mutant.test.ts": ["passed", "passed"],
      "violated.test.ts": ["failed"],
    });
    expect(results.printed).toContain(
      "NonBlocking of two-phase-commit is violated in state 5 of 5: r3 prepared and can't decide",
    );
    expect(results.printed).toContain(
      "ElectionSafety of raft holds as far as the behaviour is possible, in 8 of 9 states.",
    );
  });

  it("has types that fit", async () => {
    const fitting = { "a.ts": await exported(MUTANTS), "b.ts": regressionTest(HOSTILE_TRACE) };
    const faulty = {
      "c.ts": (await exported(MUTANTS)).replace("(trace, catalog", "(catalog, trace"),
    };

    const errors = await typeErrorsIn({ ...fitting, ...faulty });

    expect(errors.match(/^\S+\.ts/gm)).toEqual(["c.ts"]);
    expect(errors).toContain("error TS2740");
  });

  it.each([80, 100])("is as prettier leaves it at %i columns", async (printWidth) => {
    for (const text of [await exported(MUTANTS), regressionTest(HOSTILE_TRACE)]) {
      expect(await formatOf(text, printWidth)).toBe(text);
    }
  });
});

describe("a hostile trace", () => {
  const text = regressionTest(HOSTILE_TRACE);
  const literal = text.slice(text.indexOf("traceFromJson({") + 14, text.indexOf("\n});") + 2);

  it("is in the test as one JSON literal, and the rest is as for any trace", () => {
    const [rest, other] = [text, regressionTest(BLOCKING)].map((each) =>
      each.replace(/traceFromJson\(\{[\s\S]*?\n\}\);/, ""),
    );

    expect(traceFromJson(JSON.parse(literal))).toEqual(HOSTILE_TRACE);
    expect(rest).toBe(other);
  });

  it("leaves no letters in it that end a script or a line, or can't be seen", () => {
    expect(literal).not.toMatch(/[<\p{Cf}\p{Zl}\p{Zp}]|(?!\n)\p{Cc}/u);
  });
});

describe("scrutineer export", () => {
  it("names the file after the trace, in the folder that is asked for", async () => {
    const folder = join(temporaryFolder(), "some", "where");

    const { code, out } = await scrutineer("export", MUTANTS, "--test", "--out", folder);

    expect(code).toBe(0);
    expect(readdirSync(folder)).toEqual(["raft.forgets-vote.ElectionSafety.test.ts"]);
    expect(out).toContain("It passes now: ElectionSafety of raft holds as far as");
    expect(out).toContain(`npx vitest run ${folder}/raft.forgets-vote.ElectionSafety.test.ts`);
  });

  it("says so if the test fails now", async () => {
    const folder = temporaryFolder();

    const { out } = await scrutineer("export", written(BLOCKING), "--test", "--out", folder);

    expect(out).toContain("It fails now: NonBlocking of two-phase-commit is violated");
  });

  it("replaces a file only with --force", async () => {
    const out = join(temporaryFolder(), "mine.test.ts");
    writeFileSync(out, "// mine");
    const argv = ["export", MUTANTS, "--test", "--out", out];

    const refused = await scrutineer(...argv);
    const kept = readFileSync(out, "utf8");
    const forced = await scrutineer(...argv, "--force");

    expect(refused).toMatchObject({ code: 2, out: "" });
    expect(refused.err).toContain(`${out} is there already.`);
    expect(kept).toBe("// mine");
    expect(forced.code).toBe(0);
    expect(readFileSync(out, "utf8")).toContain("regressionOf(trace, catalog)");
  });

  it("leaves nothing behind where it can't write", async () => {
    const folder = temporaryFolder();
    const out = join(folder, "folder.ts");
    mkdirSync(join(out, "full"), { recursive: true });

    const { code, err } = await scrutineer("export", MUTANTS, "--test", "--out", out, "--force");

    expect(code).toBe(2);
    expect(err).toContain(`${basename(out)} can't be written`);
    expect(readdirSync(folder)).toEqual(["folder.ts"]);
  });

  it.each<readonly [string, readonly string[], string]>([
    ["without --test", [MUTANTS], "export needs to know what to write"],
    ["for what is no trace", ["package.json", "--test"], "It is not a trace of Scrutineer"],
    ["for a file that is not there", ["none.trace.json", "--test"], "can't be read"],
  ])("exits with 2 %s", async (_what, argv, sentence) => {
    const { code, err } = await scrutineer("export", ...argv, "--out", temporaryFolder());

    expect(code).toBe(2);
    expect(err).toContain(sentence);
  });

  it("refuses a trace that no model fits", async () => {
    const file = written({ ...BLOCKING, property: "NonBlockin" });

    const { code, err } = await scrutineer("export", file, "--test", "--out", temporaryFolder());

    expect(code).toBe(2);
    expect(err).toContain('Did you mean "NonBlocking"?');
  });
});
