/** The steps like a given one, worked out alone, are those among all that are enabled. */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { targetOf } from "../../checker/check.ts";
import { encode } from "../../checker/data.ts";
import type { Subject } from "../../checker/search/subject.ts";
import type { Typed } from "../../checker/protocol.ts";
import { prepared } from "./compare.ts";
import { someCase } from "./draw.ts";

/** By whom a step is made. */
function processOf(step: Typed): unknown {
  return "process" in step ? step.process : undefined;
}

/** Walks `choices`, and calls `visit` with each state and the steps that are enabled there. */
function walk(
  { system }: Subject<unknown, Typed>,
  choices: readonly number[],
  visit: (state: unknown, enabled: readonly Typed[]) => void,
): void {
  let state = system.initialStates()[0];
  for (const choice of choices) {
    const enabled = system.enabled(state);
    visit(state, enabled);
    const step = enabled[choice % enabled.length];
    if (step === undefined) return;
    state = system.next(state, step);
  }
}

describe("the enabled steps like a given one", () => {
  it("are those of its type and process, and lead to where they lead", () => {
    const types = new Set<string>();
    const choices = fc.array(fc.nat(), { minLength: 8, maxLength: 12 });
    fc.assert(
      fc.property(someCase(false), choices, (drawn, walked) => {
        const { protocol, options } = prepared(drawn, 30);
        // Two worlds: what one was asked before must not help it.
        const [all, some] = [0, 1].map(() => targetOf(protocol, options).subject);

        walk(all!, walked, (state, enabled) => {
          for (const step of enabled) {
            types.add(step.type);
            const here = structuredClone(state);
            const alike = some!.system.enabledLike!(here, step);
            const expected = enabled.filter(
              (other) => other.type === step.type && processOf(other) === processOf(step),
            );
            expect(alike.map(encode)).toEqual(expected.map(encode));
            const found = alike.find((other) => encode(other) === encode(step))!;
            const next = some!.system.next(here, found);
            expect(encode(next)).toBe(encode(all!.system.next(state, step)));
          }
        });
      }),
      // With this seed every type of step comes up.
      { numRuns: 60, seed: 1 },
    );

    expect(types.size).toBe(8);
  });
});
