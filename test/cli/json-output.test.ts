/** What --json prints is what docs/*.schema.json describe. */
import { describe, expect, it } from "vitest";
import { checkAll } from "../../cli/check-all.ts";
import { catalog } from "../../models/catalog.ts";
import { errorsBy } from "../traces/export/schemas.ts";
import { recordingIo, scrutineer, temporaryFolder } from "./scrutineer.ts";

/** A list in which something has at least these fields. */
function including(fields: object): unknown {
  return expect.arrayContaining([expect.objectContaining(fields)]);
}

describe("the JSON of `check`", () => {
  it.each([
    ["what holds", []],
    ["a violation", ["--instance", "blocking"]],
    ["a mutant", ["--mutant", "resource-manager-commits-alone"]],
    [
      "a search cut short",
      ["--max-states", "9", "--seed", "1", "--time", "9s", "--max-depth", "4"],
    ],
    ["unlimited crashes with symmetry", ["--crashes", "unlimited", "--symmetry", "--all"]],
  ])("is as its schema says for %s", async (_what, flags) => {
    const argv = ["check", "two-phase-commit", "--json", "--out", temporaryFolder(), ...flags];

    const { out } = await scrutineer(...argv);

    expect(errorsBy("check-output", JSON.parse(out))).toBeNull();
  });

  it("is as its schema says for all default instances", async () => {
    const { io, printed } = recordingIo();
    const some = catalog.filter(({ model }) => model.name === "two-phase-commit");

    await checkAll(some, { json: true, out: temporaryFolder() }, io);

    expect(errorsBy("check-output", JSON.parse(printed.out))).toBeNull();
  });

  it("is not just anything", () => {
    expect(errorsBy("check-output", { results: [{}], exitCode: 0 })).not.toBeNull();
    expect(errorsBy("list-output", { protocols: [{ name: "raft" }] })).not.toBeNull();
  });
});

describe("the JSON of `fuzz`", () => {
  const FORGETFUL = "raft --mutant forgets-vote --set maxTerm=1 --set values=0 --seed 7".split(" ");

  it.each([
    ["no violation", ["two-phase-commit", "--runs", "20", "--seed", "0x10", "--shard", "2/8"]],
    ["a violation", [...FORGETFUL, "--runs", "500"]],
    ["a violation as found", [...FORGETFUL, "--no-minimise"]],
    ["a corpus", ["bully", "--runs", "20", "--corpus", "FOLDER"]],
    ["all protocols", ["--runs", "2", "--steps", "20"]],
  ])("is as its schema says for %s", async (_what, flags) => {
    const given = flags.map((flag) => (flag === "FOLDER" ? temporaryFolder() : flag));

    const { out } = await scrutineer("fuzz", "--json", "--out", temporaryFolder(), ...given);

    expect(errorsBy("fuzz-output", JSON.parse(out))).toBeNull();
  });
});

describe("the JSON of `list`", () => {
  it("is as its schema says", async () => {
    const { out } = await scrutineer("list", "--json");

    expect(errorsBy("list-output", JSON.parse(out))).toBeNull();
  });

  it("names protocols, variants, mutants with their bugs, instances and properties", async () => {
    const { out } = await scrutineer("list", "raft", "--json");

    expect(JSON.parse(out)).toMatchObject({
      protocols: [
        {
          name: "raft",
          parameters: including({ name: "nodes", default: 3 }),
          variants: including({ name: "slow-disk" }),
          mutants: including({ bug: "RFT-01", violates: "ElectionSafety", length: 7 }),
          instances: including({ name: "small", isDefault: true }),
          properties: including({ name: "ElectionSafety" }),
        },
      ],
    });
  });
});

describe("`list` for people", () => {
  it("says what may be set, and what is known", async () => {
    const { code, out } = await scrutineer("list", "two-phase-commit");

    expect(code).toBe(0);
    expect(out).toMatch(/resourceManagers=3 .*an integer from 1 to 12/);
    expect(out).toContain("violates AtomicCommitment (4 states)");
  });
});
