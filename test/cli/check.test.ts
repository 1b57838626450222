/** `scrutineer check PROTOCOL`: what it finds, says and writes. */
import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { CheckReport } from "../../cli/check-report.ts";
import { run } from "../../cli/run.ts";
import { recordingIo, scrutineer, temporaryFolder } from "./scrutineer.ts";

async function checkJson(...flags: readonly string[]) {
  const folder = temporaryFolder();
  const result = await scrutineer("check", "two-phase-commit", "--json", "--out", folder, ...flags);
  const report = JSON.parse(result.out) as CheckReport;
  const verdicts = Object.fromEntries(report.properties.map((p) => [p.name, p.verdict]));
  return { ...result, report, verdicts, folder };
}

describe("scrutineer check PROTOCOL", () => {
  it("checks the protocol's defaults, and exits with 0 if all holds", async () => {
    const { code, report, verdicts } = await checkJson();

    expect(code).toBe(0);
    expect(report).toMatchObject({
      protocol: "two-phase-commit",
      variant: null,
      instance: null,
      mutant: null,
      config: { resourceManagers: 3 },
      budgets: { crashes: 0 },
      distinctStates: 288,
      generatedStates: 1146,
      depth: 11,
      completeDepth: 11,
      exhaustive: true,
      ending: "exhausted",
      limit: null,
      command: "npx scrutineer check two-phase-commit",
    });
    expect(Object.values(verdicts)).toEqual(["holds", "holds", "holds"]);
  });

  it("lets --set and the environment's flags override the protocol's own", async () => {
    const { report } = await checkJson("--set", "resourceManagers=2", "--crashes", "1");

    expect(report.config).toEqual({ resourceManagers: 2 });
    expect(report.budgets).toMatchObject({ crashes: 1, restarts: 0 });
    expect(report.command).toBe(
      "npx scrutineer check two-phase-commit --set resourceManagers=2 --crashes 1",
    );
  });

  it("lets the last of several --set of a key win", async () => {
    const { report } = await checkJson(
      "--instance",
      "medium",
      "--set",
      "resourceManagers=4",
      "--set",
      "resourceManagers=2",
    );

    expect(report.distinctStates).toBe(56);
    expect(report.instance).toBe("medium");
  });

  it("says of a violation how long its trace is and where", async () => {
    const { code, report, verdicts } = await checkJson("--instance", "blocking");
    const violated = report.properties.find(({ verdict }) => verdict === "violated");

    expect(code).toBe(1);
    expect(verdicts["NonBlocking"]).toBe("violated");
    expect(violated?.length).toBe(5);
    expect(violated?.reason).toContain("tm is down");
    expect(existsSync(violated?.trace ?? "")).toBe(true);
  });

  it("checks a mutant in the config that shows it, until its property is violated", async () => {
    const mutant = "resource-manager-commits-alone";

    const { code, report, verdicts } = await checkJson("--mutant", mutant);

    expect(code).toBe(1);
    expect(report.mutant).toBe(mutant);
    expect(report.config).toEqual({ resourceManagers: 2 });
    expect(verdicts["AtomicCommitment"]).toBe("violated");
    expect(report.properties[0]?.length).toBe(4);
  });

  it("goes on with --all until every property is decided", async () => {
    const { report, verdicts } = await checkJson("--instance", "blocking", "--all");

    expect(report.exhaustive).toBe(true);
    expect(report.distinctStates).toBe(1403);
    expect(verdicts).toMatchObject({ AtomicCommitment: "holds", NonBlocking: "violated" });
  });

  it("checks only the properties of --only", async () => {
    const { code, report } = await checkJson("--crashes", "1", "--only", "AtomicCommitment");

    expect(report.properties.map(({ name }) => name)).toEqual(["AtomicCommitment"]);
    expect(code).toBe(0);
  });

  it("explores one state per orbit with --symmetry", async () => {
    const { report } = await checkJson("--symmetry");

    expect(report.distinctStates).toBe(80);
    expect(report.reductions).toEqual(["symmetry"]);
  });

  it("explores every state of a symmetric instance with --no-symmetry", async () => {
    const { report } = await checkJson("--instance", "symmetric", "--no-symmetry");

    expect(report.distinctStates).toBe(8832);
    expect(report.command).toContain("--instance symmetric --no-symmetry");
  });

  it("calls what holds within a depth no more than that", async () => {
    const { code, report, verdicts } = await checkJson("--max-depth", "10");

    expect(verdicts["AtomicCommitment"]).toBe("holds to depth 10");
    expect(verdicts["CanCommit"]).toBe("inconclusive");
    expect(report).toMatchObject({ ending: "depth", completeDepth: 10, exhaustive: false });
    expect(code).toBe(3);
  });

  it("is inconclusive when a limit on states is reached, and says what was covered", async () => {
    const { code, report, verdicts } = await checkJson("--max-states", "100");

    expect(code).toBe(3);
    expect(new Set(Object.values(verdicts))).toEqual(new Set(["inconclusive"]));
    expect(report.limit).toMatch(
      /the limit on states was reached; all behaviours of up to \d states/,
    );
  });

  it("is inconclusive when the time is up", async () => {
    const flags = ["--set", "resourceManagers=9", "--time", "200ms"];

    const { code, report, verdicts } = await checkJson(...flags);

    expect(code).toBe(3);
    expect(report.ending).toBe("time");
    expect(verdicts["AtomicCommitment"]).toBe("inconclusive");
    expect(report.seconds).toBeLessThan(5);
  });

  it.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)("says on %s what was covered, then exits with %i", async (signal, code) => {
    const { io, printed } = recordingIo(150, signal);
    const flags = ["--set", "resourceManagers=9", "--out", temporaryFolder()];

    const exitCode = await run(["check", "two-phase-commit", ...flags], io);

    expect(exitCode).toBe(code);
    expect(printed.out).toMatch(/it was interrupted; all behaviours of up to \d+ states were/);
    expect(printed.out).toContain("inconclusive");
  });

  it("prints what is known as JSON after an interruption", async () => {
    const { io, printed } = recordingIo(150);
    const flags = ["--set", "resourceManagers=9", "--json", "--out", temporaryFolder()];

    await run(["check", "two-phase-commit", ...flags], io);

    const report = JSON.parse(printed.out) as CheckReport;
    expect(report).toMatchObject({ ending: "interrupted", exhaustive: false, exitCode: 130 });
    expect(report.completeDepth).toBeGreaterThan(0);
  });

  it("records the seed, decimal or hexadecimal", async () => {
    expect((await checkJson("--seed", "0x2a")).report.seed).toBe(42);
    expect((await checkJson("--seed", "7")).report.command).toContain("--seed 7");
  });

  it("names the budgets that bounded nothing", async () => {
    const { report } = await checkJson("--crashes", "1", "--restarts", "1", "--max-depth", "2");

    expect(report.coverage.unfired).toContain("restart");
    expect(report.coverage.unfired).not.toContain("crash");
  });

  it("does not miss what was given no budget", async () => {
    // A manager that can't abort alone is still told to: nothing else depends on the choice.
    const { report } = await checkJson("--budget", "ChooseToAbort=0", "--crashes", "0");

    expect(report.coverage.unfired).toEqual([]);
    expect(report.budgets).toMatchObject({ ChooseToAbort: 0, crashes: 0 });
  });

  it("names what can't happen for want of something else that was given no budget", async () => {
    const { report } = await checkJson("--budget", "DecideCommit=0");

    expect(report.coverage.unfired).toEqual(["Commit"]);
  });

  it("gives a command whose run is the same", async () => {
    const first = await checkJson("--crashes", "1", "--budget", "Prepare=2", "--all", "--audit");
    const [, , ...argv] = first.report.command.split(" ");

    const second = await scrutineer(...argv, "--json", "--out", first.folder);

    const again = JSON.parse(second.out) as CheckReport;
    expect(again.distinctStates).toBe(first.report.distinctStates);
    expect(again.command).toBe(first.report.command);
  });
});

describe("the report for people", () => {
  it("says what is checked, what was explored, and what holds", async () => {
    const { out } = await scrutineer("check", "two-phase-commit", "--out", temporaryFolder());

    expect(out).toContain("resourceManagers=3");
    expect(out).toContain("288 distinct states, 1,146 generated, depth 11");
    expect(out).toContain("every state within these budgets was explored");
    expect(out).toMatch(/✓ AtomicCommitment +holds/);
    expect(out).not.toMatch(/passed|success/i);
  });

  it("says what the search took, and what the process took with it", async () => {
    const { out } = await scrutineer("check", "two-phase-commit", "--out", temporaryFolder());
    const { report } = await checkJson();

    expect(out).toMatch(/took .* of tables, \d+\.\d [MG]B in all\n/);
    expect(report.tableBytes).toBeGreaterThan(0);
    expect(report.processBytes).toBeGreaterThan(report.tableBytes);
  });

  it("shows a violation with its trace and the commands to read it", async () => {
    const folder = temporaryFolder();
    const flags = ["--instance", "blocking", "--out", folder];

    const { out } = await scrutineer("check", "two-phase-commit", ...flags);

    expect(out).toContain("r3: Prepare");
    expect(out).toContain("sends Prepared to tm");
    expect(out).toContain("✗ NonBlocking: r3 prepared and can't decide alone while tm is down");
    const file = join(folder, "two-phase-commit.blocking.NonBlocking.trace.json");
    expect(out).toContain(`npx scrutineer show ${file}`);
    expect(out).toContain(`npx scrutineer replay ${file}`);
  });

  it("fits into 80 columns", async () => {
    const { io, printed } = recordingIo();
    const folder = temporaryFolder();
    const argv = ["check", "two-phase-commit", "--instance", "blocking", "--out", folder];

    await run(argv, { ...io, columns: 80 });

    const lines = printed.out.split("\n").filter((line) => !line.includes(folder));
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
  });
});

describe("what goes wrong with --out", () => {
  it("is told before the search if it can be known", async () => {
    const file = join(temporaryFolder(), "file");
    writeFileSync(file, "");

    const { code, out, err } = await scrutineer("check", "two-phase-commit", "--out", file);

    expect(code).toBe(2);
    expect(out).toBe("");
    expect(err).toContain("Traces can't be written to");
  });

  it("leaves no folder behind when there was nothing to write", async () => {
    const folder = join(temporaryFolder(), "out");

    await scrutineer("check", "two-phase-commit", "--out", folder);

    expect(existsSync(folder)).toBe(false);
  });

  it("leaves no temporary file beside the traces", async () => {
    const { folder } = await checkJson("--instance", "blocking");

    expect(readdirSync(folder)).toEqual(["two-phase-commit.blocking.NonBlocking.trace.json"]);
  });
});
