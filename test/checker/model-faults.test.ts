/**
 * Faults of models: each is reported by the model's name, the function, its input, and the path of
 * what is wrong, with the exit code that scripts rely on.
 */
import { describe, expect, it } from "vitest";
import { check, type CheckOptions } from "../../checker/check.ts";
import { CheckerError } from "../../checker/errors.ts";
import type { AnyProtocol } from "../../checker/protocol.ts";
import { counter } from "../miniatures.ts";

/** A protocol that types would not let pass. */
function faulty(parts: Readonly<Record<string, unknown>>): AnyProtocol {
  return { ...counter(2), name: "faulty", ...parts } as AnyProtocol;
}

/** The error that a check ends with. */
function errorOf(model: AnyProtocol, options: CheckOptions = {}): CheckerError {
  try {
    check(model, options);
  } catch (error) {
    if (error instanceof CheckerError) return error;
    throw error;
  }
  throw new Error("the check did not fail");
}

function boom(): never {
  throw new Error("boom");
}

const CRASHES: CheckOptions = { environment: { budgets: { crashes: 1 } } };
const TIMED: CheckOptions = { environment: { timing: "synchronous", detection: "perfect" } };
const STUCK: CheckOptions = {
  properties: [
    {
      kind: "deadlock",
      name: "Free",
      source: "",
      claim: "",
      concern: "progress",
      check: () => undefined,
    },
  ],
};

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

describe("an answer of the wrong shape", () => {
  const sends = (send: unknown): Readonly<Record<string, unknown>> => ({
    reduce: () => ({ state: 1, send }),
  });

  it.each<[string, Readonly<Record<string, unknown>>, CheckOptions, string]>([
    ["no list of events", { events: () => "AB" }, {}, "events of a answers 'AB'"],
    ["no events at all", { events: () => undefined }, {}, "events of a answers undefined"],
    ["an event without a type", { events: () => [{}] }, {}, "has no type: {}"],
    ["an event with a fault's name", { events: () => [{ type: "crashes" }] }, {}, "called crashes"],
    ["an event with an object's", { events: () => [{ type: "toString" }] }, {}, "called toString"],
    ["null from reduce", { reduce: () => null }, {}, "answers null"],
    ["an outcome without a state", { reduce: () => ({ send: [] }) }, {}, "answers { send: [] }"],
    ["a list with one", { reduce: () => [{ state: 1 }, {}] }, {}, "answers {}"],
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
    const [free] = STUCK.properties!;

    expect(errorOf(faulty({ processes: () => ["a", "b", "a"] }))).toMatchObject({
      code: "BadValue",
      message: 'faulty: two of its processes are called "a".',
    });
    expect(errorOf(counter(1), { properties: [free!, free!] }).message).toContain(
      'two of its properties are called "Free"',
    );
  });
});

describe("a reducer that changes its input", () => {
  it.each<[string, unknown, (state: never) => unknown]>([
    ["sets a field", { term: 1 }, (state: { term: number }) => (state.term = 2)],
    ["adds a field", { term: 1 }, (state: { vote?: string }) => (state.vote = "n1")],
    ["deletes a field", { term: 1 }, (state: { term?: number }) => delete state.term],
    ["pushes", [1], (state: number[]) => state.push(2)],
    ["pops", [1], (state: number[]) => state.pop()],
    ["sorts", [2, 1], (state: number[]) => state.sort()],
    [
      "reaches deep",
      { log: [{ term: 1 }] },
      (state: { log: { term: number }[] }) => state.log[0]!.term++,
    ],
    [
      "reaches into what it froze",
      Object.freeze({ log: [1] }),
      (state: { log: number[] }) => state.log.push(2),
    ],
  ])("is caught: %s", (_name, initial, change) => {
    const error = errorOf(
      faulty({
        init: () => initial,
        events: () => [{ type: "Count" }],
        reduce: (_self: string, state: never) => {
          change(state);
          return { state };
        },
      }),
    );

    expect(error).toMatchObject({ code: "MutatedInput", exitCode: 5 });
    expect(error.message).toMatch(
      /^faulty: reduce of a on \{ type: 'Count' \} changes its input: /,
    );
  });

  it("is caught when it changes the config", () => {
    const error = errorOf(
      faulty({
        reduce: (
          _self: string,
          _state: unknown,
          _input: unknown,
          config: Record<string, number>,
        ) => {
          config["seen"] = 1;
          return { state: 1 };
        },
      }),
    );

    expect(error.code).toBe("MutatedInput");
  });

  const adds = faulty({
    init: () => new Set(["n1"]),
    events: (_self: string, state: ReadonlySet<string>) =>
      state.size < 3 ? [{ type: "Count" }] : [],
    reduce: (_self: string, state: Set<string>) => ({ state: state.add("n2") }),
  });

  it("in a set or a map is caught by an audit", () => {
    expect(errorOf(adds, { audit: true })).toMatchObject({
      code: "MutatedInput",
      exitCode: 5,
      message: "faulty: reduce changes its input.",
    });
  });

  it("known-limit: in a set or a map is not caught without one", () => {
    expect(() => check(adds, { limits: { depth: 3 } })).not.toThrow();
  });
});

describe("an impure reducer", () => {
  let calls = 0;
  const impure = faulty({
    init: () => ({ log: [0, 0] }),
    events: (_self: string, state: { log: readonly number[] }) =>
      state.log[1] === 0 ? [{ type: "Count" }] : [],
    reduce: () => ({ state: { log: [0, ++calls] } }),
  });

  it("is caught by an audit, which says where its answers differ", () => {
    const error = errorOf(impure, { audit: true });

    expect(error).toMatchObject({ code: "ImpureModel", exitCode: 5 });
    expect(error.message).toBe(
      "faulty: reduce is impure: the same input gave two answers, which differ at .state.log[1].",
    );
    expect(error.hint).toContain('"type":"Count"');
  });

  it.each(["init", "events", "view", "recover"])("is caught by an audit in %s too", (name) => {
    let count = 0;
    const answers: Readonly<Record<string, () => unknown>> = {
      init: () => ++count,
      view: () => ++count,
      recover: () => ++count,
      events: () => [{ type: "Count", n: ++count }],
    };

    expect(errorOf(faulty({ [name]: answers[name] }), { ...CRASHES, audit: true })).toMatchObject({
      code: "ImpureModel",
      message: expect.stringContaining(`faulty: ${name} is impure`),
    });
  });

  it("is caught without an audit when its counterexample does not replay", () => {
    const error = errorOf(impure, {
      properties: [
        {
          kind: "invariant",
          name: "FirstCall",
          source: "",
          claim: "",
          concern: "integrity",
          check: ({ members }: { members: readonly { view: { log: number[] } }[] }) =>
            members[0]!.view.log[1] === 1 + before ? "the first call" : undefined,
        },
      ],
    } as unknown as CheckOptions);

    expect(error).toMatchObject({ code: "ReplayDiverged", exitCode: 5 });
    expect(error.message).toContain("FirstCall");
    expect(error.hint).toContain("--audit");
  });

  // How often it had been called when the last test began; see FirstCall.
  const before = 2;

  it("passes an audit if it is pure, and is explored as without one", () => {
    const plain = check(counter(3)).exploration;

    expect(check(counter(3), { audit: true }).exploration).toEqual(plain);
  });
});
