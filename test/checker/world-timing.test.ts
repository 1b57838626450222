/** Synchronous timing: messages beat time-outs, and short time-outs beat long ones. */
import { describe, expect, it } from "vitest";
import type { EnvironmentOverrides } from "../../checker/environment.ts";
import type { AnyProtocol } from "../../checker/protocol.ts";
import { miniature, reachable, stepsAfter } from "../miniatures.ts";

type Event = { readonly type: "Send" | "Short" | "Long" | "Suspect" };

const WAITS: Readonly<Record<Event["type"], number | undefined>> = {
  Send: undefined,
  Short: 1,
  Long: 2,
  Suspect: 1,
};

interface Clocks {
  readonly sends?: boolean;
  readonly short?: boolean;
  readonly suspects?: boolean;
  /** b refuses what it gets. */
  readonly refuses?: boolean;
  /** b keeps what it gets. */
  readonly keeps?: boolean;
}

/** a may send to b, and has a short and a long time-out; each happens once. */
function clocks({ sends, short, suspects, refuses, keeps }: Clocks): AnyProtocol<string> {
  const all: readonly Event[] = [
    ...(sends === true ? [{ type: "Send" as const }] : []),
    ...(short === true ? [{ type: "Short" as const }] : []),
    { type: "Long" },
    ...(suspects === true ? [{ type: "Suspect" as const }] : []),
  ];
  return miniature<string, Event, { type: "Letter" }>(
    {
      processes: ["a", "b"],
      init: () => "",
      events: (self, state) =>
        self === "a" ? all.filter(({ type }) => !state.includes(type)) : [],
      reduce(_self, state, input) {
        if (input.type === "Letter") {
          return refuses === true ? undefined : { state: "got", keep: keeps === true };
        }
        const send =
          input.type === "Send" ? [{ to: "b", message: { type: "Letter" as const } }] : [];
        return { state: state + input.type, send };
      },
    },
    {
      waits: ({ type }) => WAITS[type],
      suspects: ({ type }) => (type === "Suspect" ? "b" : undefined),
    },
  );
}

const synchronous: EnvironmentOverrides = { timing: "synchronous" };

describe("synchronous timing", () => {
  it("lets a message beat every time-out", () => {
    const model = clocks({ sends: true, short: true });

    expect(stepsAfter(model, synchronous, ["a Send"])).toEqual(["b gets Letter from a"]);
    expect(stepsAfter(model, synchronous, ["a Send", "b gets Letter from a"])).toEqual(["a Short"]);
  });

  it("lets what is no time-out happen at any time, messages in flight or not", () => {
    const model = miniature<number, { type: "Send" }, { type: "Letter" }>({
      processes: ["a", "b"],
      init: () => 0,
      events: (self, count) => (self === "a" && count < 2 ? [{ type: "Send" }] : []),
      reduce: (_self, count, { type }) =>
        type === "Send"
          ? { state: count + 1, send: [{ to: "b", message: { type: "Letter" } }] }
          : { state: count + 1 },
    });

    expect(stepsAfter(model, synchronous, ["a Send"])).toEqual(["a Send", "b gets Letter from a"]);
  });

  it("lets a short time-out beat a long one", () => {
    const model = clocks({ short: true });

    expect(stepsAfter(model, synchronous)).toEqual(["a Short"]);
    expect(stepsAfter(model, synchronous, ["a Short"])).toEqual(["a Long"]);
    expect(reachable(model, synchronous)).toEqual(["a: b:", "a:Short b:", "a:ShortLong b:"]);
  });

  it("lets a short time-out of one process beat a long one of another", () => {
    const model = miniature<number, { type: "Short" | "Long" }>(
      {
        processes: ["a", "b"],
        init: () => 0,
        events: (self, state) => (state === 1 ? [] : [{ type: self === "a" ? "Short" : "Long" }]),
        reduce: () => ({ state: 1 }),
      },
      { waits: ({ type }) => (type === "Short" ? 1 : 2) },
    );

    expect(reachable(model, synchronous)).toEqual(["a:0 b:0", "a:1 b:0", "a:1 b:1"]);
  });

  it("lets a short time-out whose budget is spent block a longer one all the same", () => {
    const model = clocks({ short: true });

    expect(stepsAfter(model, { ...synchronous, budgets: { Short: 0 } })).toEqual([]);
    expect(stepsAfter(model, { ...synchronous, budgets: { Long: 0 } })).toEqual(["a Short"]);
  });

  it("does not wait for a message that its receiver refuses", () => {
    expect(stepsAfter(clocks({ sends: true, refuses: true }), synchronous, ["a Send"])).toEqual([
      "a Long",
    ]);
  });

  it("waits for ever for a message that its receiver keeps", () => {
    const model = clocks({ sends: true, keeps: true });
    const step = "b gets Letter from a";

    expect(stepsAfter(model, synchronous, ["a Send", step, step])).toEqual([step]);
  });

  it("does not wait for a message to a process that is down, or over a cut link", () => {
    const model = clocks({ sends: true });
    const budgets = { crashes: 1, partitions: 1 };
    const after = (...path: string[]): string[] =>
      stepsAfter(model, { ...synchronous, budgets }, path).filter((text) => text.startsWith("a "));

    expect(after("a Send")).toEqual([]);
    expect(after("a Send", "crash b")).toEqual(["a Long"]);
    expect(after("a Send", "cut ab ba")).toEqual(["a Long"]);
  });

  it("does not wait for a suspicion that is false, though it may happen", () => {
    const model = clocks({ suspects: true });
    const perfect: EnvironmentOverrides = { ...synchronous, detection: "perfect" };

    expect(stepsAfter(model, synchronous)).toEqual(["a Long", "a Suspect"]);
    expect(stepsAfter(model, perfect)).toEqual(["a Long"]);
  });

  it("does not wait for a time-out of a process that is down", () => {
    const model = miniature<number, { type: "Short" | "Long" }>(
      {
        processes: ["a", "b"],
        init: () => 0,
        events: (self) => [{ type: self === "a" ? "Short" : "Long" }],
        reduce: () => ({ state: 1 }),
      },
      { waits: ({ type }) => (type === "Short" ? 1 : 2) },
    );

    expect(stepsAfter(model, { ...synchronous, budgets: { crashes: 1 } }, ["crash a"])).toEqual([
      "b Long",
    ]);
  });
});

describe("asynchronous timing", () => {
  it("lets every time-out fire whenever it is enabled", () => {
    const model = clocks({ sends: true, short: true });

    expect(stepsAfter(model, {})).toEqual(["a Send", "a Short", "a Long"]);
    expect(stepsAfter(model, {}, ["a Send"])).toEqual([
      "a Short",
      "a Long",
      "b gets Letter from a",
    ]);
  });
});
