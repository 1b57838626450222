/** A trace replayed as a regression: what it violates again, where it ends, and what is said of it. */
import { describe, expect, it } from "vitest";
import { catalog } from "../../models/catalog.ts";
import type { Step } from "../../checker/world/step.ts";
import { regressionOf } from "../../traces/regression.ts";
import { replayTrace } from "../../traces/replay-trace.ts";
import { BLOCKING } from "./blocking.ts";
import { gossipTarget, gossipTrace } from "./gossip.ts";

/** A step that no state of two-phase commit has. */
const UNSENT = { type: "deliver", process: "r1", from: "tm", message: { type: "Nonsense" } };

describe("a regression", () => {
  it("is violated if the property is", () => {
    expect(regressionOf(BLOCKING, catalog)).toMatchObject({
      kind: "violates",
      sentence: `NonBlocking of two-phase-commit is violated in state 5 of 5: ${BLOCKING.reason}.`,
    });
  });

  it("is violated if the property is violated before the behaviour ends", () => {
    const steps = [...BLOCKING.steps, UNSENT];
    const trace = { ...BLOCKING, steps, length: steps.length + 1 };

    expect(regressionOf(trace, catalog)).toMatchObject({ kind: "violates", states: 5 });
  });

  it("holds if the behaviour is possible and harmless", () => {
    const trace = { ...BLOCKING, steps: BLOCKING.steps.slice(0, 3), length: 4 };

    expect(regressionOf(trace, catalog)).toMatchObject({
      kind: "holds",
      sentence: "NonBlocking of two-phase-commit holds in all 4 states of the behaviour.",
    });
  });

  it("diverges, and says how far it came, if a step is not possible any more", () => {
    const trace = { ...BLOCKING, steps: [...BLOCKING.steps.slice(0, 2), UNSENT], length: 4 };

    const { kind, states, sentence } = regressionOf(trace, catalog);

    expect([kind, states]).toEqual(["diverges", 3]);
    expect(sentence).toContain("in 3 of 4 states. Then it ends: tm has sent no such message to r1");
  });

  it("leaves the mutant out unless it is asked for", () => {
    const trace = { ...BLOCKING, mutant: "majority-is-enough", property: "AtomicCommitment" };

    expect(regressionOf(trace, catalog).sentence).toContain("of two-phase-commit holds");
    expect(regressionOf(trace, catalog, "mutant").sentence).toContain(
      "of majority-is-enough holds",
    );
  });

  it("can't be of what the catalog does not have", () => {
    expect(() => regressionOf({ ...BLOCKING, protocol: "no-such-protocol" }, catalog)).toThrow(
      'There is no protocol "no-such-protocol"',
    );
  });
});

describe("replaying a trace that diverges", () => {
  const event = { type: "Begin", word: "fire" };
  const message = { type: "Rumour", word: "fire" };
  const begin: Step = { type: "event", process: "ann", event, outcome: 0 };
  const heard: Step = { type: "deliver", process: "bob", from: "ann", message, outcome: 0 };
  const twice: Step = { type: "duplicate", process: "bob", from: "ann", message };
  const target = gossipTarget({ budgets: { duplicates: 1 } });

  it("says what is violated before it does", () => {
    const trace = gossipTrace([begin, twice, heard, heard, heard]);

    expect(replayTrace(trace, target)).toMatchObject({ kind: "violates", at: 5 });
  });

  it("does not blame a behaviour that violates nothing", () => {
    const trace = gossipTrace([begin, heard, heard]);

    expect(replayTrace(trace, target)).toMatchObject({ kind: "diverges", step: 3 });
  });
});
