/** Causality against a twin that asks the reducers and closes the relation by brute force. */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Target, targetOf } from "../../checker/check.ts";
import type { AnyProtocol } from "../../checker/protocol.ts";
import { replay } from "../../checker/search/replay.ts";
import type { Step } from "../../checker/world/step.ts";
import type { WorldState } from "../../checker/world/world-state.ts";
import { catalog } from "../../models/catalog.ts";
import { causesOf, pastOf, processOf, vectorClocks } from "../../traces/causality.ts";
import { flightsOf } from "../../traces/flights.ts";
import { stageOf } from "../../traces/stage.ts";
import { type Case, someCase } from "../checker/draw.ts";
import { cook } from "../checker/recipe.ts";
import { happensBefore, makerOf, type Relation } from "./by-hand.ts";
import { gossipTarget } from "./gossip.ts";

interface Played {
  readonly protocol: AnyProtocol;
  readonly target: Target;
  readonly steps: readonly Step[];
  readonly states: readonly WorldState[];
}

/** A behaviour of `protocol`, by these choices. */
function played(protocol: AnyProtocol, target: Target, choices: readonly number[]): Played {
  const walk = target.walk();
  walk.begin(0);
  for (const choice of choices) if (walk.count > 0) walk.take(choice % walk.count);
  const steps = walk.path() as Step[];
  const { states } = replay(target.subject, { property: "", initial: 0, steps });
  return { protocol, target, steps, states: states as WorldState[] };
}

/** A behaviour of a random protocol in a random world. */
function playedIn({ recipe, environment }: Case, choices: readonly number[]): Played {
  const protocol = cook(recipe);
  return played(protocol, targetOf(protocol, { environment }), choices);
}

function expectSame({ protocol, target, steps, states }: Played): Relation {
  const expected = happensBefore(protocol, target, steps, states);
  const causes = causesOf(steps, states, stageOf(target));

  const pasts = steps.map((_, b) => new Set(pastOf(causes, b)));
  expect(steps.map((_, a) => pasts.map((past) => past.has(a)))).toEqual(expected);
  return expected;
}

const choices = fc.array(fc.nat(1000), { minLength: 1, maxLength: 14 });

describe("happens before", () => {
  it("is what brute force says, in random protocols and worlds", () => {
    const reached = new Set<string>();
    fc.assert(
      fc.property(someCase(false), choices, (drawn, chosen) => {
        const behaviour = playedIn(drawn, chosen);
        expectSame(behaviour);
        for (const { type } of behaviour.steps) reached.add(type);
      }),
      { numRuns: 150 },
    );

    expect(reached.size).toBe(8);
  });

  it.each(["raft", "paxos", "bully", "two-phase-commit"])("is so in %s", (name) => {
    const { model } = catalog.find((entry) => entry.model.name === name)!;
    const protocol = model as AnyProtocol;
    const budgets = { crashes: 1, restarts: 1, partitions: 1 };
    const target = targetOf(protocol, { environment: { budgets } });
    fc.assert(
      fc.property(choices, (chosen) => {
        expectSame(played(protocol, target, chosen));
      }),
      { numRuns: 20 },
    );
  });

  it("takes a transition system's steps to depend on all before them", () => {
    const stage = { ...stageOf(gossipTarget({})), isWorld: false };
    const steps = [{ type: "a" }, { type: "b" }, { type: "c" }];

    expect(causesOf(steps, [], stage)).toEqual([[], [0], [1]]);
  });
});

describe("vector clocks", () => {
  it("say the same, where each step of the network is a host of its own", () => {
    fc.assert(
      fc.property(someCase(false), choices, (drawn, chosen) => {
        const behaviour = playedIn(drawn, chosen);
        const { steps, states, target } = behaviour;
        const hosts = steps.map((step, index) => makerOf(step) ?? `network ${index}`);
        const clocks = vectorClocks(causesOf(steps, states, stageOf(target)), hosts);

        const before = expectSame(behaviour);
        const own = (index: number): number => clocks[index]!.get(hosts[index]!)!;
        const said = steps.map((_, a) =>
          steps.map((_step, b) => a !== b && own(a) <= (clocks[b]!.get(hosts[a]!) ?? 0)),
        );
        expect(said).toEqual(before);
      }),
      { numRuns: 60 },
    );
  });

  it("order the steps of a host that is given several", () => {
    expect(vectorClocks([[], [], []], ["x", "x", "y"])).toEqual([
      new Map([["x", 1]]),
      new Map([["x", 2]]),
      new Map([["y", 1]]),
    ]);
  });
});

describe("flights", () => {
  const event = { type: "Begin", word: "fire" };
  const message = { type: "Rumour", word: "fire" };
  const steps: readonly Step[] = [
    { type: "event", process: "ann", event, outcome: 0 },
    { type: "duplicate", process: "bob", from: "ann", message },
    { type: "drop", process: "cyd", from: "ann", message },
    { type: "deliver", process: "bob", from: "ann", message, outcome: 0 },
  ];
  const target = gossipTarget({ budgets: { duplicates: 1, drops: 1 } });
  const { states } = replay(target.subject, { property: "", initial: 0, steps });
  const found = flightsOf(steps, states as WorldState[], target.processes);

  it("say where messages were sent, doubled, delivered and lost, the oldest copy first", () => {
    const fates = found.map(({ to, sentAt, copiedAt, deliveredAt, lostAt }) => ({
      to,
      sentAt,
      copiedAt,
      deliveredAt,
      lostAt,
    }));

    expect(fates).toEqual([
      { to: "bob", sentAt: 0, copiedAt: undefined, deliveredAt: [3], lostAt: undefined },
      { to: "cyd", sentAt: 0, copiedAt: undefined, deliveredAt: [], lostAt: 2 },
      { to: "bob", sentAt: 0, copiedAt: 1, deliveredAt: [], lostAt: undefined },
      { to: "ann", sentAt: 3, copiedAt: undefined, deliveredAt: [], lostAt: undefined },
    ]);
  });

  it("have no part for the network in program order", () => {
    expect(steps.map(processOf)).toEqual(["ann", undefined, undefined, "bob"]);
  });
});
