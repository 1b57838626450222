/** What reducers are given, and what becomes of it: messages, events, and the inbox as a whole. */
import { describe, expect, it } from "vitest";
import type { AnyProtocol } from "../../checker/protocol.ts";
import { counter, explored, miniature, reachable, stepsAfter } from "../miniatures.ts";

describe("a delivered message", () => {
  /** b keeps the first ping that it gets in its inbox, and takes out the next. */
  const keeper = miniature<number, { type: "Send" }, { type: "Ping" }>({
    processes: ["a", "b"],
    init: () => 0,
    events: (self, state) => (self === "a" && state === 0 ? [{ type: "Send" }] : []),
    reduce: (_self, state, { type }) =>
      type === "Send"
        ? { state: 1, send: [{ to: "b", message: { type: "Ping" } }] }
        : { state: state + 1, keep: state === 0 },
  });

  it("is consumed, unless the outcome keeps it", () => {
    expect(reachable(keeper)).toEqual(["a:0 b:0", "a:1 b:0", "a:1 b:1", "a:1 b:2"]);
    expect(reachable(keeper, {}, "quiet")).toEqual(["a:0 b:0", "a:1 b:2"]);
  });

  it("comes with the process that sent it", () => {
    const polite = miniature<string, { type: "Send" }, { type: "Hello" }>({
      processes: ["a", "b"],
      init: () => "",
      events: (self, state) => (self === "a" && state === "" ? [{ type: "Send" }] : []),
      reduce: (_self, _state, input) =>
        input.type === "Send"
          ? { state: "sent", send: [{ to: "b", message: { type: "Hello" } }] }
          : { state: `hello ${input.from}` },
    });

    expect(reachable(polite)).toContain("a:sent b:hello a");
  });

  it("may lead to one of several outcomes", () => {
    const coin = miniature<string, { type: "Toss" }>({
      init: () => "in the air",
      events: (_self, state) => (state === "in the air" ? [{ type: "Toss" }] : []),
      reduce: () => [{ state: "heads" }, { state: "tails" }],
    });

    expect(reachable(coin)).toEqual(["a:heads", "a:in the air", "a:tails"]);
    expect(explored(coin).generatedStates).toBe(3);
  });

  it("stays where it is if the reducer does not take it", () => {
    const deaf = miniature<number, { type: "Send" }, { type: "Ping" }>({
      processes: ["a", "b"],
      init: () => 0,
      events: (self, state) => (self === "a" && state === 0 ? [{ type: "Send" }] : []),
      reduce: (_self, _state, { type }) =>
        type === "Send" ? { state: 1, send: [{ to: "b", message: { type: "Ping" } }] } : undefined,
    });

    expect(stepsAfter(deaf, {}, ["a Send"])).toEqual([]);
    expect(reachable(deaf, {}, "quiet")).toEqual(["a:0 b:0"]);
  });
});

/** a sends three numbers; b leads when it has two of them in its inbox. */
function voters(readsInbox: boolean): AnyProtocol<string> {
  return miniature<string, { type: "Send" | "Lead" }, { type: "Vote"; n: number }>(
    {
      processes: ["a", "b"],
      init: () => "0",
      events: (self, state, inbox) =>
        self === "a"
          ? state < "3"
            ? [{ type: "Send" }]
            : []
          : state === "0" && inbox.length >= 2
            ? [{ type: "Lead" }]
            : [],
      reduce(_self, state, { type }) {
        if (type === "Lead") return { state: "leads" };
        if (type === "Vote") return undefined;
        const n = Number(state);
        return { state: String(n + 1), send: [{ to: "b", message: { type: "Vote", n } }] };
      },
    },
    { readsInbox },
  );
}

describe("the inbox", () => {
  it("can be read by guards of a protocol that says so", () => {
    expect(reachable(voters(true)).filter((text) => text.endsWith("b:leads"))).toEqual([
      "a:2 b:leads",
      "a:3 b:leads",
    ]);
  });

  it("can't be read by others: that is an error that says how", () => {
    expect(() => explored(voters(false))).toThrow(
      expect.objectContaining({
        code: "ModelThrew",
        exitCode: 2,
        message: expect.stringContaining("readsInbox: true"),
      }),
    );
  });

  it("is seen in the same order by both explorers, though a bag has none", () => {
    const first = miniature<string, { type: "Send" | "Look" }, { type: "Vote"; n: number }>(
      {
        processes: ["a", "b"],
        init: () => "0",
        events: (self, state, inbox) =>
          self === "a"
            ? state < "4"
              ? [{ type: "Send" }]
              : []
            : state === "0" && inbox[0]?.n === 2
              ? [{ type: "Look" }]
              : [],
        reduce(_self, state, input) {
          if (input.type === "Look") return { state: "saw 2 first" };
          if (input.type === "Vote") return { state };
          const n = Number(state);
          return { state: String(n + 1), send: [{ to: "b", message: { type: "Vote", n } }] };
        },
      },
      { readsInbox: true },
    );

    expect(explored(first).distinctStates).toBeGreaterThan(4);
  });
});

describe("an event", () => {
  it("is no step if the reducer does not take it", () => {
    const shy = miniature<number, { type: "Try" }>({
      init: () => 0,
      events: () => [{ type: "Try" }],
      reduce: () => undefined,
    });

    expect(explored(shy)).toMatchObject({ distinctStates: 1, generatedStates: 1, generatedBy: {} });
  });

  it("is counted as generated even where it changes nothing, as in TLC", () => {
    const idle = miniature<number, { type: "Idle" }>({
      init: () => 0,
      events: () => [{ type: "Idle" }],
      reduce: (_self, state) => ({ state }),
    });

    expect(explored(idle)).toMatchObject({ distinctStates: 1, generatedStates: 2, depth: 1 });
  });

  it("happens as often as its budget allows, at all processes together", () => {
    const two = miniature<number, { type: "Count" }>({
      processes: ["a", "b"],
      init: () => 0,
      events: () => [{ type: "Count" }],
      reduce: (_self, count) => ({ state: Math.min(2, count + 1) }),
    });

    expect(reachable(two, { budgets: { Count: 1 } })).toEqual(["a:0 b:0", "a:0 b:1", "a:1 b:0"]);
    expect(reachable(two, { budgets: { Count: 0 } })).toEqual(["a:0 b:0"]);
    expect(reachable(two, { budgets: { Count: "unlimited" } })).toHaveLength(9);
    expect(reachable(two)).toHaveLength(9);
  });

  it("is one state to a budget that is unlimited, several to one that is spent", () => {
    const loop = miniature<number, { type: "Turn" }>({
      init: () => 0,
      events: () => [{ type: "Turn" }],
      reduce: (_self, state) => ({ state: 1 - state }),
    });

    expect(explored(loop).distinctStates).toBe(2);
    expect(explored(loop, { environment: { budgets: { Turn: 3 } } }).distinctStates).toBe(4);
  });
});

describe("the depth", () => {
  it("of an initial state is 1", () => {
    expect(explored(counter(0))).toMatchObject({ depth: 1, completeDepth: 1, distinctStates: 1 });
    expect(explored(counter(4))).toMatchObject({ depth: 5, completeDepth: 5, distinctStates: 5 });
  });
});
