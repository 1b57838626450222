/** What `scrutineer fuzz` finds is minimised before it is told and written. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { targetOf } from "../../checker/check.ts";
import { always, defineSystem, integer } from "../../checker/index.ts";
import { counterexampleOf } from "../../cli/fuzz-counterexamples.ts";
import { fuzzPlanFor } from "../../cli/fuzz-plan.ts";
import type { FuzzReport } from "../../cli/fuzz-report.ts";
import type { Io, Signal } from "../../cli/io.ts";
import { run } from "../../cli/run.ts";
import { Interruption } from "../../cli/search.ts";
import { catalog } from "../../models/catalog.ts";
import { parseTrace } from "../../traces/read-trace.ts";
import { regressionOf } from "../../traces/regression.ts";
import { about } from "../miniatures.ts";
import { recordingIo, scrutineer, temporaryFolder } from "./scrutineer.ts";

const FRESH = "fuzz raft --mutant forgets-vote --no-regressions".split(" ");
/** Short counterexamples in a space that breadth-first search exhausts at once. */
const BROKEN = [
  ...FRESH,
  ..."--nodes 3 --set maxTerm=1 --set values=0 --crashes 1 --restarts 1 --seed 1".split(" "),
  ..."--drops 0 --duplicates 0 --partitions 0 --budget ElectionTimeout=2".split(" "),
];
/** Long counterexamples in a space that no search exhausts in seconds. */
const LARGE = [
  ..."fuzz raft --mutant clears-vote-in-same-term --no-regressions --seed 1 --nodes 5".split(" "),
  ..."--set maxTerm=4 --budget ElectionTimeout=unlimited".split(" "),
];

function reportIn(out: string): FuzzReport {
  return JSON.parse(out) as FuzzReport;
}

/** The one trace in `folder`. */
function traceIn(folder: string) {
  const [name, ...others] = readdirSync(folder);
  expect(others).toEqual([]);
  return parseTrace(readFileSync(join(folder, name!), "utf8"));
}

/** An io on which `signal` comes as soon as the line of progress says `cue`. */
function interruptedAt(cue: RegExp, signal: Signal) {
  const { io, printed } = recordingIo();
  let interrupt: ((signal: Signal) => void) | undefined;
  const interrupted: Io = {
    ...io,
    progressColumns: 100,
    err(text) {
      io.err(text);
      if (cue.test(text)) interrupt?.(signal);
    },
    onInterrupt(handler) {
      interrupt = handler;
      return () => undefined;
    },
  };
  return { io: interrupted, printed };
}

describe("a counterexample that fuzz finds", () => {
  it("is minimised, and the report says from what to what, and what is proved", async () => {
    const folder = temporaryFolder();

    const { code, out } = await scrutineer(...BROKEN, "--out", folder);

    const [, from, to] = /minimised from (\d+) to (\d+) states: shortest/.exec(out) ?? [];
    expect(code).toBe(1);
    expect(Number(from)).toBeGreaterThan(9);
    expect(to).toBe("9");
    expect(out).toContain("is violated in 9 states, none shorter within these bounds");
    expect(out).toMatch(/^ 9 {2}\S/m);
    expect(out).not.toMatch(/^ ?10 {2}\S/m);
    expect(traceIn(folder)).toMatchObject({ length: 9, shortest: true, seed: 1 });
    expect(regressionOf(traceIn(folder), catalog, "mutant").kind).toBe("violates");
  });

  it("has both lengths and the proof in the JSON", async () => {
    const { out } = await scrutineer(...BROKEN, "--json", "--out", temporaryFolder());

    const [violation] = reportIn(out).violations;
    expect(violation).toMatchObject({
      length: 9,
      proved: "shortest (breadth-first search exhausted depth 8)",
      proof: { kind: "shortest", depth: 8, symmetry: false },
    });
    expect(violation!.found).toBeGreaterThan(9);
  });

  it("stays as it was found with --no-minimise, and so it does with the command that is printed", async () => {
    const folder = temporaryFolder();

    const { out } = await scrutineer(...BROKEN, "--no-minimise", "--json", "--out", folder);

    const report = reportIn(out);
    const { found, length, proved, proof } = report.violations[0]!;
    expect({ length, proved, proof }).toEqual({ length: found, proved: null, proof: null });
    expect(found).toBeGreaterThan(9);
    expect(traceIn(folder)).toMatchObject({ length: found, shortest: false });
    const argv = report.command.split(" ").slice(2);
    const again = await scrutineer(...argv, "--json", "--out", temporaryFolder());
    expect(reportIn(again.out).violations[0]).toMatchObject({ found, length: found });
  });

  it("is minimised to its end even if the session's time is up", async () => {
    const model = "fuzz two-phase-commit --mutant resource-manager-commits-alone --nodes 3";
    const mutant = `${model} --crashes 0 --restarts 0 --seed 3`;
    const session = ["--time", "1ms", "--json", "--out", temporaryFolder()];

    const { out } = await scrutineer(...mutant.split(" "), "--no-regressions", ...session);

    expect(reportIn(out)).toMatchObject({ runs: 1, violations: [{ proof: { kind: "shortest" } }] });
  });

  it("keeps the best so far on SIGTERM, and exits with 143", async () => {
    const folder = temporaryFolder();
    const { io, printed } = interruptedAt(/depth \d/, "SIGTERM");

    const exit = await run([...LARGE, "--json", "--out", folder], io);

    const { violations, ...report } = reportIn(printed.out);
    const [{ found, length, proof, reason }] = violations as [(typeof violations)[0]];
    expect(exit).toBe(143);
    expect(report).toMatchObject({ ending: "violated", exitCode: 143 });
    expect(length).toBeLessThan(found);
    expect(proof!.kind).toBe("1-minimal");
    expect(traceIn(folder)).toMatchObject({ length, reason, shortest: false });
    expect(regressionOf(traceIn(folder), catalog, "mutant")).toMatchObject({ kind: "violates" });
  });
});

/** Counts; may stray to -1, and explodes in state `danger`. */
const explosive = (danger: number) =>
  defineSystem({
    name: "explosive",
    source: "a test",
    about: "Counts, strays, explodes.",
    parameters: { top: integer(9, { min: 1, max: 9 }, "nothing") },
    system: () => ({
      initialStates: () => [0],
      enabled: (n: number) => [
        { type: "Count" },
        { type: "Stray" },
        ...(n === danger ? [{ type: "Explode" }] : []),
      ],
      next(n: number, { type }: { readonly type: string }) {
        if (type === "Explode") throw new Error("boom");
        return type === "Count" && n >= 0 ? n + 1 : -1;
      },
    }),
  });

describe("a model that throws while a counterexample is minimised", () => {
  const low = always<number>({
    ...about,
    name: "Low",
    check: (n) => (n > 2 ? `${n} is too much` : undefined),
  });

  it.each([
    ["on the way", 1, null],
    ["beside it, where the closing search looks", -1, "1-minimal"],
  ])("does not cost the counterexample: %s", async (_where, danger, proved) => {
    const model = explosive(danger);
    const fuzz = { size: "top", sizes: [9] };
    const entry = { model, properties: () => [low], mutants: [], instances: [], variants: [] };
    const flags = { out: "", steps: 9, strategy: "uniform", minimise: true, regressions: false };
    const plan = fuzzPlanFor({ ...entry, fuzz }, flags, 1);
    const target = targetOf(model, { properties: [low] });
    const steps = [1, 2, 3].map(() => ({ type: "Count" }));
    const violation = { property: "Low", reason: "", initial: 0, steps, target, run: 1 };
    const { io } = recordingIo();

    const found = await counterexampleOf(plan, violation, undefined, new Interruption(io), io);

    expect(found.failure?.message).toContain("threw: boom");
    expect(found.trace.steps).toEqual(steps);
    expect(found.proof?.kind ?? null).toBe(proved);
  });
});
