/** `scrutineer check` without a protocol: the table, and how it is compared with what is known. */
import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { checkAll } from "../../cli/check-all.ts";
import type { CheckReport } from "../../cli/check-report.ts";
import type { CheckFlags } from "../../cli/flags.ts";
import { catalog } from "../../models/catalog.ts";
import type { Expectation, Instance } from "../../models/kit/instance.ts";
import { recordingIo, temporaryFolder } from "./scrutineer.ts";

const [entry] = catalog.filter(({ model }) => model.name === "two-phase-commit");
const COUNTED: Expectation = { distinctStates: 288, generatedStates: 1146, depth: 11 };

function instance(name: string, expected: Expectation, more: Partial<Instance> = {}): Instance {
  return { name, about: name, isDefault: true, expected, ...more };
}

const small = instance("small", COUNTED);
const blocking = instance(
  "blocking",
  { violated: { NonBlocking: 5 } },
  { environment: { budgets: { crashes: 1 } } },
);

async function checkTable(instances: readonly Instance[], flags: Partial<CheckFlags> = {}) {
  const { io, printed } = recordingIo();
  const out = temporaryFolder();
  const code = await checkAll([{ ...entry!, instances }], { out, ...flags }, io);
  return { code, ...printed };
}

interface Table {
  readonly exitCode: number;
  readonly results: readonly (CheckReport & {
    readonly expected: Expectation;
    readonly asExpected: boolean;
    readonly differences: readonly string[];
  })[];
}

describe("scrutineer check", () => {
  it("exits with 0 if all is as expected, violations included", async () => {
    const { code, out } = await checkTable([small, blocking]);

    expect(code).toBe(0);
    expect(out).toMatch(/two-phase-commit +small +288 +11/);
    expect(out).toContain("✓ holds: AtomicCommitment, CanCommit, NonBlocking");
    expect(out).toContain("✗ violated, as expected: NonBlocking (5 states)");
    expect(out).toMatch(/2 checks in .*: 2 as expected\./);
  });

  it("ends with the traces that it wrote and the commands to read them", async () => {
    const { out } = await checkTable([small, blocking]);

    const [, file = ""] = /npx scrutineer show (\S+)/.exec(out) ?? [];
    expect(existsSync(file)).toBe(true);
    expect(out).toContain("npx scrutineer replay FILE");
  });

  it("checks only the default instances", async () => {
    const { out } = await checkTable([small, { ...blocking, isDefault: false }]);

    expect(out).not.toContain("blocking");
  });

  it.each([
    ["a violation is unexpected", { ...blocking, expected: {} }, "NonBlocking is violated: r3"],
    [
      "a violation is not there",
      instance("small", { violated: { NonBlocking: 5 } }),
      "NonBlocking is not violated",
    ],
    [
      "a trace has another length",
      { ...blocking, expected: { violated: { NonBlocking: 6 } } },
      "violated in 5 states, not in 6",
    ],
    [
      "a count differs",
      instance("small", { distinctStates: 289 }),
      "distinctStates is 288, not 289",
    ],
    ["the depth differs", instance("small", { depth: 12 }), "depth is 11, not 12"],
  ])("exits with 1 if %s", async (_what, one, sentence) => {
    const { code, out } = await checkTable([one]);

    expect(code).toBe(1);
    expect(out).toContain(`not as expected: `);
    expect(out.replaceAll(/\s+/g, " ")).toContain(sentence);
    expect(out).toMatch(/0 as expected, 1 not/);
  });

  it("exits with 1 if a property turns out vacuous", async () => {
    const never = instance("never", {}, { environment: { budgets: { DecideCommit: 0 } } });

    const { code, out } = await checkTable([never]);

    expect(code).toBe(1);
    expect(out).toContain("CanCommit is vacuous");
  });

  it("exits with 3 if a limit keeps it from what is expected", async () => {
    const { code, out } = await checkTable([small, blocking], { maxStates: 50 });

    expect(code).toBe(3);
    expect(out).toContain("2 cut short");
    expect(out).not.toContain("not as expected");
  });

  it("checks only the properties of --only, in the instances that claim them", async () => {
    const { code, out } = await checkTable([small, blocking], { only: ["AtomicCommitment"] });

    expect(code).toBe(0);
    expect(out).not.toContain("NonBlocking");
  });

  it("says after an interruption what was not begun", async () => {
    const { io, printed } = recordingIo(100, "SIGTERM");
    const large = instance("large", {}, { config: { resourceManagers: 9 } });
    const one = { ...entry!, instances: [large, small] };

    const code = await checkAll([one], { out: temporaryFolder() }, io);

    expect(code).toBe(143);
    expect(printed.out).toContain("1 not begun");
  });

  it("prints one JSON object with --json", async () => {
    const { code, out } = await checkTable([small, blocking], { json: true });

    const { results, exitCode } = JSON.parse(out) as Table;
    expect(exitCode).toBe(code);
    expect(results.map((result) => [result.instance, result.asExpected])).toEqual([
      ["small", true],
      ["blocking", true],
    ]);
    expect(results[1]?.expected).toEqual({ violated: { NonBlocking: 5 } });
    expect(results[1]?.properties[2]).toMatchObject({ verdict: "violated", length: 5 });
  });
});
