/**
 * Faults of models: each is reported by the model's name, the function, its input, and the path of
 * what is wrong, with the exit code that scripts rely on.
 */
import { describe, expect, it } from "vitest";
import type { CheckOptions } from "../../checker/check.ts";
import { noDeadlock } from "../../checker/property.ts";
import { about, counter } from "../miniatures.ts";
import { CRASHES, errorOf, faulty } from "./faulty.ts";

function boom(): never {
  throw new Error("boom");
}

const TIMED: CheckOptions = { environment: { timing: "synchronous", detection: "perfect" } };
const free = noDeadlock<unknown>({ ...about, name: "Free", check: () => undefined });
const STUCK: CheckOptions = { properties: [free] };

describe("a function that throws", () => {
  it.each<[string, string, Readonly<Record<string, unknown>>, CheckOptions]>([
    ["processes", "processes", { processes: boom }, {}],
    ["environment", "environment", { environment: boom }, {}],
    ["invalid", "invalid", { invalid: boom }, {}],
    ["symmetry", "symmetry", { symmetry: boom }, { symmetry: true }],
    ["init", "init of a", { init: boom }, {}],
    ["events", "events of a", { events: boom }, {}],
    ["reduce", "reduce of a on { type: 'Count' }", { reduce: boom }, {}],
    ["recover", "recover of a", { recover: boom }, CRASHES],
    ["view", "view of a", { view: boom }, {}],
    ["constraint", "constraint.state of a", { constraint: { state: boom } }, {}],
    ["a bound on messages", "constraint", { constraint: { messages: boom } }, {}],
    ["waits", "waits of { type: 'Count' }", { waits: boom }, TIMED],
    ["suspects", "suspects of { type: 'Count' }", { suspects: boom }, TIMED],
    ["done", "done of a", { done: boom }, STUCK],
  ])("is named: %s", (_name, what, parts, options) => {
    const error = errorOf(faulty(parts), options);

    expect(error).toMatchObject({ code: "ModelThrew", exitCode: 2 });
    expect(error.message).toBe(`faulty: ${what} threw: boom`);
    expect(error.cause).toMatchObject({ message: "boom" });
  });

  it("is named with its state, and the steps that lead there", () => {
    const { reduce } = counter(2);
    const error = errorOf(
      faulty({
        reduce: (...input: Parameters<typeof reduce>) =>
          input[1] === 1 ? boom() : reduce(...input),
      }),
    );

    expect(error.hint).toBe("The state was 1.");
    expect(error.path).toEqual([
      '{"type":"event","process":"a","event":{"type":"Count"},"outcome":0}',
    ]);
  });
});

class Server {
  readonly term = 1;
}

describe("a state that is not data", () => {
  it.each<[string, unknown, string]>([
    ["undefined", { vote: undefined }, ".vote is undefined"],
    ["NaN", [{ term: Number.NaN }], "[0].term is NaN, not a safe integer"],
    ["a fraction", { log: [1, 0.5] }, ".log[1] is 0.5, not a safe integer"],
    ["a function", { next: boom }, ".next is a function"],
    ["a Date", new Map([["n1", new Date(0)]]), "{n1} is an instance of Date"],
    ["an instance of a class", new Set([new Server()]), "{element} is an instance of Server"],
    ["a symbol", { id: Symbol("n1") }, ".id is a symbol"],
    ["nothing at all", undefined, "it is undefined"],
  ])("is named with its path: %s", (_name, state, fault) => {
    const afterwards = errorOf(faulty({ reduce: () => ({ state }) }));
    const initially = errorOf(faulty({ init: () => state }));
    const recovered = errorOf(faulty({ recover: () => state }), CRASHES);
    const seen = errorOf(faulty({ view: () => state }));

    expect(afterwards).toMatchObject({ code: "NotData", exitCode: 2 });
    expect(afterwards.message).toBe(
      `faulty: the next state from reduce of a on { type: 'Count' } is not data: ${fault}.`,
    );
    expect(initially.message).toBe(`faulty: the initial state of a is not data: ${fault}.`);
    expect(recovered.message).toBe(`faulty: what recover of a leaves is not data: ${fault}.`);
    expect(seen.message).toBe(`faulty: the view of a is not data: ${fault}.`);
  });

  it("may be an event or a message", () => {
    const inEvent = errorOf(faulty({ events: () => [{ type: "Count", at: new Date(0) }] }));
    const inMessage = errorOf(
      faulty({
        reduce: () => ({ state: 1, send: [{ to: "a", message: { type: "M", f: boom } }] }),
      }),
    );

    expect(inEvent.message).toBe(
      "faulty: an event from events of a is not data: .at is an instance of Date.",
    );
    expect(inMessage.message).toBe(
      "faulty: a message from reduce of a on { type: 'Count' } is not data: .f is a function.",
    );
  });
});

function sends(send: unknown): Readonly<Record<string, unknown>> {
  return { reduce: () => ({ state: 1, send }) };
}

describe("an answer of the wrong shape", () => {
  it.each<[string, Readonly<Record<string, unknown>>, CheckOptions, string]>([
    ["no list of events", { events: () => "AB" }, {}, "events of a answers 'AB'"],
    ["no events at all", { events: () => undefined }, {}, "events of a answers undefined"],
    ["an event without a type", { events: () => [{}] }, {}, "has no type: {}"],
    ["an event with a fault's name", { events: () => [{ type: "crashes" }] }, {}, "called crashes"],
    ["an event with an object's", { events: () => [{ type: "toString" }] }, {}, "called toString"],
    ["null from reduce", { reduce: () => null }, {}, "answers null"],
    ["an outcome without a state", { reduce: () => ({ send: [] }) }, {}, "answers { send: [] }"],
    ["a list with one", { reduce: () => [{ state: 1 }, {}] }, {}, "answers {}"],
    ["an outcome with more", { reduce: () => ({ state: 1, sends: [] }) }, {}, "sends: [] }"],
    ["no list of messages", sends({ to: "a" }), {}, "sends { to: 'a' }"],
    ["a message to no one", sends([{ message: { type: "M" } }]), {}, "sends to undefined"],
    ["a message to a stranger", sends([{ to: "z", message: { type: "M" } }]), {}, "sends to 'z'"],
    ["no message", sends([{ to: "a" }]), {}, "is not data: it is undefined"],
    ["a message without a type", sends([{ to: "a", message: "hi" }]), {}, "has no type: 'hi'"],
    [
      "a message that says from whom it is",
      sends([{ to: "a", message: { type: "M", from: "z" } }]),
      {},
      'sends a "from"',
    ],
    [
      "an acknowledgement that is no text",
      { reduce: () => ({ state: 1, acknowledge: [1] }) },
      {},
      "acknowledges [ 1 ]",
    ],
    ["a fraction to wait", { waits: () => 1.5 }, TIMED, "answers 1.5"],
    ["a negative wait", { waits: () => -1 }, TIMED, "answers -1"],
    ["the suspicion of a stranger", { suspects: () => "z" }, TIMED, "answers 'z'"],
  ])("is refused: %s", (_name, parts, options, text) => {
    const error = errorOf(faulty(parts), options);

    expect(error.exitCode).toBe(2);
    expect(error.message).toMatch(/^faulty: /);
    expect(error.message).toContain(text);
    expect(error.hint).toBeDefined();
  });

  it("is refused when two processes, or two properties, have one name", () => {
    expect(errorOf(faulty({ processes: () => ["a", "b", "a"] }))).toMatchObject({
      code: "BadValue",
      message: 'faulty: two of its processes are called "a".',
    });
    expect(errorOf(counter(1), { properties: [free, free] }).message).toContain(
      'two of its properties are called "Free"',
    );
  });
});
