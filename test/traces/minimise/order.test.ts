/** What makes a counterexample better than another, and the order that its steps are put into. */
import { describe, expect, it } from "vitest";
import { DEFAULT_ENVIRONMENT } from "../../../checker/environment.ts";
import type { Step } from "../../../checker/world/step.ts";
import { commute } from "../../../traces/minimise/commute.ts";
import { type Cost, costOf, isLess } from "../../../traces/minimise/cost.ts";
import { Reduction } from "../../../traces/minimise/reduction.ts";
import { Player } from "../../../traces/player.ts";
import {
  grantTheSame,
  withUsedBudgets,
  withUsedFaults,
} from "../../../traces/minimise/used-budgets.ts";
import { stageOf } from "../../../traces/stage.ts";
import { gossipTarget } from "../gossip.ts";
import { shortestTrace, subjects, targetFor } from "./long-traces.ts";

const RUMOUR = { type: "Rumour", word: "fire" };
const BEGINNING = { type: "Begin", word: "fire" };
const FLOOD = { type: "Begin", word: "flood" };
const BEGIN: Step = { type: "event", process: "ann", event: BEGINNING, outcome: 0 };
const heard = (process: string): Step => ({
  type: "deliver",
  process,
  from: "ann",
  message: RUMOUR,
  outcome: 0,
});
const DUPLICATE: Step = { type: "duplicate", process: "bob", from: "ann", message: RUMOUR };
const CRASH: Step = { type: "crash", process: "cyd" };
const target = gossipTarget({ budgets: { crashes: 1, duplicates: 1 } });

describe("the cost of a counterexample", () => {
  it("counts faults, those who take part, steps, and switches between them", () => {
    const steps = [BEGIN, DUPLICATE, heard("bob"), heard("bob"), CRASH];

    expect(costOf(steps, stageOf(target))).toEqual({
      faults: 2,
      processes: 3,
      steps: 5,
      contextSwitches: 3,
    });
  });

  it("counts whom an action mentions where there are no processes", () => {
    const subject = subjects.find(({ name }) => name === "raft-static.votes-twice")!;
    const steps = [{ type: "GetEntries", server: "n1", from: "n2" }];

    expect(costOf(steps, stageOf(targetFor(subject)))).toMatchObject({
      faults: 0,
      processes: 2,
      steps: 1,
    });
  });

  it.each<readonly [string, Partial<Cost>, Partial<Cost>]>([
    ["faults before processes", { faults: 0, processes: 5 }, { faults: 1, processes: 2 }],
    ["processes before steps", { processes: 2, steps: 9 }, { processes: 3, steps: 5 }],
    ["steps before switches", { steps: 4, contextSwitches: 3 }, { steps: 5, contextSwitches: 1 }],
    ["switches at last", { contextSwitches: 1 }, { contextSwitches: 2 }],
  ])("puts %s", (_what, less, more) => {
    const cost = { faults: 1, processes: 3, steps: 5, contextSwitches: 2 };

    expect(isLess({ ...cost, ...less }, { ...cost, ...more })).toBe(true);
    expect(isLess({ ...cost, ...more }, { ...cost, ...less })).toBe(false);
    expect(isLess(cost, cost)).toBe(false);
  });
});

describe("putting steps into order", () => {
  it("lets what one process does stand together, and the violation at the end", () => {
    const steps = [BEGIN, DUPLICATE, heard("bob"), heard("cyd"), heard("bob")];
    const reduction = new Reduction(new Player(target), 0, steps);

    const passes = commute(reduction);
    while (passes.next().done !== true);

    expect(reduction.steps).toEqual([BEGIN, DUPLICATE, heard("cyd"), heard("bob"), heard("bob")]);
  });

  it("keeps what depends on each other in order", () => {
    const steps = [BEGIN, DUPLICATE, heard("bob"), heard("bob")];
    const reduction = new Reduction(new Player(target), 0, steps);

    const passes = commute(reduction);
    while (passes.next().done !== true);

    expect(reduction.steps).toEqual(steps);
  });
});

describe("what a counterexample uses", () => {
  const environment = {
    ...DEFAULT_ENVIRONMENT,
    budgets: { ...DEFAULT_ENVIRONMENT.budgets, crashes: 3, duplicates: 2, Begin: 4 },
  };
  const steps = [BEGIN, DUPLICATE, heard("bob"), heard("bob")];

  it("lowers the budgets of faults to those it has", () => {
    const { budgets } = withUsedFaults(environment, steps);

    expect(budgets).toMatchObject({ crashes: 0, duplicates: 1, Begin: 4 });
    expect(budgets).not.toHaveProperty("Rumour");
  });

  it("lowers the budgets of events and messages to those it has", () => {
    const { budgets } = withUsedBudgets(environment, steps, ["Begin", "Rumour", "Echo"]);

    expect(budgets).toMatchObject({ crashes: 0, duplicates: 1, Begin: 1, Rumour: 2, Echo: 0 });
  });

  it("is the same as what is granted if all of it is used", () => {
    const used = withUsedFaults(environment, steps);

    expect(grantTheSame(used, environment)).toBe(false);
    expect(grantTheSame(withUsedFaults(used, steps), used)).toBe(true);
  });
});

describe("a player", () => {
  const player = new Player(target);

  it("leaves out what is not possible, and ends with the violation", () => {
    const steps = [heard("bob"), BEGIN, DUPLICATE, heard("bob"), CRASH, heard("bob"), heard("cyd")];

    const taken = player.violating(0, steps, "exact");

    expect(taken).toEqual([BEGIN, DUPLICATE, heard("bob"), CRASH, heard("bob")]);
  });

  it("finds no violation where there is none", () => {
    expect(player.violating(0, [BEGIN, heard("bob"), heard("bob")], "exact")).toBeUndefined();
    expect(player.violating(1, [], "exact")).toBeUndefined();
  });

  it("takes a step that is like the one that is not possible, if it may", () => {
    const other: Step = { ...BEGIN, event: FLOOD };
    const steps = [other, DUPLICATE, heard("bob"), heard("bob")];

    expect(player.violating(0, steps, "exact")).toBeUndefined();
    expect(player.violating(0, steps, "alike")).toEqual([BEGIN, ...steps.slice(1)]);
  });

  it.each(["raft.forgets-vote", "raft-static.votes-twice", "bully.waits-for-the-dead"])(
    "takes all steps of the shortest trace of %s",
    (name) => {
      const subject = subjects.find((each) => each.name === name)!;
      const { initial, steps } = shortestTrace(subject);

      expect(new Player(targetFor(subject)).violating(initial, steps, "exact")).toEqual(steps);
    },
  );
});
