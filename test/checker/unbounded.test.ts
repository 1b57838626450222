/** A model that has no bound is named as such, with what grows; a large one is not. */
import { describe, expect, it } from "vitest";
import { type AnyModel, Check, check, type CheckOptions, targetOf } from "../../checker/check.ts";
import type { CheckerError } from "../../checker/errors.ts";
import { type AnySystem, defineSystem } from "../../checker/protocol.ts";
import { findGrowth } from "../../checker/search/unbounded.ts";
import { counter, miniature } from "../miniatures.ts";

interface Log {
  readonly at: number;
  readonly log: readonly string[];
}

function errorOf<V>(model: AnyModel<V>, options: CheckOptions<V> = {}): CheckerError {
  let caught: unknown;
  try {
    check(model, options);
  } catch (error) {
    caught = error;
  }
  expect(caught).toMatchObject({ name: "CheckerError", code: "UnboundedModel", exitCode: 2 });
  return caught as CheckerError;
}

function system(next: (state: Log) => Log): AnySystem<Log> {
  return defineSystem({
    name: "endless",
    source: "a test",
    about: "Never ends.",
    parameters: {},
    system: () => ({
      initialStates: (): Log[] => [{ at: 0, log: [] }],
      enabled: () => [{ type: "Go" }],
      next,
    }),
  }) as AnySystem<Log>;
}

describe("a model without bound", () => {
  it("may be a protocol whose counter only grows", () => {
    const error = errorOf(counter(Infinity));

    expect(error.message).toMatch(/^miniature has no bound: \.processes\[0\] grows from 0 to \d+ /);
    expect(error.hint).toContain("--max-depth");
    expect(error.path).toEqual(["Count", "Count", "Count"]);
  });

  it("may be a protocol whose log grows", () => {
    const model = miniature<Log, { type: "Append" }>({
      init: () => ({ at: 0, log: [] }),
      events: () => [{ type: "Append" }],
      reduce: (_self, { at, log }) => ({
        state: { at: (at + 1) % 3, log: at === 0 ? [...log, "x"] : log },
      }),
    });

    expect(errorOf(model).message).toContain("has no bound: .processes[0].log.length grows from 0");
  });

  it("may be a system whose counter falls, or whose log grows", () => {
    const falling = system(({ at, log }) => ({ at: at - 1, log }));
    const growing = system(({ at, log }) => ({
      at: (at + 1) % 3,
      log: at === 0 ? [...log, "x"] : log,
    }));

    expect(errorOf(falling).message).toMatch(/^endless has no bound: \.at grows from 0 to -\d+/);
    expect(errorOf(growing).message).toMatch(/^endless has no bound: \.log\.length grows from 0/);
  });

  it("is explored as far as it is told to", () => {
    const { exploration } = check(counter(Infinity), { limits: { depth: 50 } });

    expect(exploration).toMatchObject({ ending: "depth", distinctStates: 50, completeDepth: 50 });
  });

  it.each([
    [10, false],
    [200, true],
  ])("is told from a large one when memory ends at depth %i: %s", (depth, isTold) => {
    const run = new Check(targetOf(counter(Infinity)));
    while (run.progress.depth < depth) run.advance(0);
    run.stop("memory");

    if (isTold) expect(() => run.result()).toThrow("has no bound");
    else expect(run.result().exploration.ending).toBe("memory");
  });

  it("is not one that is only deep", () => {
    expect(check(counter(1000)).exploration).toMatchObject({ ending: "exhausted", depth: 1001 });
  });
});

function path<S>(length: number, stateAt: (index: number) => S): S[] {
  return Array.from({ length }, (_, index) => stateAt(index));
}

describe("findGrowth", () => {
  it("names what grows most", () => {
    const states = path(100, (index) => ({
      term: index,
      log: path(2 * index, () => "x"),
      role: 1,
    }));

    expect(findGrowth(states)).toEqual({ path: ".log.length", first: 0, last: 198 });
  });

  it("looks into collections", () => {
    const states = path(100, (index) => ({ next: new Map([["n1", { index }]]) }));

    expect(findGrowth(states)?.path).toBe(".next{}.index");
    expect(findGrowth(path(100, (index) => new Set(path(index, String))))?.path).toBe(".size");
    expect(findGrowth(path(100, (index) => "x".repeat(index)))?.path).toBe(".length");
  });

  it("finds none in what grows for a while only, or goes round", () => {
    expect(findGrowth(path(100, (index) => Math.min(index, 50)))).toBeUndefined();
    expect(findGrowth(path(100, (index) => index % 10))).toBeUndefined();
    expect(findGrowth(path(100, () => ({ term: 3 })))).toBeUndefined();
  });

  it("finds none in a path that is too short to tell", () => {
    expect(findGrowth([0])).toBeUndefined();
    expect(findGrowth([0, 1, 2])).toBeUndefined();
  });
});
