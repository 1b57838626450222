/** A trace file may be anyone's: whatever is wrong with it gets one sentence, and does no harm. */
import { mkdirSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CheckerError } from "../../checker/errors.ts";
import { parseTrace, readTrace } from "../../traces/read-trace.ts";
import { traceText } from "../../traces/write-trace.ts";
import { temporaryFolder } from "../cli/scrutineer.ts";
import { BLOCKING } from "./blocking.ts";

const TEXT = traceText(BLOCKING);

function changed(change: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({ ...(JSON.parse(TEXT) as object), ...change });
}

function withStep(step: unknown): string {
  return changed({ steps: [step], length: 2 });
}

describe("reading a trace", () => {
  it("gives back what was written", () => {
    expect(parseTrace(TEXT)).toEqual(BLOCKING);
  });

  it.each([
    ["an empty file", "", "empty"],
    ["a file that was cut short", TEXT.slice(0, 700), "not JSON"],
    ["another program's JSON", '{"vars": [], "states": []}', "not a trace of Scrutineer"],
    ["a list", "[]", "not a trace of Scrutineer"],
    ["null", "null", "not a trace of Scrutineer"],
    ["another format version", changed({ version: 2 }), "format version 2"],
    ["no format version", changed({ version: undefined }), "format version none"],
    ["a missing field", changed({ property: undefined }), "property"],
    ["a field of its own", changed({ extra: 1 }), "extra"],
    ["a wrong type", changed({ initial: "first" }), "initial"],
    ["a budget below 0", changed({ environment: { budgets: { crashes: -1 } } }), "environment"],
    ["a wrong length", changed({ length: 9 }), "its steps make 5"],
    ["steps that are no list", changed({ steps: {} }), "steps"],
    [
      "too many steps",
      changed({ steps: Array.from({ length: 100_001 }, () => 0) }),
      "100001 steps",
    ],
    ["a step of no known type", withStep({ type: "explode", process: "n1" }), "steps.0"],
    ["a step without its process", withStep({ type: "crash" }), "steps"],
    ["a step with more than it has", withStep({ type: "heal", and: 1 }), "steps"],
    [
      "a message without a type",
      withStep({ type: "drop", process: "a", from: "b", message: {} }),
      "steps",
    ],
    ["what a terminal would obey", changed({ reason: "\u001B]0;mine\u0007" }), "control"],
    ["a name that it would obey", withStep({ type: "crash", process: "\u009B2J" }), "control"],
    [
      "data that it would obey",
      withStep({
        type: "event",
        process: "a",
        event: { type: "E", x: { "#set": ["\u001B"] } },
        outcome: 0,
      }),
      "control",
    ],
    ["a key that it would obey", changed({ config: { "\u001B[2J": 1 } }), "control"],
    [
      "what is nested without end",
      `{"format": "scrutineer-trace", "version": 1, "steps": ${"[".repeat(5000)}${"]".repeat(5000)}}`,
      "… is nested too deeply.",
    ],
    [
      "a prototype",
      `{"format": "scrutineer-trace", "version": 1, "__proto__": {"a": 1}}`,
      "__proto__",
    ],
  ])("refuses %s", (_what, text, sentence) => {
    const read = (): unknown => parseTrace(text);

    expect(read).toThrow(CheckerError);
    expect(read).toThrow(sentence);
  });

  it("survives any damage to a file", () => {
    fc.assert(
      fc.property(fc.nat(TEXT.length - 1), fc.string({ maxLength: 3 }), (at, junk) => {
        try {
          parseTrace(TEXT.slice(0, at) + junk + TEXT.slice(at + junk.length));
        } catch (error) {
          expect(error).toBeInstanceOf(CheckerError);
          expect((error as CheckerError).code).toBe("BadTrace");
        }
      }),
    );
  });

  it.each([
    ["a file that is not there", (folder: string) => join(folder, "nothing.trace.json"), "ENOENT"],
    [
      "a folder",
      (folder: string) => {
        mkdirSync(join(folder, "sub"));
        return join(folder, "sub");
      },
      "not a file",
    ],
    [
      "a file of 65 MiB",
      (folder: string) => {
        writeFileSync(join(folder, "large"), "");
        truncateSync(join(folder, "large"), 65 * 2 ** 20);
        return join(folder, "large");
      },
      "at most 64",
    ],
  ])("refuses %s", async (_what, make, sentence) => {
    await expect(readTrace(make(temporaryFolder()))).rejects.toThrow(sentence);
  });
});
