/** `scrutineer fuzz` tries first what once went wrong. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import type { FuzzFlags } from "../../cli/flags.ts";
import { fuzzPlanFor } from "../../cli/fuzz-plan.ts";
import { tryRegressions } from "../../cli/fuzz-regressions.ts";
import type { FuzzReport } from "../../cli/fuzz-report.ts";
import { entryOf } from "../../cli/plan.ts";
import { catalog } from "../../models/catalog.ts";
import type { Trace } from "../../traces/format.ts";
import { parseTrace } from "../../traces/read-trace.ts";
import { REGRESSIONS, regressionsFolder } from "../../traces/regressions.ts";
import { traceText } from "../../traces/write-trace.ts";
import { scrutineer, temporaryFolder } from "./scrutineer.ts";

const NAME = "raft.forgets-vote.ElectionSafety";
const MUTANT = "fuzz raft --mutant forgets-vote --set maxTerm=1 --set values=0".split(" ");
/** The files of Raft's regressions, in the order in which they are tried. */
const OF_RAFT = readdirSync(REGRESSIONS)
  .filter((name) => name.startsWith("raft."))
  .toSorted();
/** Up to the one that the mutant violates. */
const TRIED = OF_RAFT.indexOf(`${NAME}.trace.json`) + 1;
const trace = traceIn(join(REGRESSIONS, `${NAME}.trace.json`));

function traceIn(file: string): Trace {
  return parseTrace(readFileSync(file, "utf8"));
}

async function reportOf(...argv: readonly string[]): Promise<FuzzReport> {
  const { out } = await scrutineer(...argv, "--json", "--out", temporaryFolder());
  return JSON.parse(out) as FuzzReport;
}

/** What becomes of `changed` as the only regression, in the mutant that it was found in. */
function triedAlone(changed: Partial<Trace>, flags: Partial<FuzzFlags> = {}) {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "some.trace.json"), traceText({ ...trace, ...changed }));
  const usual = { out: "", steps: 9, strategy: "uniform", minimise: true, regressions: true };
  const all = { ...usual, mutant: "forgets-vote", ...flags };
  return tryRegressions(fuzzPlanFor(entryOf(catalog, "raft"), all, 1), folder);
}

describe("the regressions of a protocol that fuzz replays first", () => {
  it("do not violate their properties, and the report says so", async () => {
    const { code, out } = await scrutineer("fuzz", "raft", "--runs", "1");

    expect(code).toBe(0);
    expect(out).toContain(`${OF_RAFT.length} regressions replayed first: none violates`);
  });

  it("are not mentioned where there are none", async () => {
    const { out } = await scrutineer("fuzz", "three-phase-commit", "--runs", "1");

    expect(out).not.toContain("regression");
  });

  it("end the session before its first run when one violates its property", async () => {
    const folder = temporaryFolder();

    const { code, out } = await scrutineer(...MUTANT, "--nodes", "5", "--out", folder);

    expect(code).toBe(1);
    expect(out).toContain(`${TRIED} regressions replayed first: 1 violates`);
    expect(out).toContain(`  regression ${NAME}, minimised from 9 to 9 states: shortest`);
    expect(out).toContain(`1 violation in ${TRIED} regressions and 0 runs`);
    const written = traceIn(join(folder, `${NAME}.trace.json`));
    expect(written).toMatchObject({ seed: null, mutant: "forgets-vote", config: trace.config });
    expect((await scrutineer("replay", join(folder, `${NAME}.trace.json`))).code).toBe(1);
  });

  it("are in the JSON by name, as run 0, and the command finds the same again", async () => {
    const report = await reportOf(...MUTANT, "--no-minimise");
    const again = await reportOf(...report.command.split(" ").slice(2));

    expect(report).toMatchObject({ regressions: TRIED, runs: 0, ending: "violated", exitCode: 1 });
    const found = [{ regression: NAME, run: 0, found: 9, length: 9, reason: trace.reason }];
    expect(report.violations).toMatchObject(found);
    expect(again.violations).toMatchObject(found);
  });

  it("are all replayed with --all, and runs look for what else is violated", async () => {
    const { violations, ...report } = await reportOf(...MUTANT, "--all", "--runs", "300");

    const properties = violations.map(({ property }) => property);
    expect(report).toMatchObject({ regressions: OF_RAFT.length, runs: 300, ending: "runs" });
    expect(violations[0]).toMatchObject({ property: "ElectionSafety", run: 0 });
    expect(new Set(properties).size).toBe(properties.length);
    expect(violations.slice(1).every(({ run }) => run > 0)).toBe(true);
  });

  it("are those of the properties that --only names", async () => {
    const one = await reportOf("fuzz", "raft", "--runs", "1", "--only", "LeaderCompleteness");
    const none = await reportOf(...MUTANT, "--runs", "1", "--only", "LogMatching");

    const those = OF_RAFT.filter((name) => name.includes(".LeaderCompleteness."));
    expect(one.regressions).toBe(those.length);
    expect(none).toMatchObject({ regressions: 0, runs: 1, violations: [] });
  });

  it("are left alone with --no-regressions, which the command repeats", async () => {
    const { regressions, runs, command } = await reportOf(
      ...MUTANT,
      "--no-regressions",
      "--no-minimise",
    );

    expect(regressions).toBe(0);
    expect(runs).toBeGreaterThan(0);
    expect(command).toContain("--no-regressions");
  });
});

describe("a regression", () => {
  it("is replayed without the steps that are not possible now", async () => {
    const impossible = { type: "restart", process: "n2" };
    const steps = trace.steps.toSpliced(3, 0, impossible);

    const { count, recurrences } = await triedAlone({ steps, length: trace.length + 1 });

    expect(count).toBe(1);
    expect(recurrences).toMatchObject([{ name: "some", violation: { run: 0 } }]);
    expect(recurrences[0]!.violation.steps).toEqual(trace.steps);
  });

  it("is replayed with the mutant that is fuzzed, whatever it was found with", async () => {
    const other = await triedAlone({}, { mutant: "minority-commits" });
    const same = await triedAlone({ mutant: null });

    expect(other).toEqual({ count: 1, recurrences: [] });
    expect(same.recurrences).toHaveLength(1);
  });

  it("that does not fit the protocol any more is named, with what is wrong", async () => {
    const tried = triedAlone({ property: "Harmony" });

    await expect(tried).rejects.toThrow(
      /some\.trace\.json: The trace does not fit this version: There is no property "Harmony"/,
    );
  });
});

describe("the package", () => {
  it("finds them when it is built", () => {
    const built = new URL("../../dist/traces/regressions.js", import.meta.url);

    expect(join(regressionsFolder(built.href), ".")).toBe(REGRESSIONS);
    expect(REGRESSIONS).toBe(fileURLToPath(new URL("../../traces/regressions", import.meta.url)));
  });
});
