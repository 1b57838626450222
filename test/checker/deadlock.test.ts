/** What is a deadlock, and what is none: done, out of budget, or the world's turn. */
import { describe, expect, it } from "vitest";
import { check, type CheckOptions } from "../../checker/check.ts";
import { noDeadlock, type Snapshot } from "../../checker/property.ts";
import type { AnyProtocol } from "../../checker/protocol.ts";
import { about, counter, explored, miniature } from "../miniatures.ts";

const free = noDeadlock<Snapshot<number>>({
  ...about,
  name: "Free",
  check: ({ members }) => (members[0]!.view === 7 ? undefined : "it is stuck"),
});

/** The states of the shortest trace to a deadlock, if there is one. */
function stuckAfter(
  model: AnyProtocol<number>,
  options: CheckOptions<number> = {},
): number | undefined {
  return explored(model, { ...options, properties: [free] }).violated["Free"];
}

/** What is said of a deadlock at depth 3 by a search that ends at `depth`. */
function verdictAt(depth: number): string {
  return check(counter(2), { properties: [free], limits: { depth } }).verdicts[0]!.verdict;
}

/** Two processes that count to 2; those that are done then. */
function counters(isDone: (self: string) => boolean): AnyProtocol<number> {
  return {
    ...counter(2),
    processes: () => ["a", "b"],
    done: (self, count) => count === 2 && isDone(self),
  };
}

/** Does the same again and again. */
function spin(rest: { readonly acknowledge?: readonly string[] }): AnyProtocol<number> {
  return miniature<number, { type: "Spin" }>({
    init: () => 0,
    events: () => [{ type: "Spin" }],
    reduce: (_self, state) => ({ state, ...rest }),
  });
}

describe("freedom from deadlock", () => {
  it("is violated by a state that no step leaves", () => {
    expect(stuckAfter(counter(2))).toBe(3);
  });

  it("is claimed of no state that was not expanded", () => {
    // The state that is stuck is at depth 3; whether steps leave it only a search of depth 4 sees.
    expect([1, 2, 3, 4].map(verdictAt)).toEqual([
      "inconclusive",
      "holds to depth 1",
      "holds to depth 2",
      "violated",
    ]);
  });

  it("is not violated where all processes are done, or the property says it is no harm", () => {
    expect(stuckAfter(counters(() => true))).toBeUndefined();
    expect(stuckAfter(counters((self) => self === "a"))).toBe(5);
    expect(stuckAfter({ ...counter(2), view: () => 7 })).toBeUndefined();
  });

  it("takes a step that changes nothing for no way out", () => {
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
    expect(stuckAfter({ ...again, constraint: { messages: () => 2 } })).toBe(2);
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
