/** When properties are asked, what they see, and what it takes for one to be violated or vacuous. */
import { describe, expect, it } from "vitest";
import { check } from "../../checker/check.ts";
import {
  always,
  type Change,
  changeHistory,
  eachStep,
  noDeadlock,
  observer,
  type Property,
  type Snapshot,
  sometimes,
  stepHistory,
} from "../../checker/property.ts";
import type { AnyProtocol } from "../../checker/protocol.ts";
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
    const agree = (when: "quiet" | undefined): Property<number> =>
      invariant<number>(
        (snapshot) => viewOf(snapshot, "a") === viewOf(snapshot, "b"),
        when === undefined ? {} : { when },
      );

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

describe("an observer", () => {
  /** Turns back and forth. */
  const loop = miniature<number, { type: "Turn" }>({
    init: () => 0,
    events: () => [{ type: "Turn" }],
    reduce: (_self, state) => ({ state: 1 - state }),
  });
  const turns = changeHistory<number, number>({
    name: "turns",
    initial: 0,
    observe: (count) => Math.min(5, count + 1),
  });

  it("tells apart states that are equal but for their past", () => {
    const property = observer<number, number>({ ...about, name: "Past", history: turns });

    expect(explored(loop).distinctStates).toBe(2);
    // Five turns, and the two states in which the count has reached its end.
    expect(explored(loop, { properties: [property as Property<number>] }).distinctStates).toBe(7);
  });

  it("judges a state with its history, and a change with the history before it", () => {
    const inState = observer<number, number>({
      ...about,
      name: "InState",
      history: turns,
      checkState: (count) => (count === 3 ? "three" : undefined),
    });
    const atChange = observer<number, number>({
      ...about,
      name: "AtChange",
      history: turns,
      checkChange: (count) => (count === 3 ? "after three" : undefined),
    });
    const properties = [inState, atChange] as Property<number>[];

    expect(explored(loop, { properties: [properties[0]!] }).violated).toEqual({ InState: 4 });
    expect(explored(loop, { properties: [properties[1]!] }).violated).toEqual({ AtChange: 5 });
    expect(check(loop, { properties, limits: { stopAt: "all" } }).exploration).toMatchObject({
      violations: [{ property: "InState" }, { property: "AtChange" }],
    });
  });

  it("shares a history with others that have the same one", () => {
    const names = ["One", "Two", "Three"];
    const properties = names.map((name) =>
      observer<number, number>({ ...about, name, history: turns }),
    ) as Property<number>[];

    expect(explored(loop, { properties }).distinctStates).toBe(7);
  });

  it("is not confused with another whose history has the same name", () => {
    // Both count under one name, one the visits of 1, the other those of 2.
    const walker = miniature<number, { type: "Go"; to: number }>({
      init: () => 0,
      events: (_self, at) => (at === 0 ? [1, 2] : [0]).map((to) => ({ type: "Go", to })),
      reduce: (_self, _at, { to }) => ({ state: to }),
    });
    const visits = (node: number): Property<number> =>
      observer<number, number>({
        ...about,
        name: `Visits${node}`,
        history: changeHistory<number, number>({
          name: "visits",
          initial: 0,
          observe: (count, { after }) => (after === node ? Math.min(2, count + 1) : count),
        }),
      }) as Property<number>;

    // 3 × 3 counts; at 1 the first can't be 0, at 2 the second can't.
    expect(explored(walker, { properties: [visits(1), visits(2)] }).distinctStates).toBe(9 + 6 + 6);
  });

  it("of steps sees every step, even of the network", () => {
    const idle = miniature<number, { type: "Never" }>({
      processes: ["a", "b"],
      init: () => 0,
      reduce: () => undefined,
    });
    const steps = stepHistory<number, number>({
      name: "steps",
      initial: 0,
      observe: (count) => count + 1,
    });
    const property = observer<number, number>({
      ...about,
      name: "Steps",
      history: steps,
      checkState: (count) => (count === 2 ? "two steps" : undefined),
    });

    expect(
      explored(idle, {
        properties: [property as Property<number>],
        environment: { budgets: { partitions: 1 } },
      }).violated,
    ).toEqual({ Steps: 3 });
  });

  it("of steps sees the state before the step", () => {
    const seen = stepHistory<readonly number[], number>({
      name: "seen",
      initial: [],
      observe: (history, before) => [...history, viewOf(before)!],
    });
    const property = observer<readonly number[], number>({
      ...about,
      name: "Seen",
      history: seen,
      checkState: (history) => (history.join() === "0,1" ? "0, then 1" : undefined),
    });

    expect(explored(counter(2), { properties: [property as Property<number>] }).violated).toEqual({
      Seen: 3,
    });
  });
});

describe("a witness", () => {
  const three = sometimes<Snapshot<number>>({
    ...about,
    name: "Three",
    holds: (snapshot) => viewOf(snapshot) === 3,
  });

  it("holds if some state is one", () => {
    expect(explored(counter(3), { properties: [three] }).verdicts).toEqual(["Three holds"]);
  });

  it("is vacuous if none is, and inconclusive if the search did not get there", () => {
    expect(explored(counter(2), { properties: [three] }).verdicts).toEqual(["Three vacuous"]);
    expect(explored(counter(9), { properties: [three], limits: { depth: 3 } }).verdicts).toEqual([
      "Three inconclusive",
    ]);
  });
});

describe("freedom from deadlock", () => {
  const free = noDeadlock<Snapshot<number>>({
    ...about,
    name: "Free",
    check: ({ members }) => (members[0]!.view === 7 ? undefined : "it is stuck"),
  }) as Property<number>;
  const stuckAfter = (
    model: AnyProtocol<number>,
    environment: Parameters<typeof explored>[1] = {},
  ): number | undefined =>
    explored(model, { ...environment, properties: [free] } as Parameters<
      typeof explored<number>
    >[1]).violated["Free"];

  it("is violated by a state that no step leaves", () => {
    expect(stuckAfter(counter(2))).toBe(3);
  });

  it("is not violated where all processes are done, or the property says it is no harm", () => {
    const done = (isDone: (self: string) => boolean): AnyProtocol<number> => ({
      ...counter(2),
      processes: () => ["a", "b"],
      done: (self, count) => count === 2 && isDone(self),
    });

    expect(stuckAfter(done(() => true))).toBeUndefined();
    expect(stuckAfter(done((self) => self === "a"))).toBe(5);
    expect(stuckAfter({ ...counter(2), view: () => 7 })).toBeUndefined();
  });

  it("takes a step that changes nothing for no way out", () => {
    const spin = (rest: { readonly acknowledge?: readonly string[] }): AnyProtocol<number> =>
      miniature<number, { type: "Spin" }>({
        init: () => 0,
        events: () => [{ type: "Spin" }],
        reduce: (_self, state) => ({ state, ...rest }),
      });

    expect(stuckAfter(spin({}))).toBe(1);
    expect(stuckAfter(spin({ acknowledge: ["x"] }))).toBe(1);
  });

  it("takes a message that is taken and sent again for no way out", () => {
    const again = miniature<number, { type: "Send" }, { type: "Ping" }>({
      init: () => 0,
      events: (_self, state) => (state === 0 ? [{ type: "Send" }] : []),
      reduce: () => ({ state: 1, send: [{ to: "a", message: { type: "Ping" } }] }),
    });

    expect(stuckAfter(again)).toBe(2);
    expect(stuckAfter(again, { environment: { order: "fifo" } })).toBe(2);
    expect(stuckAfter(again, { environment: { delivery: "monotone" } })).toBe(2);
  });

  it("takes an event or a delivery that only lacks budget for a way out", () => {
    const ping = miniature<number, { type: "Send" }, { type: "Ping" }>({
      init: () => 0,
      events: (_self, state) => (state === 0 ? [{ type: "Send" }] : []),
      reduce: (_self, _state, { type }) =>
        type === "Send"
          ? { state: 1, send: [{ to: "a", message: { type: "Ping" } }] }
          : { state: 2 },
    });

    expect(stuckAfter(ping)).toBe(3);
    expect(stuckAfter(ping, { environment: { budgets: { Ping: 0 } } })).toBeUndefined();
    expect(stuckAfter(ping, { environment: { budgets: { Send: 0 } } })).toBeUndefined();
  });

  it("does not excuse an event that lacks more than budget", () => {
    const suspicious = miniature<number, { type: "Suspect" }>(
      {
        processes: ["a", "b"],
        init: () => 0,
        events: (self) => (self === "a" ? [{ type: "Suspect" }] : []),
        reduce: () => ({ state: 1 }),
      },
      { suspects: () => "b" },
    );
    const environment = { detection: "perfect", budgets: { Suspect: 0 } } as const;

    expect(stuckAfter(suspicious, { environment })).toBe(1);
    expect(
      stuckAfter(suspicious, { environment: { ...environment, detection: "unreliable" } }),
    ).toBeUndefined();
  });

  it("takes faults that can still happen for a way out, but none that lack budget", () => {
    const idle = miniature<number, { type: "Never" }>({ init: () => 0, reduce: () => undefined });

    expect(stuckAfter(idle)).toBe(1);
    // Down for good: no restart is owed.
    expect(stuckAfter(idle, { environment: { budgets: { crashes: 1 } } })).toBe(2);
    expect(
      stuckAfter(idle, {
        environment: { budgets: { crashes: "unlimited", restarts: "unlimited" } },
      }),
    ).toBeUndefined();
  });
});
