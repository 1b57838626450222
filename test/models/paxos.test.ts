/**
 * Paxos against TLC: the same states, counted the same, on Paxos.tla. That a value is chosen with a
 * minority down, and none with a majority down; and its mutants, each caught by the property that it
 * names, with the shortest trace pinned.
 */
import { describe, expect, it } from "vitest";
import { check } from "../../checker/check.ts";
import { configOf } from "../../checker/parameters.ts";
import type { StateOf } from "../../checker/protocol.ts";
import { catalog } from "../../models/catalog.ts";
import { paxos, paxosInstances, paxosMutants } from "../../models/paxos/index.ts";
import { lengths } from "../checker/agreement.ts";
import { checkInstance, checkMutant, countsOf, traceLength } from "./check-instance.ts";
import { paxosByQuorums } from "./paxos-by-quorums.ts";

/** What takes long, and what "medium-symmetric" stands for: paxos.slow.test.ts. */
const SLOW = ["one-value", "crash", "medium", "large", "minority-of-five-down"];

const protocol = catalog.find(({ model }) => model.name === "paxos")!;
const quick = paxosInstances.filter(({ name }) => !SLOW.includes(name));
const stuck = paxosInstances.find(({ name }) => name === "majority-down")!;

describe("paxos", () => {
  it.each(quick.filter((each) => each !== stuck))(
    "has the states that are known, and keeps its promises: $name, $about",
    (instance) => {
      const { exploration, verdicts, unfired } = checkInstance(protocol, instance);

      expect(exploration).toMatchObject({ ...countsOf(instance), ending: "exhausted" });
      expect(verdicts.filter(({ verdict }) => verdict !== "holds")).toEqual([]);
      expect(unfired).toEqual([]);
    },
  );

  // With three ballots: paxos.slow.test.ts.
  it.each([[2, 2, 3_921, 23_703, 23_839]])(
    "generates what TLC does with %i ballots and %i values, if it counts by quorum",
    (ballots, values, distinctStates, byQuorum, byVote) => {
      const generated = (each: "quorum" | "vote") =>
        check(paxosByQuorums(each), { config: { ballots, values } }).exploration;

      expect(generated("quorum")).toMatchObject({ distinctStates, generatedStates: byQuorum });
      expect(generated("vote")).toMatchObject({ distinctStates, generatedStates: byVote });
    },
  );

  it("is not changed by being asked twice", () => {
    expect(check(paxos, { audit: true }).exploration.distinctStates).toBe(3_921);
  });

  it("chooses nothing any more with a majority down, as its instance says", () => {
    const { exploration } = checkInstance(protocol, stuck);

    expect(lengths(exploration)).toEqual(stuck.expected.violated);
    expect(exploration.violations[0]?.reason).toBe(
      "p2 can't get a value chosen: 1 of 3 acceptors are up",
    );
  });

  it("keeps all other promises with a majority down, or all", () => {
    const only = protocol
      .properties(configOf(paxos.parameters, stuck.config))
      .map(({ name }) => name)
      .filter((name) => name !== "NeverStuck");
    const environment = { budgets: { crashes: 3 } };
    const worse = { ...stuck, environment, symmetry: true, only };

    const { exploration, verdicts } = checkInstance(protocol, worse);

    expect(exploration.ending).toBe("exhausted");
    expect(verdicts.length).toBeGreaterThan(5);
    expect(verdicts.filter(({ verdict }) => verdict !== "holds")).toEqual([]);
  });

  it("refuses a proposer that has no ballot", () => {
    expect(() => check(paxos, { config: { proposers: 3 } })).toThrow(
      /with 2 ballots there is none for some of 3 proposers/,
    );
  });
});

describe("a process of Paxos that restarts", () => {
  const config = configOf(paxos.parameters, { ballots: 4 });

  it("has all that an acceptor promised and voted for", () => {
    const vote = { ballot: 1, value: "v1" };
    const acceptor = { kind: "acceptor", maxBal: 2, maxVote: vote, votes: [vote] } as const;

    expect(paxos.recover?.("a1", acceptor, config)).toEqual(acceptor);
  });

  it("begins no ballot that a proposer may have begun before", () => {
    const before: StateOf<typeof paxos> = { kind: "proposer", begun: [2], spent: -1, proposed: [] };
    const after = paxos.recover!("p1", before, config);

    const begins = (ballot: number) =>
      paxos.reduce("p1", after, { type: "Phase1a", ballot }, config, []) !== undefined;
    expect([0, 2, 4].map(begins)).toEqual([false, false, true]);
  });

  it("has forgotten what a learner has learned", () => {
    expect(paxos.recover?.("l1", { kind: "learner", learned: "v1" }, config)).toEqual({
      kind: "learner",
      learned: null,
    });
  });
});

describe("mutants of paxos", () => {
  it.each(paxosMutants)("$bug: $about ($violates, $length states)", (mutant) => {
    const { exploration } = checkMutant(protocol, mutant);

    expect(traceLength(exploration, mutant.violates!)).toBe(mutant.length);
  });

  it.each([
    ["less-than-a-majority", "VotesSafe", 5],
    ["keeps-own-value", "VotesSafe", 11],
    ["breaks-promise", "PromisesKept", 8],
    ["breaks-promise", "MonotonicEpoch", 8],
    ["forgets-promise", "MonotonicEpoch", 4],
    ["forgets-vote", "HighestVoteReported", 7],
    ["one-vote-is-enough", "OnlyChosenLearned", 7],
    ["keeps-own-value", "RefinesVoting", 11],
    ["keeps-own-value", "RefinesConsensus", 13],
    ["forgets-promise", "RefinesVoting", 4],
  ])("catches %s as a violation of %s too, in %i states", (name, violates, length) => {
    const { exploration } = checkMutant(protocol, { ...mutantCalled(name), violates });

    expect(traceLength(exploration, violates)).toBe(length);
  });

  it("chooses two values in one ballot if they are proposed there, in 10 states", () => {
    const mutant = { ...mutantCalled("proposes-twice"), violates: "Agreement" };

    const { exploration } = checkMutant(protocol, { ...mutant, config: {} });

    expect(traceLength(exploration, "Agreement")).toBe(10);
  });

  it("sees a bug at its first step where, with two ballots, it does no harm", () => {
    const mutant = { ...mutantCalled("votes-without-promising"), violates: "Agreement" };

    const { exploration } = checkMutant(protocol, mutant, ["HighestVoteReported", "RefinesVoting"]);

    expect(exploration.ending).toBe("exhausted");
    expect(lengths(exploration)).toEqual({ HighestVoteReported: 11, RefinesVoting: 6 });
  });

  it("known limit: with two ballots the lowest that is reported is the highest", () => {
    const mutant = mutantCalled("adopts-lowest-ballot");

    const all = { ...mutant, config: { ballots: 2 }, violates: null };

    const { exploration } = checkMutant(protocol, all);

    expect(exploration).toMatchObject({ distinctStates: 443, ending: "exhausted" });
    expect(lengths(exploration)).toEqual({});
  });
});

function mutantCalled(name: string): (typeof paxosMutants)[number] {
  return paxosMutants.find((each) => each.name === name)!;
}
