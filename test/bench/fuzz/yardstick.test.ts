/** The yardstick: its arithmetic, its options, and that it runs. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { STRATEGIES } from "../../../checker/fuzz/strategies/index.ts";
import { entryOf } from "../../../cli/plan.ts";
import { catalog } from "../../../models/catalog.ts";
import type { Contender, Trial } from "./contenders.ts";
import { contendersFor } from "./contenders.ts";
import { correctVariantsOf } from "./correct.ts";
import { measure, measuredFrom, medianOfRanks, type Row } from "./measure.ts";
import { merged } from "./merge.ts";
import { optionsFrom } from "./options.ts";
import { falseAlarms, standingsOf } from "./report.ts";
import { type Subject, subjectOf } from "./subjects.ts";
import { temporaryFolder } from "../../cli/scrutineer.ts";
import { yardstick } from "./yardstick.ts";

const EXTENT = { seconds: 20, steps: 100 };

function subjectCalled(protocol: string, name: string, nodes = 5): Subject {
  const entry = entryOf(catalog, protocol);
  const mutant = entry.mutants.find((each) => each.name === name)!;
  return subjectOf(entry, mutant, { nodes, steps: 100 }) as Subject;
}

/** A contender that finds something after as many seconds as it is told to, or nothing. */
function scripted(outcomes: readonly (number | null)[]): Contender {
  return {
    name: "scripted",
    seeds: outcomes.length,
    trial(_target, seed): Trial {
      const seconds = outcomes[seed - 1]!;
      return seconds === null
        ? { property: null, steps: 1000, seconds: 60 }
        : { property: "ElectionSafety", steps: seconds * 10, seconds };
    },
  };
}

function rowOf(
  mutant: string,
  seconds: Record<string, number | null>,
  row: Partial<Row> = {},
): Row {
  const measured = Object.entries(seconds).map(([name, value]) =>
    measuredFrom(name, 1, [
      { property: value === null ? null : "P", steps: 1, seconds: value ?? 9 },
    ]),
  );
  return {
    protocol: "raft",
    mutant,
    violates: "P",
    nodes: 5,
    excused: [],
    refusal: null,
    measured,
    ...row,
  };
}

async function printedBy(...args: readonly string[]): Promise<{ code: number; text: string }> {
  let text = "";
  const code = await yardstick(args, (part) => (text += part));
  return { code, text };
}

describe("a median over seeds", () => {
  it("is taken over ranks, of which the unfound are the last", () => {
    expect(medianOfRanks([3, 1], 3)).toBe(3);
    expect(medianOfRanks([4, 1, 2], 4)).toBe(3);
    expect(medianOfRanks([1, 2], 4)).toBe(null);
    expect(medianOfRanks([], 1)).toBe(null);
  });

  it("is not waited for once so many seeds failed that it is infinite", () => {
    const subject = subjectCalled("two-phase-commit", "resource-manager-commits-alone");
    const outcomes = [null, 1, null, 1, 1, 1];

    const late = measure(scripted([...outcomes, null]), subject, EXTENT);
    const early = measure(scripted([null, 1, null, null, 1, 1]), subject, EXTENT);

    expect(late).toMatchObject({ tried: 7, found: 4, seconds: 1, steps: 10 });
    expect(early).toMatchObject({ tried: 4, found: 1, seconds: null, steps: null });
  });
});

describe("the standings", () => {
  it("count what was not found as the whole time, and begin with the least mean", () => {
    const rows = [rowOf("a", { one: 1, other: 10 }), rowOf("b", { one: null, other: 10 })];

    const standings = standingsOf(rows, 5, 400);

    expect(standings.map(({ contender }) => contender)).toEqual(["other", "one"]);
    expect(standings.map(({ meanSeconds }) => Math.round(meanSeconds))).toEqual([10, 20]);
    expect(standings.map(({ found, mutants }) => `${found}/${mutants}`)).toEqual(["2/2", "1/2"]);
  });

  it("count apart what is measured with fewer processes, and neither controls nor refusals", () => {
    const rows = [
      rowOf("a", { one: 1 }),
      rowOf("even", { one: 1 }, { nodes: 4 }),
      rowOf("control", { one: null }, { violates: null }),
      rowOf("refused", {}, { refusal: "It can't be." }),
    ];

    const [one] = standingsOf(rows, 5, 60);

    expect(one).toMatchObject({ mutants: 1, found: 1, fewer: 1, fewerFound: 1 });
  });

  it("call a control that is reported a false alarm", () => {
    const quiet = rowOf("quiet", { one: null }, { violates: null });
    const loud = rowOf("loud", { one: 1 }, { violates: null });

    expect(falseAlarms([quiet, loud])).toEqual(["raft loud is correct, but one reports P."]);
  });
});

describe("results that are put together", () => {
  const long = { nodes: 5, seconds: 60, rows: [rowOf("a", { one: 1 }), rowOf("b", { one: 9 })] };
  const short = { nodes: 5, seconds: 2, rows: [rowOf("b", { other: 1 }), rowOf("c", { one: 2 })] };

  it("have one row for a mutant, with all that was measured of it", () => {
    const { rows } = merged([long, short]);

    const names = rows.map(({ mutant, measured }) => [mutant, ...measured.map((m) => m.contender)]);
    expect(names).toEqual([
      ["a", "one"],
      ["b", "one", "other"],
      ["c", "one"],
    ]);
  });

  it("are the last that were measured of a contender", () => {
    const again = { ...long, rows: [rowOf("a", { one: 3, other: 4 })] };

    const { rows } = merged([long, again]);

    expect(rows[0]!.measured.map(({ contender, seconds }) => [contender, seconds])).toEqual([
      ["one", 3],
      ["other", 4],
    ]);
  });

  it("are judged by the shortest time that was given", () => {
    const { rows, nodes, seconds } = merged([long, short]);

    const standings = standingsOf(rows, nodes, seconds);
    expect(standings.map((each) => [each.contender, each.found, each.mutants])).toEqual([
      ["other", 1, 1],
      ["one", 2, 3],
    ]);
  });

  it("are refused if they are of other numbers of processes", () => {
    expect(() => merged([long, { ...short, nodes: 3 }])).toThrow("Measured with 5, 3 processes.");
  });
});

describe("the options", () => {
  it("measure every strategy against every rival if they name none", () => {
    const names = contendersFor(optionsFrom([])).map(({ name }) => name);

    expect(names).toEqual([...STRATEGIES.map(({ name }) => name), "breadth-first", "fast-check"]);
  });

  it.each([
    [["--against", "none", "--strategy", "uniform"], ["uniform"]],
    [["--strategy", "none", "--against", "fast-check"], ["fast-check"]],
  ])("leave out what is called none: %j", (args, expected) => {
    const names = contendersFor(optionsFrom(args)).map(({ name }) => name);

    expect(names).toEqual(expected);
  });

  it.each([
    [["--against", "luck"], /--against can't be "luck"/],
    [["--strategy", "luck"], /luck/],
    [["--strategy", "none", "--against", "none"], /nothing to measure/],
    [["--seeds", "0"], /--seeds can't be "0"/],
    [["--shard", "3/2"], /--shard can't be "3\/2"/],
    [["--luck"], /--luck/],
  ])("refuse %j", (args, message) => {
    expect(() => optionsFrom(args)).toThrow(message);
  });
});

describe("the mutants", () => {
  it("are measured without what the protocol violates there anyway", () => {
    const subject = subjectCalled("bully", "goes-back-in-time");

    const names = subject.target.properties.map(({ name }) => name);
    expect(subject.excused.length).toBeGreaterThan(0);
    expect(names.filter((name) => subject.excused.includes(name))).toEqual([]);
    expect(names).toContain("MonotonicEpoch");
  });
});

describe("the contenders", () => {
  const shallow = subjectCalled("two-phase-commit", "resource-manager-commits-alone");
  const deep = subjectCalled("raft", "commits-older-terms");

  it.each(contendersFor(optionsFrom([])))("$name finds a shallow bug", (contender) => {
    const { property, steps } = contender.trial(shallow.target, 1, EXTENT);

    expect(property).toBe(shallow.violates);
    expect(steps).toBeGreaterThan(2);
  });

  it.each(contendersFor(optionsFrom([])))("$name gives up when its time is over", (contender) => {
    const { property, seconds } = contender.trial(deep.target, 1, { seconds: 0.05, steps: 100 });

    expect(property).toBe(null);
    expect(seconds).toBeGreaterThanOrEqual(0.05);
  });
});

describe("npm run bench:fuzz", () => {
  const quick = ["--seeds", "2", "--strategy", "uniform", "--against", "none", "--mutant"];

  it("prints a line a mutant, and what they come to", async () => {
    const { code, text } = await printedBy(...quick, "votes-many-times", "--protocol", "raft");

    expect(code).toBe(0);
    expect(text).toMatch(/^raft votes-many-times +5 .*\d s/m);
    expect(text).toMatch(/uniform +1 of 1 \(100\.0 %\)/);
  });

  it("says as JSON what --merge puts together", async () => {
    const which = ["resource-manager-commits-alone", "--protocol", "two-phase-commit"];
    const { text } = await printedBy(...quick, ...which, "--json");
    const file = join(temporaryFolder(), "part.json");
    await writeFile(file, text);

    const together = await printedBy("--merge", file, "--json");

    const { rows } = JSON.parse(text) as { rows: object[] };
    const mutant = "resource-manager-commits-alone";
    expect(rows).toMatchObject([{ mutant, violates: "AtomicCommitment" }]);
    expect(JSON.parse(together.text)).toMatchObject({ nodes: 5, rows });
  });

  it("fuzzes correct protocols, and reports nothing", async () => {
    const { code, text } = await printedBy("--correct", "400ms", "--strategy", "uniform");

    expect(code).toBe(0);
    for (const entry of catalog) {
      const variants = correctVariantsOf(entry).map((variant) => ` ${variant}`);
      for (const variant of ["", ...variants]) {
        expect(text).toContain(`${entry.model.name}${variant}, uniform: nothing`);
      }
    }
    expect(text).not.toContain("stale-reads");
  });

  it("measures steps a second", async () => {
    const { text } = await printedBy("--throughput", "--time", "50ms", "--protocol", "raft");

    expect(text).toMatch(/raft, 5 processes, profile budgets, uniform +[\d,]+ steps\/s/);
    expect(text).toMatch(/raft, 5 processes, default budgets, uniform +[\d,]+ steps\/s/);
  });
});
