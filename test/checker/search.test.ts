/** How far a search goes: levels, limits, what ends it, and what it says when it is cut short. */
import { describe, expect, it } from "vitest";
import {
  Check,
  check,
  type CheckOptions,
  type CheckResult,
  targetOf,
} from "../../checker/check.ts";
import { always, type Property, type Snapshot } from "../../checker/property.ts";
import type { AnyProtocol } from "../../checker/protocol.ts";
import { about, counter, explored, miniature } from "../miniatures.ts";
import { lengths } from "./agreement.ts";

/** Counts each of its `digits` up to 9: in level d are the states whose digits sum to d - 1. */
function odometer(digits: number): AnyProtocol<readonly number[]> {
  return miniature<readonly number[], { type: "Turn"; digit: number }>({
    init: () => Array.from({ length: digits }, () => 0),
    events: (_self, all) =>
      all.flatMap((value, digit) => (value < 9 ? [{ type: "Turn" as const, digit }] : [])),
    reduce: (_self, all, { digit }) => ({ state: all.with(digit, all[digit]! + 1) }),
  });
}

function below(name: string, top: number): Property<number> {
  return always<Snapshot<number>>({
    ...about,
    name,
    check: ({ members }) => (members[0]!.view >= top ? `it is ${top}` : undefined),
  });
}

describe("levels", () => {
  it("are complete before a violation ends the search", () => {
    // Two processes: at depth 3 are (2,0), (1,1) and (0,2), and all are found.
    const two = { ...counter(5), processes: () => ["a", "b"] };

    expect(explored(two, { properties: [below("Two", 2)] })).toMatchObject({
      ending: "violated",
      depth: 3,
      completeDepth: 3,
      distinctStates: 1 + 2 + 3,
      // From the initial state, and from each of the two after it.
      generatedStates: 1 + 2 + 4,
    });
  });

  it("report all that is violated in the same one", () => {
    const properties = [below("One", 1), below("AlsoOne", 1), below("Two", 2)];

    expect(explored(counter(5), { properties }).violated).toEqual({ AlsoOne: 2, One: 2 });
  });

  it("end the search as exhausted if the last of them is violated", () => {
    expect(explored(counter(2), { properties: [below("Two", 2)] })).toMatchObject({
      ending: "violated",
      violated: { Two: 3 },
    });
    // The violation is found by the last step of all, which leads to no new state.
    expect(
      explored(
        { ...counter(2), constraint: { state: (_self, n) => n !== 2 } },
        {
          properties: [below("Two", 2)],
        },
      ),
    ).toMatchObject({ ending: "exhausted", violated: { Two: 3 } });
  });
});

describe("stopAt", () => {
  const properties = [below("One", 1), below("Three", 3), below("Never", 99)];
  const violatedWith = (stopAt: "all" | readonly string[] | undefined): object => {
    const { exploration } = check(counter(5), { properties, limits: { stopAt } });
    return { ...lengths(exploration), ending: exploration.ending, depth: exploration.depth };
  };

  it("ends the search at any violation by default", () => {
    expect(violatedWith(undefined)).toEqual({ One: 2, ending: "violated", depth: 2 });
  });

  it("ends it when all that it names are violated", () => {
    expect(violatedWith(["Three"])).toEqual({ One: 2, Three: 4, ending: "violated", depth: 4 });
    expect(violatedWith(["One", "Three"])).toEqual({
      One: 2,
      Three: 4,
      ending: "violated",
      depth: 4,
    });
    expect(violatedWith(["Never"])).toEqual({ One: 2, Three: 4, ending: "exhausted", depth: 6 });
  });

  it("goes on to the end if it names none", () => {
    expect(violatedWith([])).toEqual({ One: 2, Three: 4, ending: "exhausted", depth: 6 });
  });

  it("all goes on until each property is violated, or nothing is left", () => {
    expect(violatedWith("all")).toEqual({ One: 2, Three: 4, ending: "exhausted", depth: 6 });
    const { exploration } = check(counter(5), {
      properties: properties.slice(0, 2),
      limits: { stopAt: "all" },
    });
    expect(exploration).toMatchObject({ ending: "violated", depth: 4 });
  });

  it("keeps the shortest trace of a property that is violated again later", () => {
    const { exploration } = check(counter(9), {
      properties: [below("One", 1), below("Never", 99)],
      limits: { stopAt: "all" },
    });

    expect(lengths(exploration)).toEqual({ One: 2 });
    expect(exploration.distinctStates).toBe(10);
  });
});

describe("a limit", () => {
  it("on depth finds the states of that depth, and says that it is complete", () => {
    expect(explored(odometer(2), { limits: { depth: 4 } })).toMatchObject({
      ending: "depth",
      depth: 4,
      completeDepth: 4,
      distinctStates: 1 + 2 + 3 + 4,
    });
  });

  it("on depth that is not reached leaves the search exhausted", () => {
    expect(explored(counter(3), { limits: { depth: 9 } })).toMatchObject({
      ending: "exhausted",
      depth: 4,
      completeDepth: 4,
    });
    // It can't know that the level that it was to end at is the last.
    expect(explored(counter(3), { limits: { depth: 4 } }).ending).toBe("depth");
  });

  it("on depth below the first level ends the search there", () => {
    expect(explored(counter(9), { limits: { depth: 0 } })).toMatchObject({
      ending: "depth",
      completeDepth: 1,
      distinctStates: 1,
    });
  });

  it("on states never claims a level that was not found as a whole", () => {
    for (let states = 1; states <= 250; states += 31) {
      const { exploration } = check(odometer(3), { limits: { states } });
      expectComplete(odometer(3), exploration);
    }
  });

  it("on states ends the search soon after, and knows which level is complete", () => {
    const { exploration } = check(odometer(3), { limits: { states: 100 } });

    expect(exploration.ending).toBe("states");
    expect(exploration.distinctStates).toBeGreaterThanOrEqual(100);
    expect(exploration.distinctStates).toBeLessThan(1000);
    expectComplete(odometer(3), exploration);
  });

  it("on bytes ends the search, and knows which level is complete", () => {
    const { exploration } = check(odometer(3), { limits: { bytes: 1 } });

    expect(exploration.ending).toBe("memory");
    expectComplete(odometer(3), exploration);
  });

  it("on bytes counts what the model's states were interned in", () => {
    const apart = { ...counter(9), processes: () => ["a", "b", "c"] };
    const [whole, parts] = [odometer(3), apart].map((model) => {
      const run = new Check(targetOf<unknown>(model));
      while (run.advance());
      return run.progress;
    });

    // As many states, one local state each, or made of ten local states a process.
    expect(parts!.distinctStates).toBe(whole!.distinctStates);
    expect(whole!.bytes - parts!.bytes).toBeGreaterThan(whole!.distinctStates * 8);
  });

  it.each(["time", "memory", "interrupted"] as const)("on %s is its owner's to set", (ending) => {
    const run = new Check(targetOf(odometer(3)));
    run.advance(0);
    run.stop(ending);

    expect(run.advance()).toBe(false);
    const { exploration } = run.result();
    expect(exploration.ending).toBe(ending);
    expectComplete(odometer(3), exploration);
  });

  it("does not end again what has ended", () => {
    const run = new Check(targetOf(counter(2)));
    while (run.advance());
    run.stop("interrupted");

    expect(run.result().exploration.ending).toBe("exhausted");
  });
});

/** All states up to `completeDepth` were found: as many as when the search is told to end there. */
function expectComplete<V>(
  model: AnyProtocol<V>,
  { completeDepth, distinctStates, depth }: CheckResult["exploration"],
): void {
  const complete = explored(model, { limits: { depth: completeDepth } });
  expect(distinctStates).toBeGreaterThanOrEqual(complete.distinctStates);
  expect(depth - completeDepth).toBeLessThanOrEqual(1);
  if (depth === completeDepth) expect(distinctStates).toBe(complete.distinctStates);
}

describe("a check", () => {
  it("is the same in slices as in one go, and when it is asked twice", () => {
    const options: CheckOptions<number> = { properties: [below("Three", 3)] };
    const whole = check(counter(5), options).exploration;
    const run = new Check(targetOf(counter(5), options));
    let slices = 1;
    while (run.advance(0)) slices++;

    const first = run.result().exploration;
    const second = run.result().exploration;

    expect(first).toEqual(whole);
    expect(second).toEqual(whole);
    expect(slices).toBeGreaterThan(1);
    expect(run.progress).toMatchObject({ depth: 4, distinctStates: 4, generatedStates: 4 });
  });

  it("counts nothing twice for having rebuilt a trace", () => {
    const { exploration } = check(counter(3), {
      properties: [below("One", 1), below("Two", 2)],
      limits: { stopAt: "all" },
    });

    expect(exploration.generatedStates).toBe(3);
    expect(exploration.actions.get("Count")).toEqual({ generated: 2, distinct: 2 });
  });

  it("finds every one of thousands of successors of one state", () => {
    const wide = miniature<number, { type: "Go"; to: number }>({
      processes: ["a", "b"],
      init: () => 0,
      events: (_self, at) =>
        at > 0 ? [] : Array.from({ length: 1500 }, (_, index) => ({ type: "Go", to: index + 1 })),
      reduce: (_self, _at, { to }) => ({ state: to }),
    });
    const last = below("Last", 1500);

    // Both may go anywhere: what the first level finds is enough here.
    const found = explored(wide, { limits: { depth: 2 }, properties: [last] });

    expect(found).toMatchObject({
      distinctStates: 3001,
      generatedStates: 3001,
      violated: { Last: 2 },
    });
  });

  it("explores a model without processes: it has one state, and nothing happens", () => {
    const none = { ...counter(3), processes: () => [] };

    expect(explored(none, { environment: { budgets: { partitions: 1 } } })).toMatchObject({
      distinctStates: 1,
      generatedStates: 1,
    });
  });

  it("names the actions of the model that never happened", () => {
    const model = {
      ...counter(2),
      actions: { Count: "it counts", Rest: "it never does" },
    } as AnyProtocol<number>;

    expect(check(model).unfired).toEqual(["Rest"]);
    expect(check(model, { environment: { budgets: { Count: 0 } } }).unfired).toEqual([
      "Count",
      "Rest",
    ]);
  });

  it("gives each counterexample as the steps that lead to it", () => {
    const { exploration } = check(counter(5), { properties: [below("Two", 2)] });
    const step = { type: "event", process: "a", event: { type: "Count" }, outcome: 0 };

    expect(exploration.violations).toEqual([
      { property: "Two", reason: "it is 2", initial: 0, steps: [step, step] },
    ]);
  });
});
