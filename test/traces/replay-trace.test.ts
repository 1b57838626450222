/** Replaying says whether a trace still violates, or where the model has become another, and why. */
import { describe, expect, it } from "vitest";
import { targetOf } from "../../checker/check.ts";
import type { Step } from "../../checker/world/step.ts";
import { replayTrace } from "../../traces/replay-trace.ts";
import { BLOCKING } from "./blocking.ts";
import { gossipTarget, gossipTrace, tank } from "./gossip.ts";

const RUMOUR = { type: "Rumour", word: "fire" };
const BEGINNING = { type: "Begin", word: "fire" };
const BEGIN: Step = {
  type: "event",
  process: "ann",
  event: BEGINNING,
  outcome: 0,
};
const HEARD: Step = { type: "deliver", process: "bob", from: "ann", message: RUMOUR, outcome: 0 };
const DUPLICATE: Step = { type: "duplicate", process: "bob", from: "ann", message: RUMOUR };
const CUT: Step = { type: "partition", links: [["ann", "bob"]] };
const budgets = { crashes: 1, restarts: 1, drops: 1, duplicates: 1, partitions: 1 };
const target = gossipTarget({ budgets, cuts: "one-way" });

describe("replaying a trace", () => {
  it("says so if the property is still violated", () => {
    const steps = [BEGIN, DUPLICATE, HEARD, HEARD];

    const replayed = replayTrace(gossipTrace(steps), target);

    expect(replayed).toMatchObject({ kind: "violates", reason: "bob hears a word twice", at: 5 });
  });

  it("says so if it is violated before the end", () => {
    const steps = [BEGIN, DUPLICATE, HEARD, HEARD, CUT];

    const replayed = replayTrace(gossipTrace(steps), target);

    expect(replayed).toMatchObject({ kind: "violates" });
  });

  it("says so if the property holds", () => {
    const replayed = replayTrace(gossipTrace([BEGIN, HEARD]), target);

    expect(replayed.kind).toBe("holds");
    expect(replayed.states).toHaveLength(3);
  });

  const crash: Step = { type: "crash", process: "bob" };
  it.each<readonly [string, readonly Step[], string]>([
    ["a process is not there", [{ ...crash, process: "dan" }], "there is no process dan"],
    ["a process is down", [BEGIN, crash, HEARD], "bob is down"],
    ["a process is not down", [{ type: "restart", process: "bob" }], "bob is not down"],
    ["a message was not sent", [HEARD], "ann has sent no such message to bob"],
    [
      "a message is another",
      [BEGIN, { ...HEARD, message: { type: "Echo" } }],
      'Rumour {word: "fire"} from ann',
    ],
    ["a link is cut", [BEGIN, CUT, HEARD], "the link from ann to bob is cut"],
    [
      "a budget is spent",
      [crash, { ...crash, process: "ann" }],
      "the budget of crashes, 1, is spent",
    ],
    ["nothing is cut", [{ type: "heal" }], "nothing is cut"],
    ["an event is not enabled", [BEGIN, BEGIN], 'ann has heard: ["fire"]'],
    [
      "a reducer has fewer outcomes",
      [BEGIN, { ...HEARD, outcome: 1 }],
      "it was outcome 2 of the reducer, which has 1 here now",
    ],
  ])("says why it diverges when %s", (_what, steps, reason) => {
    const replayed = replayTrace(gossipTrace(steps), target);

    expect(replayed).toMatchObject({ kind: "diverges", step: steps.length });
    expect(replayed).toHaveProperty("reason", expect.stringContaining(reason));
  });

  it("says what a transition system could do instead", () => {
    const trace = { ...BLOCKING, environment: null, steps: [{ type: "Empty" }], length: 2 };

    const replayed = replayTrace(trace, targetOf(tank));

    expect(replayed).toMatchObject({ kind: "diverges", reason: "possible are Fill {by: 1}" });
  });

  it("says so if there is no such initial state", () => {
    const replayed = replayTrace({ ...gossipTrace([]), initial: 3 }, target);

    expect(replayed).toMatchObject({ kind: "diverges", reason: "there is no initial state 3" });
  });
});
