/** The types of suites and matchers: a model is asked for no more than it shows. */
import { describe, expect, expectTypeOf, it } from "vitest";
import { type Property, sometimes, type SystemProperty } from "../../checker/property.ts";
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
import { describeModel, type PropertyOf } from "../../vitest/index.ts";

const about = { name: "P", source: "", claim: "", concern: "integrity" } as const;

describe("describeModel", () => {
  it("takes properties of what its model shows, and no others", () => {
    describeModel(raft, { properties: [electionSafety, leaderCompleteness, monotonicEpoch()] });
    describeModel(raftStatic, { properties: raftStaticProperties });
    // @ts-expect-error A participant of a commitment leads no epoch.
    describeModel(twoPhaseCommit, { properties: [electionSafety] });
    // @ts-expect-error A cluster is no snapshot.
    describeModel(raftStatic, { properties: [electionSafety] });
    const ofView = sometimes<RaftView>({ ...about, holds: () => true });
    // @ts-expect-error A snapshot is of several processes, not one view.
    describeModel(raft, { properties: [ofView] });
  });

  it("has the options of a check, but no limit that passes for a claim", () => {
    describeModel(raft, {
      name: "raft",
      config: { nodes: 5 },
      environment: { budgets: { crashes: 1 } },
      symmetry: true,
      audit: true,
      depth: 9,
      limits: { states: 1000, bytes: 2 ** 20 },
      traces: "traces",
      timeout: 10_000,
      properties: [electionSafety],
    });
    // @ts-expect-error It is the claim that has a depth.
    describeModel(raft, { properties: [electionSafety], limits: { depth: 9 } });
    // @ts-expect-error Each property gets a verdict of its own.
    describeModel(raft, { properties: [electionSafety], limits: { stopAt: "all" } });
    // @ts-expect-error There is no such order.
    describeModel(raft, { properties: [electionSafety], environment: { order: "lifo" } });
    // @ts-expect-error A test without a claim tests nothing.
    describeModel(raft, {});
  });
});

describe("the matchers", () => {
  it("take properties of what the model shows, and no others", () => {
    void expect(raft).toSatisfyProperties([electionSafety, logMatching()]);
    void expect(raft).toViolate(leaderCompleteness, { depth: 9 });
    void expect(raftStatic).toSatisfyProperties(raftStaticProperties);
    // @ts-expect-error A participant of a commitment leads no epoch.
    void expect(twoPhaseCommit).toViolate(electionSafety);
    // @ts-expect-error A cluster is no snapshot.
    void expect(raftStatic).toSatisfyProperties([electionSafety]);
    // @ts-expect-error A number is no model.
    void expect(1).toViolate(electionSafety);
  });

  it("answer later", () => {
    expectTypeOf(expect(raft).toViolate(electionSafety)).toEqualTypeOf<Promise<void>>();
  });

  it("know what may be claimed of a model", () => {
    expectTypeOf<PropertyOf<typeof raft>>().toEqualTypeOf<Property<RaftView>>();
    expectTypeOf<PropertyOf<typeof raftStatic>>().toEqualTypeOf<
      SystemProperty<StaticRaftCluster>
    >();
    expectTypeOf<PropertyOf<string>>().toEqualTypeOf<never>();
  });
});
