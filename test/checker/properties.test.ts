/** When invariants and transition properties are asked, what they see, and what violates them. */
import { describe, expect, it } from "vitest";
import { check } from "../../checker/check.ts";
import {
  always,
  type Change,
  eachStep,
  type Property,
  type Snapshot,
} from "../../checker/property.ts";
import { about, counter, explored, miniature } from "../miniatures.ts";

function invariant<V>(
  holds: (snapshot: Snapshot<V>) => boolean,
  rest: Partial<ReturnType<typeof always<Snapshot<V>>>> = {},
): Property<V> {
  return always<Snapshot<V>>({
    ...about,
    name: "Invariant",
    check: (snapshot) => (holds(snapshot) ? undefined : "it does not hold"),
    ...rest,
  });
}

function viewOf<V>({ members }: Snapshot<V>, process = "a"): V | undefined {
  return members.find((member) => member.process === process)?.view;
}

/** a and b show the same. */
function agree(when: "quiet" | undefined): Property<number> {
  return invariant<number>(
    (snapshot) => viewOf(snapshot, "a") === viewOf(snapshot, "b"),
    when === undefined ? {} : { when },
  );
}

describe("an invariant", () => {
  it("is violated by the first state in which it does not hold", () => {
    const property = invariant<number>((snapshot) => viewOf(snapshot) !== 2);

    expect(explored(counter(5), { properties: [property] })).toMatchObject({
      violated: { Invariant: 3 },
      ending: "violated",
    });
  });

  it("is violated by an initial state in a trace of one state", () => {
    const property = invariant<number>((snapshot) => viewOf(snapshot) !== 0);

    expect(explored(counter(5), { properties: [property] })).toMatchObject({
      violated: { Invariant: 1 },
      depth: 1,
    });
  });

  it("explains itself by its sentence", () => {
    const property = always<Snapshot<number>>({
      ...about,
      name: "Small",
      check: ({ members }) =>
        members[0]!.view > 1 ? `${members[0]!.process} is large` : undefined,
    });

    const { exploration, verdicts } = check(counter(5), { properties: [property] });

    expect(exploration.violations).toMatchObject([{ property: "Small", reason: "a is large" }]);
    expect(verdicts).toEqual([{ name: "Small", verdict: "violated", reason: "a is large" }]);
  });

  it("of quiet states is asked only when no message is in flight", () => {
    const ping = miniature<number, { type: "Send" }, { type: "Ping" }>({
      processes: ["a", "b"],
      init: () => 0,
      events: (self, state) => (self === "a" && state === 0 ? [{ type: "Send" }] : []),
      reduce: (_self, _state, { type }) =>
        type === "Send"
          ? { state: 1, send: [{ to: "b", message: { type: "Ping" } }] }
          : { state: 1 },
    });

    expect(explored(ping, { properties: [agree(undefined)] }).violated).toEqual({ Invariant: 2 });
    expect(explored(ping, { properties: [agree("quiet")] }).violated).toEqual({});
    expect(
      explored(ping, { properties: [agree("quiet")], environment: { budgets: { drops: 1 } } })
        .violated,
    ).toEqual({ Invariant: 3 });
  });

  it("sees who is up, and what is on the disk of who is not", () => {
    const model = miniature<number, { type: "Count" }>(
      {
        init: () => 0,
        events: (_self, count) => (count < 1 ? [{ type: "Count" }] : []),
        reduce: () => ({ state: 1 }),
      },
      { recover: (_self, count) => count + 10 },
    );
    const property = invariant<number>(({ members }) => members[0]!.up || members[0]!.view !== 11);

    expect(
      explored(model, { properties: [property], environment: { budgets: { crashes: 1 } } })
        .violated,
    ).toEqual({ Invariant: 3 });
  });

  it("is vacuous if its trigger never happens, but not if it has none", () => {
    const idle = invariant<number>(() => true, { name: "Idle", trigger: () => false });
    const bare = invariant<number>(() => true, { name: "Bare" });
    const tried = invariant<number>(() => true, {
      name: "Tried",
      trigger: (snapshot) => viewOf(snapshot) === 3,
    });

    expect(explored(counter(3), { properties: [idle, bare, tried] }).verdicts).toEqual([
      "Idle vacuous",
      "Bare holds",
      "Tried holds",
    ]);
    expect(explored(counter(2), { properties: [tried] }).verdicts).toEqual(["Tried vacuous"]);
  });
});

describe("a transition property", () => {
  const changes: Change<number>[] = [];
  const watcher: Property<number> = eachStep<Change<number>>({
    ...about,
    name: "Watcher",
    check: (change) => {
      changes.push(change);
      return undefined;
    },
  });

  it("sees each change of a view, who made it and why", () => {
    const model = miniature<number, { type: "Count" }>({
      init: () => 0,
      events: (_self, count) => (count < 1 ? [{ type: "Count" }] : []),
      reduce: () => ({ state: 1, acknowledge: ["x"] }),
    });
    changes.length = 0;

    check(model, { properties: [watcher], environment: { budgets: { crashes: 1 } } });

    expect(changes).toEqual([
      { process: "a", before: 0, after: 1, cause: "event", acknowledged: ["x"] },
      { process: "a", before: 1, after: 0, cause: "crash", acknowledged: [] },
    ]);
  });

  it("tells one acknowledgement of two proposals from one of both", () => {
    const model = miniature<number, { type: "One" | "Two" }>({
      init: () => 0,
      events: () => [{ type: "One" }, { type: "Two" }],
      reduce: (_self, state, { type }) => ({
        state,
        acknowledge: type === "One" ? ["x,y"] : ["x", "y"],
      }),
    });
    changes.length = 0;

    check(model, { properties: [watcher] });

    expect(changes.map(({ acknowledged }) => acknowledged)).toEqual([["x,y"], ["x", "y"]]);
  });

  it("does not see steps that change no view and acknowledge nothing", () => {
    const blind = { ...counter(3), view: () => 0 };
    changes.length = 0;

    expect(explored(blind, { properties: [watcher] }).verdicts).toEqual(["Watcher vacuous"]);
    expect(changes).toEqual([]);
  });

  it("is violated at the end of the step, though the state is an old one", () => {
    const loop = miniature<number, { type: "Turn" }>({
      init: () => 0,
      events: () => [{ type: "Turn" }],
      reduce: (_self, state) => ({ state: (state + 1) % 3 }),
    });
    const forward = eachStep<Change<number>>({
      ...about,
      name: "Forward",
      check: ({ before, after }) => (after < before ? "it goes back" : undefined),
    });

    expect(explored(loop, { properties: [forward] }).violated).toEqual({ Forward: 4 });
  });

  it("judges a step that leaves the state as it was but acknowledges something", () => {
    const model = miniature<number, { type: "Acknowledge" }>({
      init: () => 0,
      events: () => [{ type: "Acknowledge" }],
      reduce: (_self, state) => ({ state, acknowledge: ["x"] }),
    });
    const silent = eachStep<Change<number>>({
      ...about,
      name: "Silent",
      check: ({ acknowledged }) => (acknowledged.length > 0 ? "it speaks" : undefined),
    });

    expect(explored(model, { properties: [silent] }).violated).toEqual({ Silent: 2 });
  });
});
