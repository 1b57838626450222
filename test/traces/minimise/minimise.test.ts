/**
 * Minimising, on counterexamples to the catalog's mutants that are longer than need be: what it leaves
 * violates the same property, is no longer, and is no more than what it says of itself.
 */
import { describe, expect, it } from "vitest";
import type { Typed } from "../../../checker/protocol.ts";
import { TRIGGERS_IGNORED } from "../../../checker/search/exploration.ts";
import { encode } from "../../../checker/data.ts";
import type { Trace } from "../../../traces/format.ts";
import { closingSearch } from "../../../traces/minimise/closing-search.ts";
import { minimise, Minimisation } from "../../../traces/minimise/minimise.ts";
import { proofText } from "../../../traces/minimise/proof.ts";
import { Reduction } from "../../../traces/minimise/reduction.ts";
import { Player } from "../../../traces/player.ts";
import { replayTrace } from "../../../traces/replay-trace.ts";
import {
  grownTrace,
  shortestTrace,
  type Subject,
  subjectCalled,
  targetFor,
  walkedTrace,
  widened,
} from "./long-traces.ts";

const NAMES = [
  "two-phase-commit.resource-manager-commits-alone",
  "two-phase-commit.transaction-manager-forgets",
  "three-phase-commit.waits-for-coordinator",
  "non-blocking-commit.votes-again",
  "bully.minority-serves",
  "bully.tells-larger-ids",
  "raft.forgets-vote",
  "raft.minority-commits",
  "raft.match-index-goes-back",
  "raft-tla.half-is-enough",
];

interface Long {
  readonly name: string;
  readonly subject: Subject;
  readonly trace: Trace;
}

/** Of each mutant a counterexample that was walked into, and one that was grown. */
const longOnes: readonly Long[] = NAMES.flatMap((each) => {
  const subject = subjectCalled(each);
  const walked = walkedTrace(subject, "minimise", { walks: 40, steps: 80 });
  const grown = grownTrace(subject, shortestTrace(subject), "minimise", 60);
  return [
    { name: `${each}, walked`, subject, trace: walked },
    { name: `${each}, grown`, subject, trace: grown },
  ].flatMap(({ trace, ...rest }) => (trace === undefined ? [] : [{ ...rest, trace }]));
});

/** Is the property violated by `steps`, those left out that are not possible? Asked the plain way. */
function violates({ property }: Trace, subject: Subject, steps: readonly Typed[]): boolean {
  const target = targetFor(subject);
  const { system, ...judge } = target.subject;
  let isViolated = false;
  const findings = {
    triggered: TRIGGERS_IGNORED,
    violated: (name: string) => {
      if (name === property) isViolated = true;
    },
  };
  let state = system.initialStates()[0];
  for (const step of steps) {
    const wanted = encode(step);
    const action = system.enabled(state).find((candidate) => encode(candidate) === wanted);
    if (action === undefined) continue;
    const after = system.next(state, action);
    judge.judgeStep(state, action, after, findings);
    judge.judgeState(after, findings);
    state = after;
  }
  if (system.enabled(state).length === 0) judge.judgeStuck(state, findings);
  return isViolated;
}

describe("the counterexamples that are minimised here", () => {
  it("are of all mutants, and mostly too long", () => {
    const tooLong = longOnes.filter(({ trace, subject }) => trace.length > subject.length);

    expect(longOnes.length).toBeGreaterThan(NAMES.length);
    expect(tooLong.length).toBeGreaterThan(longOnes.length * 0.8);
  });
});

describe("delta debugging alone", () => {
  it.each(longOnes)("leaves a counterexample that is no longer: $name", ({ subject, trace }) => {
    const { model, property } = subject;

    const { trace: left, before, after } = minimise(trace, model, property, { seconds: 0 });

    expect(replayTrace(left, targetFor(subject))).toMatchObject({
      kind: "violates",
      at: left.length,
      reason: left.reason,
    });
    expect(left).toMatchObject({ property: trace.property, shortest: false });
    expect(left.steps).toHaveLength(left.length - 1);
    expect(left.length).toBeLessThanOrEqual(trace.length);
    expect(after.faults).toBeLessThanOrEqual(before.faults);
    expect(after.processes).toBeLessThanOrEqual(before.processes);
  });

  it.each(longOnes)("leaves no step that can be left out: $name", ({ subject, trace }) => {
    const { model, property } = subject;

    const { trace: left, proof } = minimise(trace, model, property, { seconds: 0 });

    expect(proofText(proof)).toBe("1-minimal (no single step can be left out)");
    expect(violates(left, subject, left.steps)).toBe(true);
    const needless = left.steps.filter((_step, index) =>
      violates(left, subject, left.steps.toSpliced(index, 1)),
    );
    expect(needless).toEqual([]);
  });

  it("leaves the same whenever it is asked", () => {
    const { subject, trace } = longOnes.find(
      ({ name }) => name === "bully.minority-serves, walked",
    )!;
    const { model, property } = subject;

    const [first, second] = [0, 0].map((seconds) => minimise(trace, model, property, { seconds }));

    expect(first!.trace).toEqual(second!.trace);
    expect(first!.attempts).toBe(second!.attempts);
  });

  it("stops when the time for all is up, with the best so far, and claims nothing", () => {
    const subject = subjectCalled("raft.forgets-vote");
    const trace = grownTrace(subject, shortestTrace(subject), "minimise", 60)!;
    const { model, property } = subject;

    const { trace: left, attempts, proof } = minimise(trace, model, property, { total: 0 });

    expect(attempts).toBeLessThan(5);
    expect(proofText(proof)).toBe("nothing (the time was up)");
    expect(replayTrace(left, targetFor(subject))).toMatchObject({ at: left.length });
  });

  it("makes hundreds of steps short with about as many replays", () => {
    const base = subjectCalled("two-phase-commit.transaction-manager-forgets");
    const budgets = { crashes: "unlimited", restarts: "unlimited" } as const;
    const subject = { ...base, options: { ...base.options, environment: { budgets } } };
    const trace = walkedTrace(subject, "long", { walks: 20, steps: 600 })!;
    const { model, property } = subject;

    const { before, after, attempts } = minimise(trace, model, property, { seconds: 0 });

    expect(before.steps).toBeGreaterThan(100);
    expect(after).toMatchObject({ faults: 2, steps: subject.length - 1 });
    expect(attempts).toBeLessThan(before.steps * 4);
  });
});

describe("the closing search", () => {
  it.each(longOnes)("finds the shortest, and says so: $name", ({ subject, trace }) => {
    const { model, property } = subject;

    const { trace: left, proof } = minimise(trace, model, property);

    expect(left).toMatchObject({ length: subject.length, shortest: true });
    expect(proof).toMatchObject({ kind: "shortest", depth: subject.length - 1 });
    expect(proofText(proof)).toContain(
      `shortest (breadth-first search exhausted depth ${proof.depth}`,
    );
    expect(replayTrace(left, targetFor(subject))).toMatchObject({ at: left.length });
  });

  it.each([
    "non-blocking-commit.waits-for-decision",
    "raft.votes-many-times",
    "raft-static.commits-alone",
  ])("finds what is shorter by one state: %s", (name) => {
    const subject = subjectCalled(name);
    const { model, property } = subject;
    const shortest = shortestTrace(subject);
    const seeds = Array.from({ length: 50 }, (_, index) => `seed ${index}`);
    const { trace } = seeds
      .map((seed) => ({ trace: grownTrace(subject, shortest, seed, 2)! }))
      .find(({ trace: grown }) => grown.length === subject.length + 1)!;
    const reduction = new Reduction(new Player(targetFor(subject)), trace.initial, trace.steps);

    const search = closingSearch(
      reduction,
      { trace, model, property, actions: [] },
      { seconds: 60 },
    );
    let end = search.next();
    while (end.done !== true) end = search.next();

    expect(reduction.steps).toHaveLength(subject.length - 1);
    expect(end.value).toMatchObject({ kind: "shortest", depth: subject.length - 1 });
  });

  it("claims no more than it reached, if it is stopped by a limit on states", () => {
    const subject = subjectCalled("raft.forgets-vote");
    const { model, property } = subject;

    const found = minimise(shortestTrace(subject), model, property, { states: 20 });

    expect(found.trace.shortest).toBe(false);
    expect(found.proof).toMatchObject({ kind: "1-minimal", ending: "states" });
    expect(found.proof.depth).toBeGreaterThan(1);
    expect(found.proof.depth).toBeLessThan(subject.length - 1);
    expect(proofText(found.proof)).toMatch(/reached depth \d+ within the limit on states/);
  });

  it("prefers fewer faults to fewer steps, and says that more faults would be shorter", () => {
    // In wider budgets this one has a shorter counterexample, which takes a crash more.
    const subject = widened(subjectCalled("bully.drops-past-messages"));
    const trace = grownTrace(
      subject,
      shortestTrace(subjectCalled("bully.drops-past-messages")),
      "minimise",
      20,
    )!;

    const { trace: left, proof, after } = minimise(trace, subject.model, subject.property);

    const shortest = shortestTrace(subject);
    const faults = shortest.steps.filter(({ type }) => type === "crash" || type === "restart");
    expect(shortest.length).toBeLessThan(left.length);
    expect(faults.length).toBeGreaterThan(after.faults);
    expect(left.shortest).toBe(false);
    expect(proofText(proof)).toBe(
      `shortest with no more faults (breadth-first search exhausted depth ${left.length - 1}; with more, ${shortest.length} states are enough)`,
    );
  });
});

describe("a minimisation", () => {
  const { subject, trace } = longOnes.find(({ name }) => name === "bully.minority-serves, grown")!;
  const { model, property } = subject;

  it("leaves a counterexample and proves nothing if it is stopped at once", () => {
    const minimisation = new Minimisation(trace, model, property);

    minimisation.advance(0);

    const { trace: left, proof } = minimisation.result();
    expect(proofText(proof)).toBe("nothing (it was interrupted)");
    expect(replayTrace(left, targetFor(subject)).kind).toBe("violates");
  });

  it("does not get longer while it goes on", () => {
    const minimisation = new Minimisation(trace, model, property);
    const lengths: number[] = [];

    while (minimisation.advance(0)) lengths.push(minimisation.progress.length);

    expect(lengths).toEqual(lengths.toSorted((a, b) => b - a));
    expect(minimisation.result().trace.length).toBe(subject.length);
  });

  it("refuses a trace whose property holds at its end", () => {
    const harmless = { ...trace, steps: trace.steps.slice(0, 1), length: 2 };

    expect(() => minimise(harmless, model, property)).toThrow(
      `There is nothing to minimise: ${trace.property} holds at its end.`,
    );
  });

  it("refuses a trace that is not possible", () => {
    const [first] = trace.steps;
    const steps = [first!, { type: "restart", process: "n1" }];

    expect(() => minimise({ ...trace, steps, length: 3 }, model, property)).toThrow(
      "its step 2 is not possible any more: n1 is not down",
    );
  });

  it("takes a trace that goes on after the violation", () => {
    const further = subjectCalled("raft.forgets-vote");
    const { steps, ...rest } = shortestTrace(further);
    const { states } = replayTrace({ ...rest, steps }, targetFor(further));
    const [next] = targetFor(further).subject.system.enabled(states.at(-1));
    const longer = { ...rest, steps: [...steps, next!], length: steps.length + 2 };

    const { trace: left } = minimise(longer, further.model, further.property);

    expect(left.length).toBe(further.length);
  });
});
