/** Schedules as values of fast-check: which are drawn. */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { targetOf } from "../../checker/check.ts";
import { encode } from "../../checker/data.ts";
import type { StrategyKind } from "../../checker/fuzz/strategy.ts";
import type { AnyProtocol } from "../../checker/protocol.ts";
import { replay } from "../../checker/search/replay.ts";
import { schedules } from "../../fast-check/index.ts";
import { bully, raft, raftStatic } from "../../models/index.ts";
import { electionSafety } from "../../properties/index.ts";
import { faultsIn, messageOf, oneTerm, replayable, schedulesOf } from "./some-schedules.ts";

describe("drawing schedules", () => {
  const hostile = { crashes: 2, restarts: 1, drops: 2, duplicates: 2, partitions: 1 };

  it.each([
    ["raft", raft, { budgets: hostile }],
    ["bully", bully, { budgets: { crashes: 1, restarts: 1, partitions: 1 } }],
    ["synchronous bully", bully, { timing: "synchronous", budgets: { crashes: 1, restarts: 1 } }],
    ["bully over fifo links", bully, { order: "fifo", budgets: { drops: 1 } }],
    [
      "bully in a monotone network",
      bully,
      { delivery: "monotone", timing: "asynchronous", detection: "unreliable" },
    ],
  ] as const)("honours the environment: %s", (_name, model, environment) => {
    const anything = model as AnyProtocol;
    const { subject } = targetOf(anything, { environment });

    const drawn = fc.sample(schedulesOf(anything, { environment }), { seed: 1, numRuns: 40 });

    // The plain world takes each step of each schedule, faults, time and budgets included.
    for (const schedule of drawn) {
      expect(replay(subject, replayable(schedule)).kind).toBe("holds");
    }
  });

  it("grants each fault as often as its budget says, and no more", () => {
    const options = { environment: { budgets: hostile }, steps: 100 };
    const drawn = fc.sample(schedules(raft, options), { seed: 1, numRuns: 200 });
    const most = (type: string): number =>
      Math.max(...drawn.map(({ steps }) => steps.filter((step) => step.type === type).length));

    const counts = ["crash", "restart", "drop", "duplicate", "partition"].map(most);

    expect(counts).toEqual([2, 1, 2, 2, 1]);
    expect(most("heal")).toBe(1);
  });

  it("draws no fault that is not granted", () => {
    const drawn = fc.sample(schedules(raft), { seed: 1, numRuns: 50 });

    expect(drawn.map(faultsIn)).toEqual(drawn.map(() => 0));
  });

  it("ends after the steps that it is given, or where nothing more can happen", () => {
    const short = fc.sample(schedules(raft, { steps: 5 }), { seed: 1, numRuns: 50 });
    const long = fc.sample(schedules(raft, { ...oneTerm, steps: 1000 }), { seed: 1, numRuns: 50 });

    expect(new Set(short.map(({ steps }) => steps.length))).toEqual(new Set([5]));
    expect(Math.max(...long.map(({ steps }) => steps.length))).toBeLessThan(30);
    expect(() => schedules(raft, { steps: 0 })).toThrow("can't have at most 0 steps");
  });

  it("follows another strategy", () => {
    const first: StrategyKind = {
      name: "first",
      about: "always the first step",
      make: () => ({ begin: ([walk]) => (walk!.begin(0), walk!), choose: () => 0 }),
    };

    const drawn = fc.sample(schedules(raft, { strategy: first }), { seed: 1, numRuns: 5 });

    expect(new Set(drawn.map(({ steps }) => encode(steps))).size).toBe(1);
  });

  it("shows what properties see of each state", () => {
    const [schedule] = fc.sample(schedules(raft, { steps: 10 }), { seed: 1, numRuns: 1 });

    const epochs = schedule!.snapshots.map(({ members }) => members.map(({ view }) => view.epoch));

    expect(epochs.length).toBe(schedule!.steps.length + 1);
    expect(epochs[0]).toEqual([0, 0, 0]);
    expect(Math.max(...epochs.at(-1)!)).toBeGreaterThan(0);
  });

  it("draws schedules of transition systems too", () => {
    const drawn = schedules(raftStatic, { steps: 12 });
    const property = fc.property(drawn, ({ snapshots, steps }) => {
      expect(steps.length).toBeLessThanOrEqual(12);
      expect(snapshots[0]!.committed.size).toBe(0);
      return [...snapshots.at(-1)!.servers.values()].every(({ log }) => log.length < 2);
    });

    const message = messageOf(() => fc.assert(property, { seed: 1 }));

    expect(message).toContain("a schedule of raft-static in 4 states");
    expect(message).toMatch(/BecomeLeader \{server: n\d/);
  });

  it("knows a schedule that it could have drawn", () => {
    const [drawn] = fc.sample(schedules(raft), { seed: 1, numRuns: 1 });
    const [faulty] = fc
      .sample(schedules(raft, { environment: { budgets: { crashes: 3 } } }), 20)
      .filter((schedule) => faultsIn(schedule) > 0);

    expect(schedules(raft).canShrinkWithoutContext(drawn)).toBe(true);
    expect(schedules(raft).canShrinkWithoutContext(faulty)).toBe(false);
    expect(schedules(raft).canShrinkWithoutContext(drawn!.steps)).toBe(false);
  });

  it("says what is wrong with its options", () => {
    expect(() => schedules(raft, { strategy: "unifrom" })).toThrow('Did you mean "uniform"?');
    expect(() => schedules(raft, { config: { nodes: 0 } })).toThrow("nodes can't be 0");
    expect(() => schedules(raftStatic, { environment: { order: "fifo" } })).toThrow(
      "has no environment",
    );
    expect(() => schedules(raft, { properties: [electionSafety, electionSafety] })).toThrow(
      'two of its properties are called "ElectionSafety"',
    );
  });
});
