/** Histories, the observers that judge by them, and witnesses. */
import { describe, expect, it } from "vitest";
import { check } from "../../checker/check.ts";
import {
  changeHistory,
  observer,
  type Property,
  type Snapshot,
  sometimes,
  stepHistory,
} from "../../checker/property.ts";
import { about, counter, explored, miniature } from "../miniatures.ts";

function viewOf<V>({ members }: Snapshot<V>): V | undefined {
  return members[0]?.view;
}

/** Counts the visits of a node, always under the same name. */
function visits(node: number): Property<number> {
  return observer<number, number>({
    ...about,
    name: `Visits${node}`,
    history: changeHistory<number, number>({
      name: "visits",
      initial: 0,
      observe: (count, { after }) => (after === node ? Math.min(2, count + 1) : count),
    }),
  });
}

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
    expect(explored(loop, { properties: [property] }).distinctStates).toBe(7);
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
    const properties = [inState, atChange];

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
    );

    expect(explored(loop, { properties }).distinctStates).toBe(7);
  });

  it("is not confused with another whose history has the same name", () => {
    // Both count under one name, one the visits of 1, the other those of 2.
    const walker = miniature<number, { type: "Go"; to: number }>({
      init: () => 0,
      events: (_self, at) => (at === 0 ? [1, 2] : [0]).map((to) => ({ type: "Go", to })),
      reduce: (_self, _at, { to }) => ({ state: to }),
    });
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
        properties: [property],
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

    expect(explored(counter(2), { properties: [property] }).violated).toEqual({
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
