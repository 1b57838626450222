/**
 * Fast leader election: its instances, with our own counts; what it does not promise, seen to fail; and
 * its mutants, each caught by the property that it names, with the shortest trace pinned.
 */
import { describe, expect, it } from "vitest";
import { check } from "../../checker/check.ts";
import { type Change, eachStep } from "../../checker/property.ts";
import { catalog } from "../../models/catalog.ts";
import {
  type ElectionView,
  fastLeaderElection,
  fastLeaderElectionInstances,
  fastLeaderElectionMutants,
} from "../../models/fast-leader-election/index.ts";
import { lengths } from "../checker/agreement.ts";
import { checkInstance, checkMutant, countsOf, traceLength } from "./check-instance.ts";

/** What takes longer than 3 s: fast-leader-election.slow.test.ts. */
const SLOW = ["drop", "partition", "restart", "medium", "four-servers", "round-repeats"];

const protocol = catalog.find(({ model }) => model.name === "fast-leader-election")!;
const quick = fastLeaderElectionInstances.filter(({ name }) => !SLOW.includes(name));
const broken = quick.filter(({ expected }) => expected.violated !== undefined);
const alone = instanceCalled("one-of-three");

describe("fast-leader-election", () => {
  it.each(quick.filter((each) => !broken.includes(each) && each !== alone))(
    "has the states that are known, and keeps its promises: $name, $about",
    (instance) => {
      const { exploration, verdicts, unfired } = checkInstance(protocol, instance);

      expect(exploration).toMatchObject({ ...countsOf(instance), ending: "exhausted" });
      expect(verdicts.filter(({ verdict }) => verdict !== "holds")).toEqual([]);
      expect(unfired).toEqual([]);
    },
  );

  it.each([
    ["article", "n3 leads with epoch 1 and zxid 102, but n1, n2 have more"],
    ["missed", "n1 can't decide: n1 votes for n1 in round 2, n2 votes for n2 in round 2"],
    ["lost", "n3 can't decide: n2 votes for n2 in round 1, n3 votes for n3 in round 1"],
  ])("does not promise what $0 shows", (name, reason) => {
    const instance = instanceCalled(name);

    const { exploration } = checkInstance(protocol, instance);

    expect(lengths(exploration)).toEqual(instance.expected.violated);
    expect(exploration.violations[0]?.reason).toBe(reason);
  });

  it("has no leader while one server of three is up, for it decides nothing", () => {
    const { exploration, verdicts, unfired } = checkInstance(protocol, alone);

    expect(exploration).toMatchObject({ ...countsOf(alone), ending: "exhausted" });
    expect(verdicts).toMatchObject([{ name: "NobodyElectsAlone", verdict: "holds" }]);
    expect(unfired).toEqual(["Finalize", "Notification"]);
  });

  it.each(["equal", "staggered", "skipped", "epochs"])(
    "has as many states whatever is on disk: %s",
    (histories) => {
      const { exploration } = checkInstance(protocol, {
        ...instanceCalled("small"),
        config: { histories },
      });

      expect(exploration).toMatchObject(countsOf(instanceCalled("small")));
    },
  );

  it("is not changed by being asked twice", () => {
    expect(check(fastLeaderElection, { audit: true }).exploration.ending).toBe("exhausted");
  });

  it("known limit: who joins an ensemble goes back to the round of its election", () => {
    const noClockGoesBack = eachStep<Change<ElectionView>>({
      name: "NoClockGoesBack",
      source: "FastLeaderElection.java, logicalclock",
      claim: "No server that is up goes back to an older round.",
      concern: "regression",
      check: ({ process, before, after, cause }) =>
        cause !== "crash" && after.round < before.round
          ? `${process} goes back from round ${before.round} to ${after.round}`
          : undefined,
    });
    const options = { config: { maxRound: 2 }, properties: [noClockGoesBack] };

    const { exploration } = check<ElectionView>(fastLeaderElection, options);

    expect(lengths(exploration)).toEqual({ NoClockGoesBack: 18 });
  });

  it.each([
    [{ nodes: 3, observers: 2 }, /2 observers among 3 servers there are no two voters/],
    [{ nodes: 2, histories: "skipped" }, /with 2 voters a majority is all of them/],
    [{ nodes: 4, observers: 2, histories: "epochs" }, /with 2 voters a majority is all of them/],
  ])("refuses servers that can't be as they are said to be: %o", (config, message) => {
    expect(() => check(fastLeaderElection, { config })).toThrow(message);
  });
});

describe("mutants of fast-leader-election", () => {
  it.each(fastLeaderElectionMutants)("$bug: $about ($violates, $length states)", (mutant) => {
    const { exploration } = checkMutant(protocol, mutant);

    expect(traceLength(exploration, mutant.violates!)).toBe(mutant.length);
  });

  it.each([
    ["epoch-not-conjoined", "LeaderHasBestHistory", 7],
    ["by-id-alone", "VotesImprove", 4],
    ["less-than-a-majority", "LeaderHasMajority", 3],
    ["counts-observers", "LeaderHasMajority", 7],
  ])("catches %s as a violation of %s too, in %i states", (name, violates, length) => {
    const mutant = fastLeaderElectionMutants.find((each) => each.name === name)!;

    const { exploration } = checkMutant(protocol, { ...mutant, violates });

    expect(traceLength(exploration, violates)).toBe(length);
  });
});

function instanceCalled(name: string): (typeof fastLeaderElectionInstances)[number] {
  return fastLeaderElectionInstances.find((each) => each.name === name)!;
}
