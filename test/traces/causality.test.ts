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
import { happensBefore, makerOf, type Relation, resends } from "./by-hand.ts";
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

/** `relation`, or nothing of it if inboxes do not show all that is sent in this behaviour. */
function shown({ protocol, target, steps, states }: Played, relation: Relation): Relation {
  const isHidden = steps.some((step, at) => resends(protocol, target, step, states[at]!));
  return isHidden ? [] : relation;
}

function bruteForce(behaviour: Played): Relation {
  const { protocol, target, steps, states } = behaviour;
  return shown(behaviour, happensBefore(protocol, target, steps, states));
}

function expectAgreement(behaviour: Played): void {
  const { target, steps, states } = behaviour;
  const causes = causesOf(steps, states, stageOf(target));

  const pasts = steps.map((_, b) => new Set(pastOf(causes, b)));
  const found = steps.map((_, a) => pasts.map((past) => past.has(a)));
  expect(shown(behaviour, found)).toEqual(bruteForce(behaviour));
}

const choices = fc.array(fc.nat(1000), { minLength: 1, maxLength: 14 });

describe("happens before", () => {
  it("is what brute force says, in random protocols and worlds", () => {
    fc.assert(
      fc.property(someCase(false), choices, (drawn, chosen) => {
        expectAgreement(playedIn(drawn, chosen));
      }),
      { numRuns: 150 },
    );
  });

  it("is tried with every kind of step", () => {
    const drawn = fc.sample(fc.tuple(someCase(false), choices), { seed: 1, numRuns: 150 });
    const steps = drawn
      .map(([each, chosen]) => playedIn(each, chosen))
      .filter((behaviour) => bruteForce(behaviour).length > 0)
      .flatMap((behaviour) => behaviour.steps);

    expect(new Set(steps.map(({ type }) => type)).size).toBe(8);
  });

  it.each(["raft", "paxos", "bully", "two-phase-commit"])("is so in %s", (name) => {
    const { model } = catalog.find((entry) => entry.model.name === name)!;
    const protocol = model as AnyProtocol;
    const budgets = { crashes: 1, restarts: 1, partitions: 1 };
    const target = targetOf(protocol, { environment: { budgets } });
    fc.assert(
      fc.property(choices, (chosen) => {
        expectAgreement(played(protocol, target, chosen));
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

        const own = (index: number): number => clocks[index]!.get(hosts[index]!)!;
        const said = steps.map((_, a) =>
          steps.map((_step, b) => a !== b && own(a) <= (clocks[b]!.get(hosts[a]!) ?? 0)),
        );
        expect(shown(behaviour, said)).toEqual(bruteForce(behaviour));
      }),
      { numRuns: 150 },
    );
  });

  it("keep what a host knows already, when an older message comes in later", () => {
    const clocks = vectorClocks([[], [0], [0], [1], [3, 2]], ["x", "x", "y", "z", "z"]);

    expect(clocks[4]).toEqual(new Map(Object.entries({ x: 2, y: 1, z: 2 })));
  });

  it("order the steps of a host that is given several", () => {
    expect(vectorClocks([[], [], []], ["x", "x", "y"])).toEqual([
      new Map([["x", 1]]),
      new Map([["x", 2]]),
      new Map([["y", 1]]),
    ]);
  });
});

describe("a copy of a copy", () => {
  it("comes after the copy", () => {
    const event = { type: "Begin", word: "fire" };
    const message = { type: "Rumour", word: "fire" };
    const toBob = { process: "bob", from: "ann", message } as const;
    const steps: readonly Step[] = [
      { type: "event", process: "ann", event, outcome: 0 },
      { type: "duplicate", ...toBob },
      { type: "drop", ...toBob },
      { type: "duplicate", ...toBob },
    ];
    const target = gossipTarget({ budgets: { duplicates: 2, drops: 1 } });
    const { states } = replay(target.subject, { property: "", initial: 0, steps });

    expect(causesOf(steps, states, stageOf(target))).toEqual([[], [0], [0], [1]]);
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
