/** Reducers that change their input, or answer differently each time: what is caught, and by what. */
import { describe, expect, it } from "vitest";
import { check } from "../../checker/check.ts";
import { always, type Snapshot } from "../../checker/property.ts";
import type { AnyProtocol } from "../../checker/protocol.ts";
import { about, counter } from "../miniatures.ts";
import { CRASHES, errorOf, faulty } from "./faulty.ts";

describe("a reducer that changes its input", () => {
  it.each<[string, unknown, (state: never) => unknown]>([
    ["sets a field", { term: 1 }, (state: { term: number }) => (state.term = 2)],
    ["adds a field", { term: 1 }, (state: { vote?: string }) => (state.vote = "n1")],
    ["deletes a field", { term: 1 }, (state: { term?: number }) => delete state.term],
    ["pushes", [1], (state: number[]) => state.push(2)],
    ["pops", [1], (state: number[]) => state.pop()],
    ["turns round", [2, 1], (state: number[]) => Array.prototype.reverse.call(state)],
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

/** A reducer that counts how often it is called, from 1 on. */
function callCounter(): AnyProtocol {
  let calls = 0;
  return faulty({
    init: () => ({ log: [0, 0] }),
    events: (_self: string, state: { log: readonly number[] }) =>
      state.log[1] === 0 ? [{ type: "Count" }] : [],
    reduce: () => ({ state: { log: [0, ++calls] } }),
  });
}

describe("an impure reducer", () => {
  it("is caught by an audit, which says where its answers differ", () => {
    const error = errorOf(callCounter(), { audit: true });

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
    const firstCall = always<Snapshot<{ readonly log: readonly number[] }>>({
      ...about,
      name: "FirstCall",
      check: ({ members }) => (members[0]!.view.log[1] === 1 ? "the first call" : undefined),
    });

    const error = errorOf(callCounter(), { properties: [firstCall] });

    expect(error).toMatchObject({ code: "ReplayDiverged", exitCode: 5 });
    expect(error.message).toContain("FirstCall");
    expect(error.hint).toContain("--audit");
  });

  it("passes an audit if it is pure, and is explored as without one", () => {
    const plain = check(counter(3)).exploration;

    expect(check(counter(3), { audit: true }).exploration).toEqual(plain);
  });
});
