/**
 * Runs that stop before the test runner stops them. Their clock is the test's: it moves only when a
 * predicate says so, and nothing waits for it.
 */
import * as fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { beforeTimeout, holds, type Schedule, schedules } from "../../fast-check/index.ts";
import { raft, raftWith, raftRules } from "../../models/index.ts";
import { electionSafety } from "../../properties/index.ts";
import { messageOf } from "./some-schedules.ts";

const votesManyTimes = raftWith({ ...raftRules, mayVote: () => true });
const oneTerm = {
  config: { maxTerm: 1, values: 0 },
  environment: { budgets: { ElectionTimeout: 2, Replicate: 0 } },
};

beforeEach(() => void vi.useFakeTimers({ toFake: ["performance"] }));
afterEach(() => void vi.useRealTimers());

/** `predicate`, if each call of it took so long. */
function slow<T>(milliseconds: number, predicate: (value: T) => void): (value: T) => void {
  return (value) => {
    vi.advanceTimersByTime(milliseconds);
    predicate(value);
  };
}

/** How many states the counterexample of a report has, and its path. */
const statesIn = (report: string): number => Number(/in (\d+) states?/.exec(report)![1]);
const pathIn = (report: string): string => /path: "([\d:]+)"/.exec(report)![1]!;

describe("a run before a time-out", () => {
  it("that is done in time says nothing, and keeps its parameters", () => {
    const logged: string[] = [];
    const property = fc.property(schedules(raft, oneTerm), slow(1, holds(electionSafety)));
    const parameters = { numRuns: 30, seed: 1, logger: (line: string) => void logged.push(line) };

    fc.assert(property, beforeTimeout(10_000, parameters));

    expect(performance.now()).toBe(30);
    expect(logged).toEqual([]);
  });

  it("ends in time, passes, and says how far it came", () => {
    const logged: string[] = [];
    const drawn = schedules(raft, { ...oneTerm, steps: 2 });
    const property = fc.property(drawn, slow(100, holds(electionSafety)));
    const parameters = { seed: 42, logger: (line: string) => void logged.push(line) };

    fc.assert(property, beforeTimeout(1000, parameters));

    expect(performance.now()).toBeLessThan(1000);
    expect(logged).toEqual([
      expect.stringMatching(
        /^The time was up after 7 of 100 runs without a failure, 14 steps in all; never happened: .*Replicate.*\. \{ seed: 42 \}$/,
      ),
    ]);
  });

  it("may draw as many as there is time for", () => {
    const logged: string[] = [];
    const property = fc.property(schedules(raft, oneTerm), slow(100, holds(electionSafety)));
    const logger = (line: string): void => void logged.push(line);

    fc.assert(property, beforeTimeout(100_000, { seed: 1, numRuns: Infinity, logger }));

    expect(logged[0]).toMatch(/^The time was up after 6\d\d runs without a failure/);
  });

  it("fails instead, if it is told to", () => {
    const drawn = schedules(raft, oneTerm);
    const property = fc.property(drawn, slow(100, holds(electionSafety)));
    const parameters = { seed: 42, markInterruptAsFailure: true };

    const message = messageOf(() => fc.assert(property, beforeTimeout(1000, parameters)));

    expect(message).toContain("Property interrupted after 7 tests");
    expect(message).toContain("The time was up after 7 of 100 runs without a failure");
    expect(message).toContain("{ seed: 42 }");
  });

  it("keeps the failure whose shrinking is cut short, as far as it is shrunk", () => {
    const drawn = schedules(votesManyTimes, oneTerm);
    const run = (milliseconds: number, path?: string): string => {
      const property = fc.property(drawn, slow(milliseconds, holds(electionSafety)));
      const parameters = { seed: 5, ...(path !== undefined && { path }) };
      return messageOf(() => fc.assert(property, beforeTimeout(1000, parameters)));
    };
    const whole = run(0);

    const cut = run(90);

    expect(performance.now()).toBeLessThan(1000);
    expect(cut).toContain("✗ ElectionSafety");
    expect(cut).toContain("The time was up before it was shrunk to the end");
    expect(whole).not.toContain("The time was up");
    expect(statesIn(cut)).toBeGreaterThan(statesIn(whole));
    expect(pathIn(run(0, pathIn(cut)))).toBe(pathIn(whole));
  });

  it("has time left to shrink what is found last", () => {
    const lengths: number[] = [];
    let runs = 0;
    const failsLate = (schedule: Schedule): void => {
      lengths.push(schedule.steps.length);
      if (++runs > 6) throw new Error("late");
    };

    const property = fc.property(schedules(raft, oneTerm), slow(100, failsLate));
    const message = messageOf(() => fc.assert(property, beforeTimeout(1000, { seed: 1 })));

    expect(message).toContain("after 7 tests");
    expect(lengths.length).toBeGreaterThan(7);
    expect(message).toContain("a schedule of raft in 1 state\n");
  });

  it("may be asynchronous", async () => {
    const drawn = schedules(votesManyTimes, oneTerm);
    const property = fc.asyncProperty(drawn, async (schedule) => {
      await Promise.resolve();
      slow(90, holds(electionSafety))(schedule);
    });

    const run = fc.assert(property, beforeTimeout(1000, { seed: 5 }));

    await expect(run).rejects.toThrow(/✗ ElectionSafety[\s\S]*The time was up before/);
  });

  it("does not wait for a predicate that never answers", async () => {
    vi.useFakeTimers({ toFake: ["performance", "setTimeout", "clearTimeout"] });
    const property = fc.asyncProperty(
      schedules(raft, oneTerm),
      () => new Promise<void>(() => undefined),
    );

    const run = fc.assert(property, beforeTimeout(1000, { seed: 5 }));
    const said = expect(run).rejects.toMatchObject({
      message: expect.stringMatching(/\{ seed: 5, path: "0", endOnFailure: true \}/),
      cause: { message: "The predicate had not answered when the time was up." },
    });
    await vi.advanceTimersByTimeAsync(999);

    await said;
  });

  it("begins its clock anew with each use", () => {
    const parameters = beforeTimeout<[Schedule]>(1000, {
      numRuns: 5,
      markInterruptAsFailure: true,
    });
    const property = fc.property(
      schedules(raft, oneTerm),
      slow<Schedule>(100, () => undefined),
    );

    fc.assert(property, parameters);
    fc.assert(property, parameters);

    expect(performance.now()).toBe(1000);
  });

  it.each([0, -1, NaN])("needs a time-out: not %s", (timeout) => {
    expect(() => beforeTimeout(timeout)).toThrow(`can't have a time-out of ${timeout} ms`);
  });
});
