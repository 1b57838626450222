/**
 * Suites of models, run by vitest as its user runs it: whole, in shards, and filtered by name. Each test
 * says what the checker says, whichever of the others run beside it.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { targetOf } from "../../checker/check.ts";
import { readTrace } from "../../traces/read-trace.ts";
import { replayTrace } from "../../traces/replay-trace.ts";
import { staysBelow, toThree } from "./counters.ts";
import { builtPackage } from "../built.ts";
import { type Case, type Report, runVitest } from "./vitest-run.ts";

const SUITES = fileURLToPath(new URL("suites/", import.meta.url));
/** They import the sources, for which what is built from them stands: to load that takes no time. */
const CONFIG = `export default {
  test: { include: ["**/*.suite.ts"], maxWorkers: 1, isolate: false },
  resolve: {
    alias: [
      {
        find: /^(\\.\\.\\/)+((checker|models|properties|vitest)\\/.*)\\.ts$/,
        replacement: ${JSON.stringify(`${builtPackage()}/dist/$2.js`)},
      },
    ],
  },
};`;

const folder = mkdtempSync(join(tmpdir(), "scrutineer-vitest-"));

function runSuites(...argv: readonly string[]): Promise<Report> {
  const config = join(folder, "vitest.config.mjs");
  writeFileSync(config, CONFIG);
  const attachments = ["--attachmentsDir", join(folder, "attachments")];
  return runVitest(folder, ["--root", SUITES, "--config", config, ...attachments, ...argv]);
}

/** The one test of `file` whose name begins so. */
function testOf({ cases }: Report, file: string, name: string): Case {
  const found = cases.filter((each) => each.file === file && each.name.startsWith(name));
  expect(found, name).toHaveLength(1);
  return found[0]!;
}

/** The tests that ran, with how each ended. */
function endsOf({ cases }: Report): string[] {
  return cases
    .filter(({ isSkipped }) => !isSkipped)
    .map(({ file, name, failure }) => `${file} > ${name}: ${failure?.type ?? "passed"}`);
}

const VERDICTS = "verdicts.suite.ts";
let whole: Report;

beforeAll(async () => {
  whole = await runSuites();
});

afterAll(() => rmSync(folder, { recursive: true }));

describe("a suite of a model", () => {
  it.each([
    ["a counter > StaysBelow9", "passed", /StaysBelow9: holds; 4 states/],
    ["a counter > StaysBelow3", "Violated", /violated, it is 3; 4 states/],
    ["a counter > Untested", "Vacuous", /vacuous, nothing that puts it to the test/],
    ["a counter > ComesTo2", "passed", /ComesTo2: holds; 4 states/],
    ["a counter > ComesTo7", "Vacuous", /vacuous, no such state is reachable/],
    ["to depth 3 > StaysBelow3: something (behaviours of up to 3 states)", "passed", /depth 3/],
    ["to depth 3 > ComesToEnd: something (behaviours of up to 2 states)", "passed", /depth 2/],
    ["to depth 3 > ComesTo3", "Inconclusive", /no such state was found to depth 3/],
    ["few states > StaysBelow600", "Inconclusive", /the limit on states was reached/],
    ["few states > StaysBelow50", "Violated", /violated, it is 50/],
    ["little time > ElectionSafety", "Inconclusive", /the time was up; all behaviours of up to/],
    ["at the same time > miniature > StaysBelow9", "passed", /holds; 4 states/],
    ["at the same time > miniature > StaysBelow3", "Violated", /violated, it is 3; 4 states/],
    ["at the same time > miniature > ComesTo2", "passed", /holds; 4 states/],
  ])("has a test for each property that says what was found: %s", (name, end, verdict) => {
    const { failure, annotations } = testOf(whole, VERDICTS, name);

    expect(failure?.type ?? "passed").toBe(end);
    expect(annotations["verdict"]).toMatch(verdict);
  });

  it("fails in every test where the model is at fault, and says after which steps", () => {
    for (const property of ["StaysBelow9", "ComesTo1"]) {
      const { failure } = testOf(whole, VERDICTS, `a fault > ${property}`);

      expect(failure?.type).toBe("ModelThrew");
      expect(failure?.text).toMatch(/no more fingers.*The state was 1\..*after: .*Count/s);
    }
  });

  it("says in time that the time was up, how long it searched and what it covered", () => {
    const { failure } = testOf(whole, VERDICTS, "little time > ElectionSafety");

    expect(failure?.text).toMatch(/The search had \d+ ms; the rest/);
    expect(failure?.text).toContain("Give the test more time");
    expect(failure?.text).toMatch(/explored: \d+ states .* ending: time/);
  });

  it("that makes no sense is refused where it was written", () => {
    expect(whole.printed).toMatch(
      /FAIL {2}refused\.suite\.ts.*UnknownName: There is no config key "nodes"\..*refused\.suite\.ts:5:1/s,
    );
  });

  it("has no other tests", () => {
    expect(whole.cases.filter(({ file }) => file === VERDICTS)).toHaveLength(16);
    expect(whole.code).toBe(1);
  });
});

describe("a violation", () => {
  it("is told step by step, with why it is one and where its trace is", () => {
    const { failure, annotations } = testOf(whole, VERDICTS, "a counter > StaysBelow3");

    expect(failure?.text).toMatch(
      /^Violated: StaysBelow3: it is 3\nin 4 states, none shorter within these bounds/m,
    );
    expect(failure?.text).toContain("4  a: Count\n      a  2 → 3");
    expect(failure?.text).toContain("what it depends on");
    expect(failure?.text).toContain(`trace: ${annotations["trace"]}`);
  });

  it("has a trace that replays, and that is attached", async () => {
    const { annotations } = testOf(whole, VERDICTS, "a counter > StaysBelow3");
    const file = join(folder, annotations["trace"]!);
    const trace = await readTrace(file);
    const attached = readdirSync(join(folder, "attachments")).map((name) =>
      readFileSync(join(folder, "attachments", name), "utf8"),
    );

    const replayed = replayTrace(trace, targetOf(toThree, { properties: [staysBelow(3)] }));

    expect(replayed).toMatchObject({ kind: "violates", reason: "it is 3", at: 4 });
    expect(attached).toContain(readFileSync(file, "utf8"));
  });

  it("does not write over the trace of another test's", () => {
    const traces = whole.cases.flatMap(({ annotations }) => annotations["trace"] ?? []);

    expect(traces.filter((trace) => trace.includes(".StaysBelow3."))).toHaveLength(3);
    expect(new Set(traces).size).toBe(traces.length);
    expect(readdirSync(join(folder, "scrutineer-out"))).toHaveLength(traces.length);
  });
});

describe("a part of the tests", () => {
  it("says the same in a shard as in the whole", async () => {
    const ends = endsOf(await runSuites("--shard", "2/2"));

    expect(ends.length).toBeGreaterThan(0);
    expect(ends.length).toBeLessThan(endsOf(whole).length);
    expect(endsOf(whole)).toEqual(expect.arrayContaining(ends));
  });

  it("says the same when it is chosen by name, whichever runs first", async () => {
    const chosen = await runSuites("-t", "a counter ComesTo", VERDICTS);

    expect(endsOf(chosen)).toEqual([
      `${VERDICTS} > a counter > ComesTo2: something: passed`,
      `${VERDICTS} > a counter > ComesTo7: something: Vacuous`,
    ]);
  });
});
