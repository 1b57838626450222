/**
 * The fast walks against the plain one: on every instance of the catalog and on random protocols, the
 * same steps are possible, and properties say the same of them.
 */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { targetOf } from "../../checker/check.ts";
import { ProtocolWalk } from "../../checker/fuzz/protocol-walk.ts";
import { noDeadlock, type Snapshot } from "../../checker/property.ts";
import { paxos } from "../../models/paxos/index.ts";
import { prepared } from "../checker/compare.ts";
import { conformanceRuns, optionsOf } from "../checker/conformance.ts";
import { someCase } from "../checker/draw.ts";
import { claimsOf, someGraph, systemOf } from "../checker/tokens.ts";
import { about, miniature } from "../miniatures.ts";
import { expectLockstep, expectProbing, expectUnlisted } from "./lockstep.ts";

const runs = conformanceRuns({ all: 0, beginning: 1 }).filter(({ symmetry }) => !symmetry);

/** The first so many of each protocol; the others, and longer ones: test/slow/walks.slow.test.ts. */
function firsts(most: number): typeof runs {
  return runs.filter(
    (run, index) => index < runs.findIndex(({ entry }) => entry === run.entry) + most,
  );
}

describe("a walk", () => {
  it.each(firsts(4))("is one of the plain meaning: $name", (run) => {
    const target = targetOf(run.entry.model, { ...optionsOf(run), symmetry: false });

    expect(expectLockstep(target, "1", 1, 30)).toBeGreaterThan(0);
  });

  it("is fast where the network is a set and processes read their inboxes", () => {
    const target = targetOf(paxos, { properties: [] });

    expect(target.walk()).toBeInstanceOf(ProtocolWalk);
    expect(expectLockstep(target, "1", 2, 30)).toBeGreaterThan(10);
  });

  it("takes nothing for possible that was found just before the model threw", () => {
    const model = miniature<number, { type: "Fork" | "Go" }>(
      {
        init: () => 0,
        events: () => [{ type: "Fork" }, { type: "Go" }],
        reduce: (_self, _state, { type }) =>
          type === "Go" ? { state: 3 } : [{ state: 1 }, { state: 2 }],
      },
      {
        constraint: {
          state: (_self, state) => {
            if (state === 2) throw new Error("neither in nor out");
            return true;
          },
        },
      },
    );
    const walk = targetOf(model, { properties: [] }).probingWalk();

    walk.begin(0);
    expect(() => walk.take(0)).toThrow("neither in nor out");
    walk.take(1);

    expect(walk.path()).toMatchObject([{ event: { type: "Go" } }]);
  });

  it("is not stuck where it could only go on out of the constraint", () => {
    const model = miniature<number, { type: "Count" }>(
      {
        init: () => 0,
        events: () => [{ type: "Count" }],
        reduce: (_self, count) => ({ state: count + 1 }),
      },
      { constraint: { state: (_self, count) => count < 2 } },
    );
    const stuck = noDeadlock<Snapshot<number>>({
      ...about,
      name: "Moves",
      check: () => "it is stuck",
    });
    const target = targetOf(model, { properties: [stuck] });

    expect(target.walk()).toBeInstanceOf(ProtocolWalk);
    expect(expectLockstep(target, "1", 1, 5)).toBe(1);
  });

  it.each(firsts(1))("that probes comes to the same steps: $name", (run) => {
    const target = targetOf(run.entry.model, { ...optionsOf(run), symmetry: false });

    expectProbing(target, "1", 1, 5);
  });

  it("that probes comes to the same steps, in random protocols", () => {
    let voids = 0;

    const property = fc.property(someCase(false), fc.nat(), (drawn, seed) => {
      const { protocol, options } = prepared(drawn, 1);
      voids += expectProbing(targetOf(protocol, options), String(seed), 2, 8);
    });
    fc.assert(property, { numRuns: 80, seed: 1 });

    expect(voids).toBeGreaterThan(50);
  });

  it.each(firsts(1))("that probes is the same if nobody looks at its list: $name", (run) => {
    const target = targetOf(run.entry.model, { ...optionsOf(run), symmetry: false });

    expect(expectUnlisted(target, "1", 5, 40)).toBeGreaterThanOrEqual(5);
  });

  it("that probes is the same if nobody looks at its list, in random protocols", () => {
    let choices = 0;

    const property = fc.property(someCase(false), fc.nat(), (drawn, seed) => {
      const { protocol, options } = prepared(drawn, 1);
      choices += expectUnlisted(targetOf(protocol, options), String(seed), 3, 20);
    });
    fc.assert(property, { numRuns: 80, seed: 1 });

    expect(choices).toBeGreaterThan(500);
  });

  it("that probes comes to the same steps, in random transition systems", () => {
    let voids = 0;

    const property = fc.property(someGraph(fc.constantFrom(1, 2)), fc.nat(), (graph, seed) => {
      const target = targetOf(systemOf(graph), { properties: claimsOf(graph) });
      voids += expectProbing(target, String(seed), 2, 8);
    });
    fc.assert(property, { numRuns: 40, seed: 1 });

    expect(voids).toBeGreaterThan(20);
  });

  it("is one of the plain meaning, in random protocols", () => {
    let bags = 0;
    let steps = 0;

    const property = fc.property(someCase(false), fc.nat(), (drawn, seed) => {
      const { protocol, options } = prepared(drawn, 1);
      const target = targetOf(protocol, options);
      if (target.walk() instanceof ProtocolWalk) bags++;
      steps += expectLockstep(target, String(seed), 2, 12);
    });
    fc.assert(property, { numRuns: 50, seed: 1 });

    expect(bags).toBeGreaterThan(10);
    expect(steps).toBeGreaterThan(500);
  });
});
