/**
 * Refinements, on miniatures: what counts as a step of the specification, and what does not. Both
 * explorers are asked; random ones are in random-protocols.test.ts and random-systems.test.ts.
 */
import { describe, expect, it } from "vitest";
import { check, type CheckResult, targetOf } from "../../checker/check.ts";
import type { EnvironmentOverrides } from "../../checker/environment.ts";
import { ProtocolWalk } from "../../checker/fuzz/protocol-walk.ts";
import { type Property, type Refinement, refines, type Snapshot } from "../../checker/property.ts";
import { type AnyProtocol, defineSystem, type TransitionSystem } from "../../checker/protocol.ts";
import { about, counter, explored, miniature } from "../miniatures.ts";
import { expectLockstep } from "../fuzz/lockstep.ts";

interface Add {
  readonly type: "Add";
  readonly by: number;
}

/** A number that grows by one of these. */
function growing(...ways: readonly number[]): TransitionSystem<{ readonly sum: number }, Add> {
  return {
    initialStates: () => [{ sum: 0 }],
    enabled: () => ways.map((by) => ({ type: "Add", by })),
    next: ({ sum }, { by }) => ({ sum: sum + by }),
  };
}

function sumOf({ members }: Snapshot<number>): number {
  return members.reduce((sum, { view }) => sum + view, 0);
}

type Sums = Refinement<Snapshot<number>, { readonly sum: number }>;

/** That the sum of what processes count is such a number. */
function refining(spec: Sums["spec"], map: Sums["map"] = (seen) => ({ sum: sumOf(seen) })): Sums {
  return refines({ ...about, name: "Grows", spec, map });
}

/** What both explorers, which agree, say of a model for one refinement. */
function verdictOf(
  model: AnyProtocol<number>,
  property: Property<number>,
  environment: EnvironmentOverrides = {},
): CheckResult["verdicts"][number] & { readonly length: number } {
  const options = { properties: [property], environment };
  explored(model, options);
  const { verdicts, exploration } = check(model, options);
  return { ...verdicts[0]!, length: (exploration.violations[0]?.steps.length ?? -1) + 1 };
}

/** Counts to three by ones and twos. */
const stepping = miniature<number, { readonly type: "Go"; readonly by: number }>({
  init: () => 0,
  events: (_self, count) =>
    [1, 2].filter((by) => count + by <= 3).map((by) => ({ type: "Go", by })),
  reduce: (_self, count, { by }) => ({ state: count + by }),
});

describe("a refinement", () => {
  it("holds where each step is a step of the specification, which may be without bound", () => {
    expect(verdictOf(counter(3), refining(growing(1)))).toMatchObject({ verdict: "holds" });
    expect(verdictOf(stepping, refining(growing(1, 2)))).toMatchObject({ verdict: "holds" });
  });

  it("holds where steps in between change nothing there", () => {
    const inPairs = refining(growing(1), (seen) => ({ sum: Math.floor(sumOf(seen) / 2) }));

    expect(verdictOf(counter(5), inPairs)).toMatchObject({ verdict: "holds" });
  });

  it("is violated by a step that is none of the specification's, and says which, and what is", () => {
    expect(verdictOf(stepping, refining(growing(1, 3)))).toMatchObject({
      verdict: "violated",
      length: 2,
      reason:
        "the Go of a leads from {sum: 0} to {sum: 2}, which the specification does not allow: " +
        "it allows Add {by: 1}, Add {by: 3} there",
    });
  });

  it("names the nearest steps first, and not all", () => {
    const { reason } = verdictOf(counter(1), refining(growing(1000, 100, 200, 5000, 20)));

    expect(reason).toMatch(/it allows Add \{by: 20\}, Add \{by: 100\}, Add \{by: 200\} and 2 more/);
  });

  it("takes a step that leads nowhere else for none", () => {
    expect(verdictOf(counter(1), refining(growing(0)))).toMatchObject({
      reason: expect.stringContaining("it allows nothing there"),
    });
  });

  it("is violated where the specification does not begin", () => {
    const late = refining(growing(1), (seen) => ({ sum: sumOf(seen) + 1 }));

    expect(verdictOf(counter(2), late)).toMatchObject({
      verdict: "violated",
      length: 1,
      reason: "it begins in {sum: 1}, where the specification does not: it begins in {sum: 0}",
    });
  });

  it("is vacuous if no step changes anything there", () => {
    expect(
      verdictOf(
        counter(2),
        refining(growing(1), () => ({ sum: 0 })),
      ),
    ).toMatchObject({
      verdict: "vacuous",
      reason: "no step that its specification would see is reachable within these budgets",
    });
  });

  it("lets the specification step out of its constraint, and no further", () => {
    const bounded = { ...growing(1), constraint: ({ sum }: { sum: number }) => sum < 2 };

    expect(verdictOf(counter(2), refining(bounded))).toMatchObject({ verdict: "holds" });
    expect(verdictOf(counter(3), refining(bounded))).toMatchObject({ length: 4 });
  });

  it("judges the steps that lead out of the model's own constraint", () => {
    const bounded = miniature<number, { readonly type: "Count" }>(
      {
        init: () => 0,
        events: () => [{ type: "Count" }],
        reduce: (_self, count) => ({ state: count < 2 ? count + 1 : 9 }),
      },
      { constraint: { state: (_self, count) => count < 3 } },
    );

    expect(verdictOf(bounded, refining(growing(1)))).toMatchObject({ length: 4 });
  });
});

/** How many are down. */
function downIn({ members }: Snapshot<number>): { readonly sum: number } {
  return { sum: members.filter(({ up }) => !up).length };
}

describe("crashes and restarts", () => {
  const environment = { budgets: { crashes: 1, restarts: 1 } };

  it("are steps that the specification has to allow: what a crash forgets", () => {
    expect(verdictOf(counter(2), refining(growing(1)), environment)).toMatchObject({
      length: 3,
      reason: expect.stringMatching(/^the crash of a leads from \{sum: 1\} to \{sum: 0\}/),
    });
  });

  it("are steps that the specification has to allow: who is up", () => {
    const down = refining(growing(1), downIn);

    expect(verdictOf(counter(0), down, { budgets: { crashes: 1 } })).toMatchObject({
      verdict: "holds",
    });
    expect(verdictOf(counter(0), down, environment)).toMatchObject({
      length: 3,
      reason: expect.stringMatching(/^the restart of a leads from \{sum: 1\} to \{sum: 0\}/),
    });
  });

  it("are steps that the specification may allow", () => {
    const both = refining(growing(1, -1), downIn);

    expect(verdictOf(counter(1), both, environment)).toMatchObject({ verdict: "holds" });
  });
});

describe("the explanation of a violation", () => {
  it("shows of large states what differs, and calls a delivery by sender and receiver", () => {
    const model = miniature<number, { readonly type: "Send" }, { readonly type: "Jump" }>({
      processes: ["a", "b"],
      init: () => 0,
      events: (self, count) => (self === "a" && count === 0 ? [{ type: "Send" }] : []),
      reduce: (_self, count, input) =>
        input.type === "Send"
          ? { state: 1, send: [{ to: "b", message: { type: "Jump" } }] }
          : { state: count + 5 },
    });
    const spec: TransitionSystem<ReadonlyMap<string, unknown>, { readonly type: "Up" }> = {
      initialStates: () => [new Map(["a", "b"].map((name) => [name, { at: 0, kept: [1, 2] }]))],
      enabled: () => [{ type: "Up" }],
      next: (state) => new Map([...state, ["a", { at: 1, kept: [1, 2] }]]),
    };
    const property = refines<Snapshot<number>, ReadonlyMap<string, unknown>>({
      ...about,
      name: "Up",
      spec,
      map: ({ members }) =>
        new Map(members.map(({ process, view }) => [process, { at: view, kept: [1, 2] }])),
    });

    expect(verdictOf(model, property).reason).toBe(
      "the Jump from a to b leads from {b → {at: 0}} to {b → {at: 5}}, " +
        "which the specification does not allow: it allows nothing there",
    );
  });
});

describe("a walk", () => {
  it.each([{}, { order: "fifo" as const }])(
    "objects to what the specification does not allow, in a network that is %j",
    (network) => {
      const property = refining(growing(2));
      const environment = { ...network, budgets: { crashes: 1, restarts: 1 } };
      const target = targetOf(counter(3), { properties: [property], environment });
      const walk = target.walk();
      walk.begin(0);
      const step = [0, 1].find((choice) => walk.actionAt(choice) === walk.actions.indexOf("Count"));

      walk.take(step!);

      expect(walk).toBeInstanceOf(ProtocolWalk);
      expect(walk.objections.map(({ property: name }) => name)).toContain("Grows");
      expect(expectLockstep(target, "1", 3, 6)).toBeGreaterThan(0);
    },
  );

  it("objects to a beginning", () => {
    const property = refining(growing(1), () => ({ sum: 7 }));
    const target = targetOf(counter(3), { properties: [property] });
    const walk = target.walk();

    walk.begin(0);

    expect(walk.objections).toMatchObject([{ property: "Grows" }]);
  });
});

/** So many hours that go round. */
function hours(count: number): TransitionSystem<number, { readonly type: "Strike" }> {
  return {
    initialStates: () => [0],
    enabled: () => [{ type: "Strike" }],
    next: (hour) => (hour + 1) % count,
  };
}

/** That a clock strikes so many hours. */
function strikes(count: number): Refinement<{ readonly hour: number }, number> {
  return refines({
    ...about,
    name: "Strikes",
    spec: hours(count),
    map: ({ hour }: { readonly hour: number }) => hour,
  });
}

describe("a refinement of a transition system", () => {
  const clock = defineSystem({
    name: "clock",
    source: "a test",
    about: "Hours and minutes.",
    parameters: {},
    system: () => ({
      initialStates: () => [{ hour: 0, minute: 0 }],
      enabled: () => [{ type: "Tick" as const }],
      next: ({ hour, minute }: { hour: number; minute: number }) =>
        minute === 2 ? { hour: (hour + 1) % 3, minute: 0 } : { hour, minute: minute + 1 },
    }),
  });

  it("holds by the same rules", () => {
    const { verdicts } = check(clock, { properties: [strikes(3)] });

    explored(clock, { properties: [strikes(3)] });
    expect(verdicts).toMatchObject([{ verdict: "holds" }]);
  });

  it("is violated by the same rules", () => {
    const { verdicts } = check(clock, { properties: [strikes(4)] });

    explored(clock, { properties: [strikes(4)] });
    expect(verdicts).toMatchObject([
      {
        verdict: "violated",
        reason:
          "the step Tick leads from 2 to 0, which the specification does not allow: it allows Strike there",
      },
    ]);
  });

  it("is violated where the specification does not begin", () => {
    const late = refines({
      ...strikes(3),
      map: ({ hour }: { readonly hour: number }) => (hour + 1) % 3,
    });

    expect(explored(clock, { properties: [late] }).violated).toEqual({ Strikes: 1 });
  });
});
