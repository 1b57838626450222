/** The ledger of commitments: who decided what on whose votes, and whose vote was not asked for. */
import { describe, expect, it } from "vitest";
import { encode } from "../../checker/data.ts";
import type { AnyProtocol } from "../../checker/protocol.ts";
import type { DeliverStep, Step } from "../../checker/world/step.ts";
import { entryOf } from "../../cli/plan.ts";
import { catalog } from "../../models/catalog.ts";
import { explanationOf, type Violating } from "../../traces/explanation/explanation.ts";
import type { Decision } from "../../traces/explanation/ledger.ts";
import { clashTexts, decisionText } from "../../traces/explanation/ledger-text.ts";
import { shownBy } from "../../traces/explanation/told.ts";
import { fuzzedOf, mutantOf, violatingOf } from "./violating.ts";

const COMMITMENTS = ["two-phase-commit", "three-phase-commit", "non-blocking-commit"];

const mutants = COMMITMENTS.flatMap((protocol) => {
  const entry = entryOf(catalog, protocol);
  return entry.mutants.map(({ name }) => [protocol, name] as const);
});

function violatingBy(protocol: string, name: string): Violating {
  const entry = entryOf(catalog, protocol);
  return violatingOf(entry, mutantOf(entry, name));
}

function linesOf(protocol: string, name: string): string[] {
  const explanation = explanationOf(violatingBy(protocol, name))!;
  return [
    ...explanation.decisions.map((each) => decisionText(each)),
    ...explanation.clashes.flatMap((each) => clashTexts(each, explanation)),
  ];
}

/**
 * What `process` has decided in state `until` if messages are only delivered where `isHeard` says so,
 * and where they were sent then: the plain reducers, without the world around them.
 */
function outcomeBy(
  { model, target, steps }: Violating,
  { process, state: until }: Pick<Decision, "process" | "state">,
  isHeard: (step: DeliverStep, state: number) => boolean,
): string | null {
  const { init, reduce, recover, view } = model as AnyProtocol;
  const { config } = target;
  const locals = new Map(target.processes.map((each) => [each, init(each, config)]));
  const sent = new Set<string>();
  for (const [at, step] of (steps as readonly Step[]).slice(0, until).entries()) {
    if (step.type === "crash") {
      const local = locals.get(step.process);
      const left = recover?.(step.process, local, config) ?? init(step.process, config);
      locals.set(step.process, left);
    }
    if (step.type !== "event" && step.type !== "deliver") continue;
    const { process: self } = step;
    if (step.type === "deliver") {
      if (!sent.has(encode([step.from, self, step.message])) || !isHeard(step, at + 1)) continue;
    }
    const input = step.type === "event" ? step.event : { ...step.message, from: step.from };
    const outcome = [reduce(self, locals.get(self), input, config, [])].flat()[step.outcome];
    if (outcome === undefined) continue;
    locals.set(self, outcome.state);
    for (const { to, message } of outcome.send ?? []) sent.add(encode([self, to, message]));
  }
  return shownBy(view(process!, locals.get(process!), config), true).outcome;
}

describe("the ledger of a commitment", () => {
  it("has the resource manager whose vote was not waited for", () => {
    expect(linesOf("two-phase-commit", "majority-is-enough")).toEqual([
      "state 2: r1 decides to abort by itself (ChooseToAbort)",
      "state 7: tm decides to commit on r3 (Prepared, sent in state 4), r2 (Prepared, sent in state 3), without r1 (aborted in state 2)",
      "state 8: r2 decides to commit on tm (Commit, sent in state 7)",
      "{r1} (state 2) and {tm, r3, r2} (state 7) have no process in common",
    ]);
  });

  it("has the resource manager that did not keep to its vote, and that it had forgotten it", () => {
    expect(linesOf("two-phase-commit", "resource-manager-aborts-alone").at(-1)).toBe(
      "r1 sent tm Prepared in state 2, and decided to abort in state 3; it did not crash in between",
    );
    expect(linesOf("two-phase-commit", "resource-manager-forgets").at(-1)).toBe(
      "r1 sent tm Prepared in state 2, crashed in state 3, and decided to abort in state 5",
    );
  });

  it("has the coordinator that forgot its decision, and not those whom it told", () => {
    expect(linesOf("two-phase-commit", "transaction-manager-forgets").slice(2)).toEqual([
      "state 8: tm takes back its decision to commit (crash)",
      "state 10: tm decides to abort by itself (DecideAbort)",
      "state 11: r2 decides to abort on tm (Abort, sent in state 10)",
      "tm decided to commit in state 6, crashed in state 8, and decided to abort in state 10",
    ]);
  });

  it("has those who had not voted, or whose vote was not looked at", () => {
    expect(linesOf("three-phase-commit", "silence-means-yes")).toEqual([
      "state 10: c decides to commit by itself (Suspect), without s1 (not voted), s2 (not voted)",
    ]);
    expect(linesOf("non-blocking-commit", "silence-means-yes")[0]).toBe(
      "state 5: c decides to commit by itself (VoteTimeout), without p1 (voted Yes in state 2), p2 (not voted)",
    );
  });

  it("has the acknowledgement that was taken for all of them", () => {
    expect(linesOf("three-phase-commit", "one-ack-is-enough")[0]).toBe(
      "state 9: c decides to commit on s1 (Yes, sent in state 3), s2 (Yes, sent in state 5), s1 (Ack, sent in state 8)",
    );
  });

  it("has a decision that is reversed", () => {
    expect(linesOf("non-blocking-commit", "votes-again")).toEqual([
      "state 2: p1 decides to abort by itself (VoteNo)",
      "state 4: p1 takes back its decision to abort (VoteYes)",
    ]);
  });
});

/** The shortest counterexample of a mutant, and such as random runs come upon. */
function someOf(protocol: string, name: string): Violating[] {
  const entry = entryOf(catalog, protocol);
  const fuzzed = ["1", "2", "3"].map((seed) =>
    fuzzedOf(entry, mutantOf(entry, name), { runs: 300, seed }),
  );
  return [violatingBy(protocol, name), ...fuzzed.filter((each) => each !== undefined)];
}

describe("a decision on a transaction", () => {
  const behaviours = mutants.flatMap(([protocol, name]) =>
    someOf(protocol, name).map(
      (violating, index) => [`${protocol} ${name} ${index}`, violating] as const,
    ),
  );

  it.each(behaviours)("of %s: comes of what is listed, and of nothing less", (_name, violating) => {
    const { decisions, told } = explanationOf(violating)!;

    for (const decision of decisions.filter(({ kind }) => kind === "decides")) {
      const { answers, process, state, value, transaction } = decision;
      for (const { from, given, message } of answers) {
        expect(told.steps[given - 1]).toMatchObject({ process: from });
        const inbox = told.states[given]!.inboxes[told.stage.processes.indexOf(process!)]!;
        expect(inbox.map((each) => encode(each))).toContain(encode({ from, message }));
      }
      const only = (some: typeof answers) =>
        outcomeBy(violating, decision, (step, at) => {
          return step.process !== process || some.some(({ taken }) => taken === at);
        });
      expect(only(answers)).toBe(value);
      for (const each of answers) expect(only(answers.filter((x) => x !== each))).not.toBe(value);
      for (const { process: missing } of transaction!.missing) {
        expect(outcomeBy(violating, { process, state }, ({ from }) => from !== missing)).toBe(
          value,
        );
      }
    }
    const isStuck = violating.target.properties[0]!.name === "NonBlocking";
    expect(decisions.length > 0 || isStuck).toBe(true);
  });

  it.each(behaviours)("of %s: clashes with another exactly if they differ", (_name, violating) => {
    const { decisions, clashes } = explanationOf(violating)!;
    const made = decisions.filter(({ kind }) => kind === "decides");

    expect(clashes.length > 0).toBe(new Set(made.map(({ value }) => value)).size > 1);
    for (const { decisions: both } of clashes) {
      expect(both.map(({ transaction }) => transaction!.isTold)).toEqual([false, false]);
    }
  });
});
