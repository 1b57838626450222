/**
 * Consensus and Voting against TLC: the same states, counted the same, as the manifests of
 * tlaplus/Examples say. Voting refines Consensus; its mutants do not, or break what that follows from.
 */
import { describe, expect, it } from "vitest";
import { catalog } from "../../models/catalog.ts";
import {
  consensus,
  consensusInstances,
  consensusMutants,
  consensusRules,
  consensusWith,
} from "../../models/consensus/index.ts";
import {
  voting,
  votingInstances,
  votingMutants,
  votingRules,
  votingWith,
} from "../../models/voting/index.ts";
import { lengths } from "../checker/agreement.ts";
import { checkInstance, checkMutant, countsOf, traceLength } from "./check-instance.ts";

/** All but the one that voting.slow.test.ts has time for. */
const quick = votingInstances.filter(({ name }) => name !== "medium");

const [ofConsensus, ofVoting] = [consensus, voting].map((model) =>
  catalog.find((entry) => entry.model.name === model.name)!,
);

describe.each([
  ["consensus", ofConsensus!, consensusInstances],
  ["voting", ofVoting!, quick],
] as const)("%s", (_name, entry, instances) => {
  it.each(instances)("has the states that are known: $name, $about", (instance) => {
    const { exploration, verdicts, unfired } = checkInstance(entry, instance);

    expect(exploration).toMatchObject({ ...countsOf(instance), ending: "exhausted" });
    expect(verdicts.filter(({ verdict }) => verdict !== "holds")).toEqual([]);
    expect(unfired).toEqual([]);
  });

  it("is vacuous where nothing can be chosen: ValueChosen", () => {
    const model = {
      consensus: consensusWith({ ...consensusRules, mayChoose: () => false }),
      voting: votingWith({ ...votingRules, mayVote: () => false }),
    }[entry.model.name as "consensus" | "voting"];
    const instance = { name: "nothing chosen", about: "", only: ["ValueChosen"], expected: {} };

    const { verdicts } = checkInstance({ ...entry, model }, instance);

    expect(verdicts).toMatchObject([{ verdict: "vacuous" }]);
  });
});

describe.each([
  ["consensus", ofConsensus!, consensusMutants],
  ["voting", ofVoting!, votingMutants],
] as const)("mutants of %s", (_name, entry, mutants) => {
  const bugs = mutants.filter(({ violates }) => violates !== null);

  it.each(bugs)("$name: $about ($violates, $length states)", (mutant) => {
    const { exploration } = checkMutant(entry, mutant);

    expect(traceLength(exploration, mutant.violates!)).toBe(mutant.length);
  });
});

describe("voting", () => {
  it("need not promise by a vote: where all is seen, nothing is violated", () => {
    const control = votingMutants.find(({ violates }) => violates === null)!;

    const { exploration, verdicts } = checkMutant(ofVoting!, control);

    expect(exploration).toMatchObject({ distinctStates: 1_614, ending: "exhausted" });
    expect(verdicts.filter(({ verdict }) => verdict !== "holds")).toEqual([]);
  });

  it.each([
    ["votes-below-its-promise", "RefinesConsensus", 7],
    ["votes-below-its-promise", "VotesSafe", 5],
    ["contradicts-others", "Agreement", 10],
  ])("with %s violates %s too, in %i states", (name, violates, length) => {
    const mutant = votingMutants.find((each) => each.name === name)!;

    const { exploration } = checkMutant(ofVoting!, { ...mutant, violates });

    expect(traceLength(exploration, violates)).toBe(length);
  });

  it("may lose what was chosen and never choose two values: only the refinement sees it", () => {
    const mutant = votingMutants.find(({ name }) => name === "keeps-last-vote")!;

    const agreement = { ...mutant, violates: "Agreement" };
    const { exploration } = checkMutant(ofVoting!, agreement, ["RefinesConsensus"]);

    expect(exploration.ending).toBe("exhausted");
    expect(lengths(exploration)).toEqual({ RefinesConsensus: 7 });
    expect(exploration.violations[0]?.reason).toMatch(
      /leads from \{chosen: \{v\d\}\} to \{chosen: \{\}\}/,
    );
  });

  it("chooses one value among 4 acceptors too", () => {
    const config = { acceptors: 4 };
    const instance = { name: "more", about: "", config, symmetry: true, expected: {} };

    const { exploration, verdicts } = checkInstance(ofVoting!, instance);

    expect(exploration.ending).toBe("exhausted");
    expect(verdicts.filter(({ verdict }) => verdict !== "holds")).toEqual([]);
  });
});
