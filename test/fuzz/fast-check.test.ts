/** Schedules as values of fast-check: how they shrink, how they are found again, and judged. */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { targetOf } from "../../checker/check.ts";
import { encode } from "../../checker/data.ts";
import { always, type Snapshot } from "../../checker/property.ts";
import { replay } from "../../checker/search/replay.ts";
import { beforeTimeout, holds, type Schedule, schedules } from "../../fast-check/index.ts";
import { raft } from "../../models/index.ts";
import { electionSafety, leaderElected, logMatching } from "../../properties/index.ts";
import { about } from "../miniatures.ts";
import {
  faultsIn,
  forgetsVote,
  messageOf,
  type Mutated,
  mutated,
  oneTerm,
  replayable,
  schedulesOf,
} from "./some-schedules.ts";

/** What fast-check finds out about `mutant`, whose schedules know the property or do not. */
function found(
  { model, where, property }: Mutated,
  knows: "knows" | "is judged",
  parameters: fc.Parameters<[Schedule]>,
): fc.RunDetails<[Schedule]> {
  const own = { ...where, properties: knows === "knows" ? [property] : [] };
  // The property is one of the model's, though the catalog has forgotten its types.
  const judgedBy = holds(property) as (schedule: Schedule) => void;
  const predicate = knows === "knows" ? holds() : judgedBy;
  return fc.check(fc.property(schedulesOf(model, own), predicate), {
    numRuns: 20_000,
    ...parameters,
  });
}

/** How many states the counterexample has. */
function statesIn({ counterexample }: fc.RunDetails<[Schedule]>): number {
  return counterexample === null ? 0 : counterexample[0].steps.length + 1;
}

describe("shrinking", () => {
  it.each([
    ["raft", "votes-many-times"],
    ["raft", "forgets-vote"],
    ["raft", "half-elects"],
    ["raft", "clears-vote-in-same-term"],
    ["raft", "match-index-goes-back"],
    ["raft", "minority-commits"],
    ["bully", "backs-many-of-five"],
    ["bully", "half-elects"],
  ])("leads to the shortest schedule of %s %s", (protocol, name) => {
    const mutant = mutated(protocol, name);
    for (const seed of [1, 2, 3]) {
      expect(statesIn(found(mutant, "knows", { seed }))).toBe(mutant.length);
      expect(statesIn(found(mutant, "is judged", { seed }))).toBe(mutant.length);
    }
  });

  it("comes near the shortest schedule where it does not lead there: a tenth too long", () => {
    const mutants = [
      mutated("raft", "ignores-candidates-log"),
      mutated("raft", "commit-index-goes-back"),
      mutated("bully", "goes-back-in-time"),
      mutated("bully", "follows-a-past-winner"),
      mutated("bully", "backs-many"),
      mutated("bully", "half-of-four-elects"),
      mutated("bully", "tells-larger-ids"),
      mutated("two-phase-commit", "transaction-manager-forgets"),
      mutated("raft-static", "any-candidate-will-do"),
    ];

    const ratios = mutants.flatMap((mutant) =>
      [1, 2, 3].map((seed) => statesIn(found(mutant, "knows", { seed })) / mutant.length),
    );

    expect(Math.min(...ratios)).toBe(1);
    // One schedule to a past winner gets stuck at 26 states, where 10 are enough.
    expect(Math.max(...ratios)).toBeLessThanOrEqual(3);
    expect(sum(ratios) / ratios.length).toBeLessThan(1.15);
  });

  it("tries behaviours of the model only, each shorter than the schedule and no more faulty", () => {
    const options = { environment: { budgets: { crashes: 1, restarts: 1, drops: 2 } } };
    const { subject } = targetOf(raft, options);
    const drawn = schedules(raft, { ...options, steps: 20 });
    let tried = 0;
    for (const schedule of fc.sample(drawn, { seed: 1, numRuns: 7 })) {
      for (const { value } of drawn.shrink(schedule).take(200)) {
        tried++;
        expect(value.steps.length).toBeLessThan(schedule.steps.length);
        expect(faultsIn(value)).toBeLessThanOrEqual(faultsIn(schedule));
        expect(replay(subject, replayable(value)).kind).toBe("holds");
      }
    }
    expect(tried).toBeGreaterThan(300);
  });

  it("ends: the empty schedule has nothing shorter", () => {
    const property = fc.property(schedules(raft, { steps: 30 }), (_schedule) => false);

    const { counterexample } = fc.check(property, { seed: 1 });

    expect(counterexample![0].steps).toEqual([]);
  });
});

describe("a seed and a path", () => {
  it.each(["knows", "is judged"] as const)("find the schedule again that %s", (knows) => {
    const mutant = mutated("bully", "backs-many");
    const first = found(mutant, knows, { seed: 7 });

    const path = first.counterexamplePath!;
    const again = found(mutant, knows, { seed: 7, path, endOnFailure: true });

    expect(path.split(":").length).toBeGreaterThan(1);
    expect(again.numRuns).toBe(1);
    expect(encode(again.counterexample![0].steps)).toBe(encode(first.counterexample![0].steps));
  });

  it("draw the same whatever was drawn before", () => {
    const drawn = schedules(raft, { environment: { budgets: { crashes: 1, drops: 1 } } });
    const texts = (arbitrary: typeof drawn): string[] =>
      fc.sample(arbitrary, { seed: 3, numRuns: 20 }).map(({ steps }) => encode(steps));
    const first = texts(drawn);
    fc.sample(drawn, { seed: 4, numRuns: 50 });

    expect(texts(drawn)).toEqual(first);
    expect(new Set(first).size).toBeGreaterThan(10);
  });

  it("go on shrinking where an interrupted run stopped", () => {
    const mutant = mutated("raft", "votes-many-times");
    const unshrunk = found(mutant, "knows", { seed: 1, endOnFailure: true });
    const whole = found(mutant, "knows", { seed: 1 });

    const goneOn = found(mutant, "knows", { seed: 1, path: unshrunk.counterexamplePath! });

    expect(statesIn(unshrunk)).toBeGreaterThan(mutant.length);
    expect(goneOn.counterexamplePath).toBe(whole.counterexamplePath);
  });
});

describe("holds", () => {
  it("is true of Raft as it is, where a bug of it is found", () => {
    const drawn = schedules(raft, oneTerm);

    fc.assert(fc.property(drawn, holds(electionSafety, logMatching())), { numRuns: 2000, seed: 1 });
  });

  it("sees the schedule's own properties if none is named", () => {
    const own = { ...oneTerm, properties: [electionSafety] };

    const run = fc.check(fc.property(schedules(forgetsVote, own), holds()), { seed: 1 });

    expect(run.errorInstance).toEqual(
      new Error("ElectionSafety is violated: n1 and n2 both lead epoch 1."),
    );
  });

  it("looks past the end of what other properties object to", () => {
    const own = { ...oneTerm, properties: [electionSafety] };
    const drawn = schedules(forgetsVote, own);

    const run = fc.check(fc.property(drawn, holds(logMatching())), { seed: 1, numRuns: 500 });

    expect(run.failed).toBe(false);
  });

  it("shows no violation that the plain world does not see", () => {
    let calls = 0;
    const moody = always<Snapshot<unknown>>({
      ...about,
      name: "Moody",
      check: () => (++calls === 1 ? "it was a bad day" : undefined),
    });

    const run = fc.check(fc.property(schedules(raft), holds(moody)), { endOnFailure: true });

    expect(run.errorInstance).toMatchObject({ code: "ReplayDiverged" });
  });

  it("has to have something to judge", () => {
    const drawn = schedules(raft, { properties: [leaderElected()] });

    const run = fc.check(fc.property(drawn, holds()), { seed: 1 });

    expect(() => holds(leaderElected())).toThrow("has no property to judge");
    expect(run.errorInstance).toMatchObject({ code: "UsageError" });
  });
});

describe("a failure", () => {
  it("prints seed, path, who did what, and how it ends", () => {
    const property = fc.property(schedules(forgetsVote, oneTerm), holds(electionSafety));
    const message = messageOf(() => fc.assert(property, { seed: 1 }));

    expect(message).toMatch(/\{ seed: 1, path: "\d+(:\d+)+", endOnFailure: true \}/);
    expect(message).toContain("a schedule of raft in 9 states");
    expect(message).toMatch(/ 2 {2}n\d: ElectionTimeout/);
    expect(message).toMatch(/n3 crashes/);
    expect(message).toMatch(/n\d → n3: RequestVoteRequest \{term: 1/);
    expect(message).toMatch(/✗ ElectionSafety: n\d and n\d both lead epoch 1/);
  });

  it("of a predicate of one's own prints them too", () => {
    const message = messageOf(() =>
      fc.assert(fc.property(schedules(raft), isQuiet), { ...beforeTimeout(60_000), seed: 1 }),
    );

    expect(message).toContain("a schedule of raft in 3 states");
    expect(message).toContain("seed: 1");
    expect(message).not.toContain("✗");
  });
});

/** Does nothing happen but a step or two? */
function isQuiet({ snapshots }: Schedule<Snapshot<unknown>>): boolean {
  return snapshots.length < 3;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
