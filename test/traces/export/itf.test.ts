/** The Informal Trace Format: valid by its schema, read back as the very trace; damage is refused. */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CheckerError } from "../../../checker/errors.ts";
import { catalog } from "../../../models/catalog.ts";
import { itfText } from "../../../traces/export/itf.ts";
import { itfKey, itfValue } from "../../../traces/export/itf-value.ts";
import { differenceFrom, parseItf } from "../../../traces/export/read-itf.ts";
import { REGRESSIONS, regressionsIn } from "../../../traces/regressions.ts";
import { type Scene, sceneOf } from "../../../traces/scene.ts";
import { targetIn } from "../../../traces/trace-target.ts";
import { data } from "../data.ts";
import { gossipScene, HOSTILE, hostileScene, tankScene } from "./scenes.ts";
import { errorsBy } from "./schemas.ts";

interface Itf {
  readonly "#meta": Record<string, unknown>;
  readonly vars: string[];
  readonly states: Record<string, unknown>[];
}

function parsed(scene: Scene): Itf {
  return JSON.parse(itfText(scene)) as Itf;
}

const scenes: readonly (readonly [string, Scene])[] = [
  ["all that a world can do", gossipScene()],
  ["no steps", gossipScene([])],
  ["a transition system", tankScene()],
];

describe("a trace in ITF", () => {
  it.each(scenes)("is valid, and comes back as it was: %s", (_what, scene) => {
    const file = parseItf(itfText(scene));

    expect(errorsBy("itf", parsed(scene))).toBeNull();
    expect(file.trace).toEqual(scene.trace);
    expect(differenceFrom(scene, file.states)).toBeUndefined();
  });

  it("comes back as it was for every trace that comes with the project", async () => {
    for (const { trace } of await regressionsIn(REGRESSIONS)) {
      const scene = sceneOf(trace, targetIn(catalog, trace).target);
      const file = parseItf(itfText(scene));

      expect(errorsBy("itf", parsed(scene))).toBeNull();
      expect(file.trace).toEqual(trace);
      expect(differenceFrom(scene, file.states)).toBeUndefined();
    }
  });

  it("has each of its variables in every state", () => {
    const { vars, states } = parsed(gossipScene());

    expect(states).toHaveLength(10);
    for (const { "#meta": _meta, ...state } of states) expect(Object.keys(state)).toEqual(vars);
  });

  it("names the actions as Quint's tools do", () => {
    const { states } = parsed(gossipScene());

    expect(states.map((state) => state["mbt::actionTaken"])).toEqual(
      "init Begin duplicate Rumour drop partition crash restart heal Rumour".split(" "),
    );
    expect(states[3]!["mbt::nondetPicks"]).toEqual({
      process: { tag: "Some", value: "bob" },
      from: { tag: "Some", value: "ann" },
      outcome: { tag: "Some", value: { "#bigint": "0" } },
    });
  });

  it("has the fields of a system's state as variables", () => {
    expect(parsed(tankScene()).states.at(-1)).toMatchObject({ level: { "#bigint": "2" } });
  });

  it.each(HOSTILE)("is valid with names such as %j", (text) => {
    expect(errorsBy("itf", parsed(hostileScene(text)))).toBeNull();
  });

  it("is not just anything to its schema", () => {
    const { states, ...rest } = parsed(gossipScene());
    const number = { ...rest, states: [{ ...states[0], down: 1 }] };

    expect(errorsBy("itf", { vars: [], states: [] })).not.toBeNull();
    expect(errorsBy("itf", number)).not.toBeNull();
  });
});

describe("an ITF value", () => {
  it("marks what JSON does not have", () => {
    const value = { n: -1, s: new Set([2, 1]), m: new Map([["a", null]]), l: [true] };

    expect(itfValue(value)).toEqual({
      n: { "#bigint": "-1" },
      s: { "#set": [{ "#bigint": "1" }, { "#bigint": "2" }] },
      m: { "#map": [["a", { tag: "None", value: { "#tup": [] } }]] },
      l: [true],
    });
  });

  it.each([
    ["a variant", { tag: "a", value: 1 }],
    ["a mark", { "#set": [] }],
  ])("is a map, if it is a record that could be taken for %s", (_what, value) => {
    expect(Object.keys(itfValue(value) as object)).toEqual(["#map"]);
  });

  it("is the same for the same data, and different for different data", () => {
    fc.assert(
      fc.property(data, data, (a, b) => {
        const isSame = JSON.stringify(itfValue(a)) === JSON.stringify(itfValue(b));
        expect(itfKey(itfValue(a)) === itfKey(itfValue(b))).toBe(isSame);
      }),
    );
  });

  it("is the same in whatever order a set is, and with plain numbers", () => {
    expect(itfKey({ "#set": ["a", 1] })).toBe(itfKey({ "#set": [{ "#bigint": "1" }, "a"] }));
    expect(itfKey(["a", "b"])).not.toBe(itfKey(["b", "a"]));
  });
});

/** The gossip with something else in place of what it has. */
function changed(change: (itf: Itf) => unknown): string {
  return JSON.stringify(change(parsed(gossipScene())));
}

function withHead(change: object): string {
  return changed((itf) => ({
    ...itf,
    "#meta": { scrutineer: { ...(itf["#meta"]["scrutineer"] as object), ...change } },
  }));
}

describe("reading ITF", () => {
  it.each([
    ["an empty file", "", "empty"],
    ["a trace file", '{"format": "scrutineer-trace"}', "Informal Trace Format"],
    ["a list", "[]", "Informal Trace Format"],
    ["a trace of Apalache", '{"vars": ["x"], "states": [{"x": 1}]}', 'no "#meta" of Scrutineer'],
    ["a lasso", changed((itf) => ({ ...itf, loop: 0 })), "loop"],
    ["a state that is none", changed((itf) => ({ ...itf, states: [1] })), "not a record"],
    [
      "a state without its step",
      changed((itf) => ({ ...itf, states: itf.states.map(({ "#meta": _meta, ...rest }) => rest) })),
      "State 2 does not say",
    ],
    [
      "states that are missing",
      changed((itf) => ({ ...itf, states: itf.states.slice(0, 3) })),
      "its steps make 3",
    ],
    [
      "a step that is none",
      changed((itf) => ({ ...itf, states: [{}, { "#meta": { step: 1 } }] })),
      "not a valid trace",
    ],
    ["another version", withHead({ version: 2 }), "format version 2"],
    ["a field of its own", withHead({ extra: 1 }), "extra"],
    ["what a terminal would obey", withHead({ reason: "\u001b[2J" }), "control characters"],
    ["a prototype", withHead({}).replace('"tool"', '"__proto__": {"a": 1}, "tool"'), "__proto__"],
  ])("refuses %s", (_what, text, sentence) => {
    const read = (): unknown => parseItf(text);

    expect(read).toThrow(CheckerError);
    expect(read).toThrow(sentence);
  });

  it("survives any damage", () => {
    const text = itfText(gossipScene());
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.string({ maxLength: 3 }), (at, junk) => {
        try {
          const { states } = parseItf(text.slice(0, at) + junk + text.slice(at + junk.length));
          differenceFrom(gossipScene(), states);
        } catch (error) {
          expect(error).toBeInstanceOf(CheckerError);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("says which variable of which state is not as the steps make it", () => {
    const text = changed((itf) => ({
      ...itf,
      states: itf.states.with(2, { ...itf.states[2], down: [] }),
    }));

    expect(differenceFrom(gossipScene(), parseItf(text).states)).toBe('"down" of state 3');
  });

  it("does not fall over what is nested without end", () => {
    const nested = `${"[".repeat(5000)}${"]".repeat(5000)}`;
    const text = itfText(gossipScene()).replace('"down":{"#set":[]}', `"down":${nested}`);

    expect(() => differenceFrom(gossipScene(), parseItf(text).states)).toThrow("nested too deeply");
  });
});
