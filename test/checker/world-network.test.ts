/** What the network does with messages: order, loss, duplication, and sets that only grow. */
import { describe, expect, it } from "vitest";
import type { AnyProtocol, ProcessId, Sent } from "../../checker/protocol.ts";
import { explored, miniature, reachable } from "../miniatures.ts";

interface Letter {
  readonly type: "Letter";
  readonly text: string;
}

function letter(to: ProcessId, text: string): Sent<Letter> {
  return { to, message: { type: "Letter", text } };
}

/** a sends "1" and "2" to c at once, b sends "3"; c writes down what it gets. */
const writers: AnyProtocol<string> = miniature<string, { type: "Send" }, Letter>({
  processes: ["a", "b", "c"],
  init: () => "",
  events: (self, state) => (self !== "c" && state === "" ? [{ type: "Send" }] : []),
  reduce(self, state, input) {
    if (input.type === "Letter") return { state: state + input.text };
    const send = self === "a" ? [letter("c", "1"), letter("c", "2")] : [letter("c", "3")];
    return { state: "sent", send };
  },
});

/** What c has written when nothing is left to arrive. */
function writtenInTheEnd(environment: Parameters<typeof reachable>[1]): string[] {
  return reachable(writers, environment, "quiet")
    .filter((text) => text.startsWith("a:sent b:sent"))
    .map((text) => text.replace(/.*c:/, ""));
}

describe("a fifo network", () => {
  it("keeps the order of each pair, but none between pairs", () => {
    expect(writtenInTheEnd({ order: "fifo" })).toEqual(["123", "132", "312"]);
  });

  it("loses the head of a queue when it drops", () => {
    expect(writtenInTheEnd({ order: "fifo", budgets: { drops: 1 } })).toEqual([
      "12", "123", "13", "132", "23", "31", "312", "32",
    ]); // prettier-ignore
  });

  it("lets a message that the receiver refuses block those behind it", () => {
    const picky = miniature<string, { type: "Send" }, Letter>({
      processes: ["a", "c"],
      init: () => "",
      events: (self, state) => (self === "a" && state === "" ? [{ type: "Send" }] : []),
      reduce(_self, state, input) {
        if (input.type === "Send")
          return { state: "sent", send: [letter("c", "1"), letter("c", "2")] };
        return input.text === "1" ? undefined : { state: state + input.text };
      },
    });

    expect(reachable(picky, { order: "fifo" })).toEqual(["a: c:", "a:sent c:"]);
    expect(reachable(picky, { order: "unordered" })).toContain("a:sent c:2");
  });
});

describe("an unordered network", () => {
  it("delivers in every order", () => {
    expect(writtenInTheEnd({})).toEqual(["123", "132", "213", "231", "312", "321"]);
  });

  it("delivers two copies of one message one by one", () => {
    const twice = miniature<number, { type: "Send" }, { type: "Ping" }>({
      processes: ["a", "b"],
      init: () => 0,
      events: (self, count) => (self === "a" && count === 0 ? [{ type: "Send" }] : []),
      reduce: (_self, count, { type }) =>
        type === "Send"
          ? {
              state: 1,
              send: [
                { to: "b", message: { type: "Ping" } },
                { to: "b", message: { type: "Ping" } },
              ],
            }
          : { state: count + 1 },
    });

    expect(reachable(twice)).toEqual(["a:0 b:0", "a:1 b:0", "a:1 b:1", "a:1 b:2"]);
    expect(explored(twice)).toMatchObject({ distinctStates: 4, generatedStates: 4 });
  });
});

/** a sends one ping (or so many) to b, which counts up to 3 what it gets. */
function pings(count: number): AnyProtocol<number> {
  return miniature<number, { type: "Send" }, { type: "Ping"; n: number }>({
    processes: ["a", "b"],
    init: () => 0,
    events: (self, state) => (self === "a" && state === 0 ? [{ type: "Send" }] : []),
    reduce: (_self, state, { type }) =>
      type === "Send"
        ? {
            state: 1,
            send: Array.from({ length: count }, (_, n) => ({
              to: "b",
              message: { type: "Ping", n },
            })),
          }
        : { state: Math.min(3, state + 1) },
  });
}

/** How many pings b may have counted when nothing is left to arrive. */
function countedInTheEnd(
  model: AnyProtocol<number>,
  environment: Parameters<typeof reachable>[1],
): string {
  return reachable(model, environment, "quiet")
    .filter((text) => text.startsWith("a:1"))
    .map((text) => text.replace(/.*b:/, ""))
    .join(" ");
}

describe("delivery", () => {
  it("is exactly once by default", () => {
    expect(countedInTheEnd(pings(1), {})).toBe("1");
    expect(countedInTheEnd(pings(2), {})).toBe("2");
  });

  it("loses as many messages as the budget of drops allows, and no more", () => {
    expect(countedInTheEnd(pings(2), { budgets: { drops: 1 } })).toBe("1 2");
    expect(countedInTheEnd(pings(2), { budgets: { drops: 2 } })).toBe("0 1 2");
    expect(countedInTheEnd(pings(2), { budgets: { drops: "unlimited" } })).toBe("0 1 2");
  });

  it("repeats as many messages as the budget of duplicates allows, and no more", () => {
    expect(countedInTheEnd(pings(1), { budgets: { duplicates: 1 } })).toBe("1 2");
    expect(countedInTheEnd(pings(1), { budgets: { duplicates: 2 } })).toBe("1 2 3");
  });

  it("may drop what it repeated", () => {
    const budgets = { drops: 2, duplicates: 1 };

    expect(countedInTheEnd(pings(1), { budgets })).toBe("0 1 2");
  });

  it("never takes a message out of a monotone network, so that it may come again", () => {
    expect(reachable(pings(1), { delivery: "monotone" })).toEqual([
      "a:0 b:0", "a:1 b:0", "a:1 b:1", "a:1 b:2", "a:1 b:3",
    ]); // prettier-ignore
    expect(explored(pings(1), { environment: { delivery: "monotone" } })).toMatchObject({
      distinctStates: 5,
      // One by a, one delivery in each of the four states after it: the last changes nothing.
      generatedStates: 6,
      depth: 5,
    });
  });

  it("has a budget for each type of message that is given one", () => {
    expect(reachable(pings(2), { budgets: { Ping: 1 } })).toEqual([
      "a:0 b:0",
      "a:1 b:0",
      "a:1 b:1",
    ]);
    expect(reachable(pings(2), { budgets: { Ping: 0 } })).toEqual(["a:0 b:0", "a:1 b:0"]);
  });
});
