/**
 * Multi-Paxos: its instances have the states that were counted and keep what it promises, but leave
 * something over with a majority down; and its mutants are each caught by the property that it names,
 * with the shortest trace pinned.
 */
import { describe, expect, it } from "vitest";
import { check } from "../../checker/check.ts";
import { configOf } from "../../checker/parameters.ts";
import { catalog } from "../../models/catalog.ts";
import {
  multiPaxos,
  multiPaxosInstances,
  multiPaxosMutants,
  multiPaxosRules as rules,
} from "../../models/multi-paxos/index.ts";
import { initialServer, type Server } from "../../models/multi-paxos/state.ts";
import { lengths } from "../checker/agreement.ts";
import {
  checkInstance,
  checkMutant,
  countsOf,
  exploreInstance,
  traceLength,
} from "./check-instance.ts";

/** What takes longer than a second: multi-paxos.slow.test.ts. */
const SLOW = [
  "three-ballots",
  "one-ballot-for-the-log",
  "medium",
  "start-entries",
  "answers-before-its-start",
  "executes-what-comes-too-late",
  "leaves-gaps",
];

const protocol = catalog.find(({ model }) => model.name === "multi-paxos")!;
const whole = multiPaxosInstances.filter(
  ({ name, expected }) => expected.violated === undefined && !SLOW.includes(name),
);

const soonFound = multiPaxosMutants.filter(({ name }) => !SLOW.includes(name));

describe("multi-paxos", () => {
  it.each(whole)("keeps its promises in as many states as ever: $name, $about", (instance) => {
    const { exploration, verdicts, unfired } = checkInstance(protocol, instance);

    expect(exploration).toMatchObject({ ...countsOf(instance), ending: "exhausted" });
    expect(verdicts.filter(({ verdict }) => verdict !== "holds")).toEqual([]);
    // Where followers are to hear nothing.
    const isSilent = instance.environment?.budgets?.["Chosen"] === 0;
    expect(unfired).toEqual(isSilent ? ["Chosen"] : []);
  });

  it("means the same to the reference explorer, with one slot, ballot and leader", () => {
    const shallow = {
      ...instanceCalled("crash"),
      config: { slots: 1, ballots: 1, leaders: 1 },
      expected: {},
    };

    const { distinctStates, generatedStates, depth, violations } = exploreInstance(
      protocol,
      shallow,
    );
    const { exploration } = checkInstance(protocol, shallow);

    expect(violations).toEqual([]);
    expect(exploration).toMatchObject({ distinctStates, generatedStates, depth });
    expect(distinctStates).toBeGreaterThan(100);
  });

  it("is not changed by being asked twice, and is as symmetric as it says", () => {
    const { exploration } = check(multiPaxos, {
      config: { slots: 1 },
      symmetry: true,
      audit: true,
    });

    expect(exploration.ending).toBe("exhausted");
  });

  it("leaves over what was proposed with a majority down, as its instance says", () => {
    const stuck = instanceCalled("majority-down");

    const { exploration } = checkInstance(protocol, stuck);

    expect(lengths(exploration)).toEqual(stuck.expected.violated);
    expect(exploration.violations[0]?.reason).toBe(
      "n1 has proposed up to slot 1, but can execute only 0 of them: 1 of 3 servers are up",
    );
  });

  it("refuses a leader that has no ballot, or is no server", () => {
    expect(() => check(multiPaxos, { config: { leaders: 3 } })).toThrow(
      /with 2 ballots there is none for some of 3 leaders/,
    );
    expect(() => check(multiPaxos, { config: { leaders: 4, ballots: 4 } })).toThrow(
      /only 3 servers, not 4 to lead/,
    );
  });
});

describe("a server of Multi-Paxos", () => {
  const config = configOf(multiPaxos.parameters, { slots: 3, ballots: 4, startEntries: true });
  const v1 = { origin: 0, value: "v1" };
  const server: Server = { ...initialServer(config), maxBal: 1 };

  it("keeps what it promised and voted for when it crashes, and nothing else", () => {
    const vote = { ballot: 1, command: v1 };
    const durable = { maxBal: 2, accepted: [vote, null, null], cast: [{ slot: 1, ...vote }] };
    const leader: Server = { ...server, ...durable, role: "leading", learned: [v1, null, null] };

    expect(multiPaxos.recover?.("n2", leader, config)).toEqual({
      ...initialServer(config),
      ...durable,
    });
  });

  it("fills the gaps below what was reported, and none above", () => {
    const noOp = { origin: 1, value: "no-op" };

    expect(rules.fillGaps([null, v1, null], [null, null, null], 1)).toEqual([noOp, v1, null]);
    expect(rules.fillGaps([null, null, null], [null, v1, null], 1)).toEqual([noOp, null, null]);
  });

  it("executes nothing after a gap, and all of it once the gap is filled", () => {
    const first = { slot: 1, command: v1 };
    const v2 = { origin: 0, value: "v2" };

    expect(rules.executable([null, v2, null], [])).toEqual([]);
    expect(rules.executable([v1, v2, null], [])).toEqual([first, { slot: 2, command: v2 }]);
    expect(rules.executable([v1, v2, null], [first])).toEqual([{ slot: 2, command: v2 }]);
  });

  it("takes a command for a no-op if it is older than a start entry before it", () => {
    const start = { origin: 1, value: "start" };

    expect(rules.effective([start, v1], config)).toEqual([start, { origin: 0, value: "no-op" }]);
    expect(rules.effective([v1, start], config)).toEqual([v1, start]);
    expect(rules.effective([start, v1], { ...config, startEntries: false })).toEqual([start, v1]);
  });
});

describe("mutants of multi-paxos", () => {
  it.each(soonFound)("$bug: $about ($violates, $length states)", (mutant) => {
    const { exploration } = checkMutant(protocol, mutant);

    expect(traceLength(exploration, mutant.violates!)).toBe(mutant.length);
  });

  it.each([
    ["keeps-own-value", "VotesSafe", 9],
    ["breaks-promise", "MonotonicEpoch", 7],
    ["keeps-own-value", "CommittedNeverLost", 10],
    ["less-than-a-majority", "CommittedPrefixesAgree", 9],
    ["less-than-a-majority", "DroppedNeverReappears", 9],
    ["forgets-all", "OneCommandPerBallot", 14],
    ["replays-in-old-ballot", "HighestVoteReported", 8],
    ["forgets-votes", "HighestVoteReported", 6],
    ["executes-past-a-gap", "StateMachineSafety", 11],
  ])("catches %s as a violation of %s too, in %i states", (name, violates, length) => {
    const { exploration } = checkMutant(protocol, { ...mutantCalled(name), violates });

    expect(traceLength(exploration, violates)).toBe(length);
  });
});

function instanceCalled(name: string): (typeof multiPaxosInstances)[number] {
  return multiPaxosInstances.find((each) => each.name === name)!;
}

function mutantCalled(name: string): (typeof multiPaxosMutants)[number] {
  return multiPaxosMutants.find((each) => each.name === name)!;
}
