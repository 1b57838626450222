/** How the options of the world are resolved, and each sentence with which they are refused. */
import { describe, expect, it } from "vitest";
import { check } from "../../checker/check.ts";
import {
  type Budget,
  budgetOf,
  DEFAULT_ENVIRONMENT,
  type EnvironmentOverrides,
  losesUndeliverable,
  resolveEnvironment,
} from "../../checker/environment.ts";
import { counter } from "../miniatures.ts";

describe("the environment", () => {
  it("is calm by default", () => {
    expect(resolveEnvironment()).toEqual(DEFAULT_ENVIRONMENT);
    expect(resolveEnvironment({}, { order: undefined, timing: undefined })).toEqual(
      DEFAULT_ENVIRONMENT,
    );
  });

  it("is what the last layer says, and budgets are overridden one by one", () => {
    const declared: EnvironmentOverrides = {
      timing: "synchronous",
      budgets: { crashes: 2, ElectionTimeout: 3 },
    };

    const options = resolveEnvironment(declared, { detection: "perfect", budgets: { crashes: 1 } });

    expect(options).toMatchObject({ timing: "synchronous", detection: "perfect" });
    expect(options.budgets).toEqual({
      ...DEFAULT_ENVIRONMENT.budgets,
      crashes: 1,
      ElectionTimeout: 3,
    });
  });

  it("grants no fault unless told to, and bounds no event unless told to", () => {
    const options = resolveEnvironment({ budgets: { ElectionTimeout: 3, Vote: 0 } });

    expect(budgetOf(options, "crashes")).toBe(0);
    expect(budgetOf(options, "ElectionTimeout")).toBe(3);
    expect(budgetOf(options, "Vote")).toBe(0);
    expect(budgetOf(options, "ClientRequest")).toBe("unlimited");
  });

  it.each<[EnvironmentOverrides["delivery"], Budget, Budget, string]>([
    ["exactly-once", 0, 0, "exactly-once"],
    ["exactly-once", 1, 0, "at-most-once"],
    ["exactly-once", 0, "unlimited", "at-least-once"],
    ["exactly-once", 1, 1, "unreliable"],
    ["at-least-once", 1, 0, "unreliable"],
    ["at-most-once", 0, 1, "unreliable"],
    ["at-most-once", 0, 0, "at-most-once"],
    ["unreliable", 1, 0, "at-most-once"],
    ["monotone", 0, 0, "monotone"],
  ])("is %s, but with %s drops and %s duplicates %s", (delivery, drops, duplicates, expected) => {
    const options = resolveEnvironment({ delivery, budgets: { drops, duplicates } });

    expect(options.delivery).toBe(expected);
  });

  it("loses what can't be delivered if it is synchronous or fifo, and holds it else", () => {
    expect(losesUndeliverable(resolveEnvironment())).toBe(false);
    expect(losesUndeliverable(resolveEnvironment({ timing: "synchronous" }))).toBe(true);
    expect(losesUndeliverable(resolveEnvironment({ order: "fifo" }))).toBe(true);
  });

  it.each<[string, EnvironmentOverrides]>([
    ["the budget of crashes is -1", { budgets: { crashes: -1 } }],
    ["the budget of drops is 1.5", { budgets: { drops: 1.5 } }],
    ["the budget of ElectionTimeout is NaN", { budgets: { ElectionTimeout: Number.NaN } }],
    [
      "a monotone network has no budget of drops or duplicates",
      { delivery: "monotone", budgets: { drops: 1 } },
    ],
    [
      "a monotone network has no budget of drops or duplicates",
      { delivery: "monotone", budgets: { duplicates: "unlimited" } },
    ],
    ["a monotone network can't be fifo", { delivery: "monotone", order: "fifo" }],
    ["a monotone network can't be synchronous", { delivery: "monotone", timing: "synchronous" }],
    ["a fifo network does not duplicate", { order: "fifo", budgets: { duplicates: 1 } }],
    ["restarts without crashes never happen", { budgets: { restarts: 1 } }],
  ])("refuses what does not combine: %s", (sentence, overrides) => {
    expect(() => resolveEnvironment(overrides)).toThrow(
      expect.objectContaining({
        code: "BadValue",
        exitCode: 2,
        message: `These options do not combine: ${sentence}.`,
        hint: expect.stringMatching(/\.$/),
      }),
    );
  });

  it.each<[object, string, string]>([
    [{ timing: "sync" }, 'timing can\'t be "sync".', "Allowed: asynchronous, synchronous."],
    [{ order: null }, "order can't be null.", "Allowed: unordered, fifo."],
    [
      { timming: "synchronous" },
      'There is no option of the environment "timming". Did you mean "timing"?',
      "Known: order, delivery, cuts, detection, timing, budgets.",
    ],
  ])("refuses %j, which a model without types may ask for", (overrides, message, hint) => {
    expect(() => resolveEnvironment(overrides)).toThrow(
      expect.objectContaining({ message, hint, exitCode: 2 }),
    );
  });

  it("refuses a budget of nothing, if the protocol says what there is", () => {
    const budgets = { crashs: 1 };
    const { actions, ...unsaid } = { ...counter(2), actions: { Count: "counts" } };

    expect(() => check({ ...unsaid, actions }, { environment: { budgets } })).toThrow(
      'There is no budget "crashs". Did you mean "crashes"?',
    );
    expect(check({ ...unsaid, actions }, { environment: { budgets: { Count: 1 } } })).toBeDefined();
    expect(check(unsaid, { environment: { budgets } })).toBeDefined();
  });

  it("refuses what does not combine across layers too", () => {
    const declared: EnvironmentOverrides = { order: "fifo" };

    expect(() => resolveEnvironment(declared, { budgets: { duplicates: 1 } })).toThrow(
      "a fifo network does not duplicate",
    );
    expect(
      resolveEnvironment(declared, { order: "unordered", budgets: { duplicates: 1 } }).delivery,
    ).toBe("at-least-once");
  });
});
