/** The state constraint has TLC's meaning: states outside are judged and generated, and no more. */
import { describe, expect, it } from "vitest";
import { targetOf } from "../../checker/check.ts";
import { SpaceWalk } from "../../checker/fuzz/space-walk.ts";
import { always, type Property, type Snapshot, sometimes } from "../../checker/property.ts";
import type { AnyProtocol } from "../../checker/protocol.ts";
import { about, explored, miniature } from "../miniatures.ts";

function bounded(top: number, start = 0): AnyProtocol<number> {
  return miniature<number, { type: "Count" }>(
    {
      init: () => start,
      events: () => [{ type: "Count" }],
      reduce: (_self, count) => ({ state: count + 1 }),
    },
    { constraint: { state: (_self, count) => count <= top } },
  );
}

function never(count: number): Property<number> {
  return always<Snapshot<number>>({
    ...about,
    name: "Never",
    check: ({ members }) =>
      members.some(({ view }) => view === count) ? "it is there" : undefined,
  });
}

describe("a state outside the constraint", () => {
  it("is generated, but neither counted as distinct nor explored", () => {
    expect(explored(bounded(2))).toMatchObject({
      distinctStates: 3,
      generatedStates: 4,
      depth: 3,
      constrained: 1,
      ending: "exhausted",
    });
  });

  it("is judged", () => {
    expect(explored(bounded(2), { properties: [never(3)] }).violated).toEqual({ Never: 4 });
    expect(explored(bounded(2), { properties: [never(4)] }).violated).toEqual({});
  });

  it("is objected to each time that a walk comes by", () => {
    const target = targetOf(bounded(0), { properties: [never(1)] });
    const walk = new SpaceWalk(target.space, target.processes);

    for (const time of ["first", "second"]) {
      walk.begin(0);
      expect(walk.objections, time).toHaveLength(1);
    }
  });

  it("may be where a witness is found", () => {
    const witness = sometimes<Snapshot<number>>({
      ...about,
      name: "Three",
      holds: ({ members }) => members.some(({ view }) => view === 3),
    });

    expect(explored(bounded(2), { properties: [witness] }).verdicts).toEqual(["Three holds"]);
  });

  it("may be the initial one: then nothing is explored, but that is judged too", () => {
    expect(explored(bounded(2, 3), { properties: [never(3)] })).toMatchObject({
      distinctStates: 0,
      generatedStates: 1,
      depth: 0,
      constrained: 1,
      violated: { Never: 1 },
    });
  });

  it("may be one that a crash leaves", () => {
    const model = miniature<number, { type: "Never" }>(
      { init: () => 0, reduce: () => undefined },
      { recover: () => 9, constraint: { state: (_self, count) => count === 0 } },
    );

    expect(explored(model, { environment: { budgets: { crashes: 1 } } })).toMatchObject({
      distinctStates: 1,
      generatedStates: 2,
      constrained: 1,
    });
  });

  it("is counted each time that it is generated", () => {
    const model = miniature<number, { type: "Leave" | "Turn" }>(
      {
        init: () => 0,
        events: () => [{ type: "Leave" }, { type: "Turn" }],
        reduce: (_self, state, { type }) => ({ state: type === "Leave" ? 9 : 1 - state }),
      },
      { constraint: { state: (_self, state) => state < 9 } },
    );

    expect(explored(model)).toMatchObject({
      distinctStates: 2,
      generatedStates: 5,
      constrained: 2,
      generatedBy: { Leave: 2, Turn: 2 },
    });
  });
});

describe("a state outside the constraint that two processes make together", () => {
  it("is judged for each state of the one that stays inside", () => {
    // From one and the same state of b, a's is seen first at 0 and then at 1.
    const model = miniature<number, { type: "Turn" | "Leave" }>(
      {
        processes: ["a", "b"],
        init: () => 0,
        events: (self) => [{ type: self === "a" ? "Turn" : "Leave" }],
        reduce: (_self, _state, { type }) => ({ state: type === "Turn" ? 1 : 9 }),
      },
      { constraint: { state: (_self, state) => state < 9 } },
    );
    const apart = always<Snapshot<number>>({
      ...about,
      name: "Apart",
      check: ({ members: [a, b] }) =>
        a?.view === 1 && b?.view === 9 ? "both have moved" : undefined,
    });

    expect(explored(model, { properties: [apart] }).violated).toEqual({ Apart: 3 });
  });
});

/** a sends to b again and again, and b takes what it gets. */
function sender(constraint: {
  readonly messages?: number;
  readonly copies?: number;
}): AnyProtocol<number> {
  const { messages = Infinity, copies = Infinity } = constraint;
  return miniature<number, { type: "Red" | "Blue" }, { type: "red" | "blue" }>(
    {
      processes: ["a", "b"],
      init: () => 0,
      events: (self) => (self === "a" ? [{ type: "Red" }, { type: "Blue" }] : []),
      reduce: (_self, state, { type }) =>
        type === "Red" || type === "Blue"
          ? {
              state,
              send: [{ to: "b", message: { type: type === "Red" ? "red" : "blue" } }],
            }
          : { state },
    },
    { constraint: { messages: () => messages, copies: () => copies } },
  );
}

describe("a bound on messages in flight", () => {
  it("counts all copies", () => {
    // Bags of at most 2 messages of 2 kinds: 1 + 2 + 3.
    expect(explored(sender({ messages: 2 })).distinctStates).toBe(6);
  });

  it("keeps out only what sends too many at once", () => {
    const model = miniature<number, { type: "Pair" | "Single" | "Triple" }, { type: "note" }>(
      {
        processes: ["a", "b"],
        init: () => 0,
        events: (self) =>
          self === "a" ? [{ type: "Triple" }, { type: "Pair" }, { type: "Single" }] : [],
        reduce: (_self, state, { type }) => {
          const count = { Single: 1, Pair: 2, Triple: 3, note: 0 }[type];
          const note = { to: "b", message: { type: "note" } } as const;
          return { state, send: Array.from({ length: count }, () => note) };
        },
      },
      { constraint: { messages: () => 2 } },
    );

    // Of 3, 2 and 1 more: with none in flight 3 are too many, with one 2 are, with two 1 is.
    expect(explored(model)).toMatchObject({ distinctStates: 3, constrained: 1 + 2 + 3 });
  });

  it("may be on the copies of one message", () => {
    // Up to 2 of each kind.
    expect(explored(sender({ copies: 2 })).distinctStates).toBe(9);
    expect(explored(sender({ messages: 3, copies: 2 })).distinctStates).toBe(8);
  });

  it("counts a message once in a monotone network, however often it is sent", () => {
    const environment = { delivery: "monotone" } as const;

    expect(explored(sender({ copies: 1 }), { environment })).toMatchObject({
      distinctStates: 4,
      constrained: 0,
    });
    expect(explored(sender({ messages: 1 }), { environment })).toMatchObject({
      distinctStates: 3,
      // From {red} blue is one too many, and the other way round.
      constrained: 2,
    });
  });

  it("counts what is in all queues of a fifo network", () => {
    // Sequences of at most 2 of 2 kinds: 1 + 2 + 4.
    const environment = { order: "fifo" } as const;

    expect(explored(sender({ messages: 2 }), { environment }).distinctStates).toBe(7);
  });

  it("counts what the network repeats", () => {
    const environment = { budgets: { duplicates: 1, Red: 1, Blue: 0 } } as const;

    // Nothing yet, red in flight, red taken; red and its copy are one too many.
    expect(explored(sender({ messages: 1 }), { environment })).toMatchObject({
      distinctStates: 3,
      constrained: 1,
    });
  });
});
