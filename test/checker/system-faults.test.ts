/** Faults of models of the lower door: the same care, and the same codes, as for protocols. */
import { describe, expect, it } from "vitest";
import { check, type CheckOptions } from "../../checker/check.ts";
import type { CheckerError } from "../../checker/errors.ts";
import { noDeadlock } from "../../checker/property.ts";
import { type AnySystem, defineSystem, integer } from "../../checker/protocol.ts";
import { about, explored } from "../miniatures.ts";

interface Count {
  readonly n: number;
}

/** Counts to 2; `parts` replace what a test is about, however wrong. */
function faulty(parts: Readonly<Record<string, unknown>> = {}): AnySystem<Count> {
  return defineSystem({
    name: "faulty",
    source: "a test",
    about: "Counts.",
    parameters: { top: integer(2, { min: 1, max: 9 }, "how far it counts") },
    invalid: ({ top }) => (top === 7 ? "7 is unlucky" : undefined),
    system: ({ top }) => ({
      initialStates: () => [{ n: 0 }],
      enabled: ({ n }: Count) => (n < top ? [{ type: "Count" }] : []),
      next: ({ n }: Count): Count => ({ n: n + 1 }),
      ...parts,
    }),
  }) as AnySystem<Count>;
}

function errorOf(model: AnySystem<Count>, options: CheckOptions<Count> = {}): CheckerError {
  let caught: unknown;
  try {
    check(model, options);
  } catch (error) {
    caught = error;
  }
  expect(caught).toMatchObject({ name: "CheckerError" });
  return caught as CheckerError;
}

function boom(): never {
  throw new Error("boom");
}

const free = noDeadlock<Count>({ ...about, name: "Free", check: () => "stuck" });
const STUCK: CheckOptions<Count> = { properties: [free] };

describe("a function of a system that throws", () => {
  it.each([
    ["initialStates", "initialStates"],
    ["enabled", "enabled"],
    ["next", "next by { type: 'Count' }"],
    ["constraint", "constraint"],
    ["done", "done"],
  ])("is named: %s", (name, what) => {
    const error = errorOf(faulty({ [name]: boom }), STUCK);

    expect(error).toMatchObject({ code: "ModelThrew", exitCode: 2 });
    expect(error.message).toBe(`faulty: ${what} threw: boom`);
  });

  it("is named with its state, and the steps that lead there", () => {
    const error = errorOf(faulty({ next: ({ n }: Count) => (n === 1 ? boom() : { n: n + 1 }) }));

    expect(error.hint).toBe("The state was { n: 1 }.");
    expect(error.path).toEqual(['{"type":"Count"}']);
  });
});

describe("an answer of a system", () => {
  it.each<[string, Readonly<Record<string, unknown>>, string, string]>([
    ["is data", { initialStates: () => [{ n: [Number.NaN] }] }, "NotData", "an initial state is not data: .n[0] is NaN"],
    ["is data", { next: () => ({ n: { at: new Date(0) } }) }, "NotData", "is not data: .n.at is an instance of Date"],
    ["is data", { enabled: () => [{ type: "Count", by: boom }] }, "NotData", "is not data: .by is a function"],
    ["is a list", { initialStates: () => ({ n: 0 }) }, "ModelThrew", "initialStates answers { n: 0 }"],
    ["is a list", { enabled: () => undefined }, "ModelThrew", "enabled answers undefined"],
    ["has a type", { enabled: () => [{}] }, "ModelThrew", "has no type: {}"],
  ])("%s, or it is named: %j", (_what, parts, code, text) => {
    const error = errorOf(faulty(parts));

    expect(error).toMatchObject({ code, exitCode: 2 });
    expect(error.message).toContain(text);
  }); // prettier-ignore

  it("does not change the state that it was asked about", () => {
    const error = errorOf(
      faulty({
        next: (state: { n: number }) => {
          state.n++;
          return state;
        },
      }),
    );

    expect(error).toMatchObject({ code: "MutatedInput", exitCode: 5 });
    expect(error.message).toContain("next by { type: 'Count' } changes its input");
  });

  it("is the same when it is asked twice: an audit sees to that", () => {
    let calls = 0;
    const impure = faulty({ next: () => ({ n: ++calls * 10 }) });

    expect(errorOf(impure, { audit: true })).toMatchObject({
      code: "ImpureModel",
      exitCode: 5,
      message: expect.stringContaining("differ at .n"),
    });
    expect(check(faulty(), { audit: true }).exploration.distinctStates).toBe(3);
  });
});

/** Counts from each of these. */
function starts(...all: number[]): AnySystem<Count> {
  return faulty({ initialStates: () => all.map((n) => ({ n })) });
}

describe("a system", () => {
  it("has configs, checked as those of protocols are", () => {
    expect(explored(faulty(), { config: { top: 5 } }).distinctStates).toBe(6);
    expect(errorOf(faulty(), { config: { top: 0 } })).toMatchObject({ code: "BadValue" });
    expect(errorOf(faulty(), { config: { tops: 1 } })).toMatchObject({ code: "UnknownName" });
    expect(errorOf(faulty(), { config: { top: 7 } }).message).toContain("7 is unlucky");
  });

  it("has no two properties of one name", () => {
    expect(errorOf(faulty(), { properties: [free, free] })).toMatchObject({
      code: "BadValue",
      message: 'faulty: two of its properties are called "Free".',
    });
  });

  it("has no environment, and no symmetry that it does not declare", () => {
    expect(errorOf(faulty(), { environment: { order: "fifo" } })).toMatchObject({
      code: "UsageError",
      exitCode: 2,
    });
    expect(errorOf(faulty(), { symmetry: true })).toMatchObject({ code: "UsageError" });
  });

  it("may have several initial states, equal ones among them, and none at all", () => {
    expect(explored(starts(0, 2, 0))).toMatchObject({
      distinctStates: 3,
      generatedStates: 3 + 2,
      depth: 2,
    });
    expect(explored(starts())).toMatchObject({ distinctStates: 0, generatedStates: 0, depth: 0 });
  });

  it("says from which initial state a counterexample starts", () => {
    const model = faulty({
      initialStates: () => [{ n: 5 }, { n: 1 }],
      done: ({ n }: Count) => n === 5,
    });

    const { violations } = check(model, STUCK).exploration;

    expect(violations).toMatchObject([{ initial: 1, steps: [{ type: "Count" }] }]);
  });
});
