/** The types of schedules: what is inferred from a model, and what is refused. */
import * as fc from "fast-check";
import { describe, expectTypeOf, it } from "vitest";
import {
  always,
  changeHistory,
  eachStep,
  type Invariant,
  observer,
  type Snapshot,
  type SystemStep,
} from "../../checker/property.ts";
import type { Step } from "../../checker/world/step.ts";
import { beforeTimeout, holds, type Schedule, schedules } from "../../fast-check/index.ts";
import {
  raft,
  type RaftView,
  raftStatic,
  type StaticRaftCluster,
  twoPhaseCommit,
} from "../../models/index.ts";
import {
  electionSafety,
  leaderCompleteness,
  logMatching,
  monotonicEpoch,
  raftStaticProperties,
} from "../../properties/index.ts";

const about = { name: "P", source: "", claim: "", concern: "integrity" } as const;

describe("schedules", () => {
  it("have the view and the steps of their protocol", () => {
    fc.property(schedules(raft), (schedule) => {
      expectTypeOf(schedule.snapshots).toEqualTypeOf<readonly Snapshot<RaftView>[]>();
      expectTypeOf(schedule.steps).toEqualTypeOf<readonly Step[]>();
    });
  });

  it("have the states and actions of their system", () => {
    fc.property(schedules(raftStatic), (schedule) => {
      expectTypeOf(schedule.snapshots).toEqualTypeOf<readonly StaticRaftCluster[]>();
      expectTypeOf(schedule.steps[0]!.type).toEqualTypeOf<
        | "ClientRequest"
        | "GetEntries"
        | "RollbackEntries"
        | "BecomeLeader"
        | "CommitEntry"
        | "UpdateTerms"
      >();
    });
  });

  it("are drawn with properties of what their model shows, and no others", () => {
    schedules(raft, { properties: [electionSafety, leaderCompleteness, monotonicEpoch()] });
    schedules(raftStatic, { properties: raftStaticProperties });
    // @ts-expect-error A participant of a commitment leads no epoch.
    schedules(twoPhaseCommit, { properties: [electionSafety] });
    // @ts-expect-error A cluster is no snapshot.
    schedules(raftStatic, { properties: [electionSafety] });
  });

  it("have an environment of known options", () => {
    // @ts-expect-error There is no such order.
    schedules(raft, { environment: { order: "lifo" } });
  });
});

describe("holds", () => {
  it("asks for what its properties see", () => {
    expectTypeOf(holds(electionSafety)).toEqualTypeOf<
      (schedule: Schedule<Snapshot<{ readonly leader: number | null }>>) => void
    >();
  });

  it("takes properties of every kind, each with its own view", () => {
    const history = changeHistory<number, { readonly epoch: number }>({
      name: "h",
      initial: 0,
      observe: (count) => count + 1,
    });
    const watching = observer<number, { readonly epoch: number }>({ ...about, history });

    fc.property(
      schedules(raft),
      holds(electionSafety, logMatching(), monotonicEpoch(), leaderCompleteness, watching),
    );
    fc.property(schedules(raftStatic), holds(...raftStaticProperties));
  });

  it("takes the states and steps of a system", () => {
    const upward = eachStep<SystemStep<StaticRaftCluster>>({ ...about, check: () => undefined });
    const few: Invariant<StaticRaftCluster> = always<StaticRaftCluster>({
      ...about,
      check: ({ committed }) => (committed.size > 3 ? "many" : undefined),
    });

    fc.property(schedules(raftStatic), holds(upward, few));
  });

  it("can't be asked of a model that does not show what a property sees", () => {
    // @ts-expect-error A participant of a commitment leads no epoch.
    fc.property(schedules(twoPhaseCommit), holds(electionSafety));
    // @ts-expect-error A cluster is no snapshot.
    fc.property(schedules(raftStatic), holds(electionSafety));
    const upward = eachStep<SystemStep<StaticRaftCluster>>({ ...about, check: () => undefined });
    // @ts-expect-error Nor is a snapshot a cluster.
    fc.property(schedules(raft), holds(upward));
    // @ts-expect-error A truth value is no property.
    holds(true);
  });
});

describe("parameters before a time-out", () => {
  it("are those of the property, examples included", async () => {
    const drawn = schedules(raft);
    const property = fc.property(drawn, holds(electionSafety));
    const examples = await drawn.examples("a.trace.json");

    fc.assert(property, beforeTimeout(1000, { examples, numRuns: 10 }));
    fc.assert(property, { examples });
    fc.assert(property, beforeTimeout(1000));
    // @ts-expect-error It has its own.
    fc.assert(property, beforeTimeout(1000, { reporter: () => undefined }));
    // @ts-expect-error The example is no schedule.
    fc.assert(property, beforeTimeout(1000, { examples: [[1]] }));
  });
});
