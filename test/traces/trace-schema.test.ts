/** The schema of trace files says what their reader says, of those there are and of damaged ones. */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Json, toJson } from "../../traces/codec.ts";
import { anyTraceFromJson, traceFromJson } from "../../traces/read-trace.ts";
import { REGRESSIONS, regressionsIn } from "../../traces/regressions.ts";
import { traceText } from "../../traces/write-trace.ts";
import { BLOCKING } from "./blocking.ts";
import { data } from "./data.ts";
import { errorsBy } from "./export/schemas.ts";
import { EVERYTHING, tankScene } from "./export/scenes.ts";
import { gossipTrace } from "./gossip.ts";

const JSON_OF = (trace: Parameters<typeof traceText>[0]): Record<string, Json> =>
  JSON.parse(traceText(trace)) as Record<string, Json>;

const BASE = JSON_OF(BLOCKING);
const EVENT = { type: "event", process: "r1", event: { type: "Prepare" }, outcome: 0 };

function isRead(json: unknown): boolean {
  try {
    anyTraceFromJson(json);
    return true;
  } catch {
    return false;
  }
}

/** Parsed, for only a parser makes a field called `__proto__`. */
function damaged(change: object): unknown {
  return { ...BASE, ...change };
}

const withStep = (step: unknown): unknown => damaged({ steps: [step], length: 2 });

describe("the schema of trace files", () => {
  it("fits every trace that comes with the project", async () => {
    const traces = (await regressionsIn(REGRESSIONS)).map(({ trace }) => trace);

    expect(traces.length).toBeGreaterThan(3);
    for (const trace of traces) expect(errorsBy("trace", JSON_OF(trace))).toBeNull();
  });

  it("fits every kind of step, and transition systems", () => {
    expect(errorsBy("trace", JSON_OF(gossipTrace(EVERYTHING)))).toBeNull();
    expect(errorsBy("trace", JSON_OF(tankScene().trace))).toBeNull();
  });

  it("fits a behaviour that violates nothing, which is no counterexample", () => {
    const json = damaged({ property: null });

    expect(errorsBy("trace", json)).toBeNull();
    expect(isRead(json)).toBe(true);
    expect(() => traceFromJson(json)).toThrow("It is a behaviour that violates nothing.");
  });

  it("fits whatever data a message holds", () => {
    fc.assert(
      fc.property(data, (held) => {
        const json = toJson({ ...EVENT, event: { type: "E", held } });
        expect(errorsBy("trace", withStep(json))).toBeNull();
      }),
      { numRuns: 30 },
    );
  });

  it.each<readonly [string, unknown]>([
    ["no trace", {}],
    ["a list", []],
    ["another version", damaged({ version: 2 })],
    ["another format", damaged({ format: "x" })],
    ["a missing field", (({ property: _property, ...rest }) => rest)(BASE)],
    ["a field of its own", damaged({ extra: 1 })],
    ["a wrong type", damaged({ initial: "first" })],
    ["a budget below 0", damaged({ environment: { budgets: { crashes: -1 } } })],
    [
      "an unknown option",
      damaged({ environment: { ...(BASE["environment"] as object), order: "x" } }),
    ],
    ["steps that are no list", damaged({ steps: {} })],
    ["a step of no known type", withStep({ type: "explode", process: "n1" })],
    ["a step without its process", withStep({ type: "crash" })],
    ["a step with more than it has", withStep({ type: "heal", and: 1 })],
    ["a message without a type", withStep({ type: "drop", process: "a", from: "b", message: {} })],
    ["an outcome below 0", withStep({ ...EVENT, outcome: -1 })],
    ["a number that is not whole", withStep({ ...EVENT, event: { type: "E", x: 1.5 } })],
    ["a number that is not safe", withStep({ ...EVENT, event: { type: "E", x: 2 ** 60 } })],
    ["a set that is no list", withStep({ ...EVENT, event: { type: "E", x: { "#set": 1 } } })],
    [
      "a set with something twice",
      withStep({ ...EVENT, event: { type: "E", x: { "#set": [1, 1] } } }),
    ],
    ["a map of no pairs", withStep({ ...EVENT, event: { type: "E", x: { "#map": [[1]] } } })],
    ["an unknown mark", withStep({ ...EVENT, event: { type: "E", x: { "#tup": [] } } })],
    [
      "a prototype",
      withStep({ ...EVENT, event: JSON.parse('{"type": "E", "__proto__": 1}') as unknown }),
    ],
    ["a constructor", withStep({ ...EVENT, event: { type: "E", constructor: 1 } })],
    [
      "a system with steps that have no type",
      damaged({ environment: null, steps: [{}], length: 2 }),
    ],
  ])("refuses %s, as the reader does", (_what, json) => {
    expect(errorsBy("trace", json)).not.toBeNull();
    expect(isRead(json)).toBe(false);
  });

  it("agrees with the reader on steps that lose or gain a field", () => {
    fc.assert(
      fc.property(
        fc.nat(),
        fc.constantFrom("delete", "add", "change"),
        fc.nat(),
        (at, how, field) => {
          const steps = structuredClone(JSON_OF(gossipTrace(EVERYTHING))["steps"]) as Record<
            string,
            Json
          >[];
          const step = steps[at % steps.length]!;
          const name = Object.keys(step)[field % Object.keys(step).length]!;
          if (how === "delete") delete step[name];
          else step[how === "add" ? `${name}s` : name] = null;
          const json = { ...JSON_OF(gossipTrace(EVERYTHING)), steps };

          expect(errorsBy("trace", json) === null).toBe(isRead(json));
        },
      ),
      { numRuns: 40 },
    );
  });
});
