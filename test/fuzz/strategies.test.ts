/** What each strategy promises: it chooses by its seed alone, and finds what is there. */
import { describe, expect, it } from "vitest";
import { targetOf } from "../../checker/check.ts";
import { configOf } from "../../checker/parameters.ts";
import { Fuzz, type FuzzResult } from "../../checker/fuzz/fuzz.ts";
import { follow, prefixOf } from "../../checker/fuzz/prefixes.ts";
import { Random } from "../../checker/fuzz/random.ts";
import type { StrategyKind } from "../../checker/fuzz/strategy.ts";
import { STRATEGIES, strategyNamed } from "../../checker/fuzz/strategies/index.ts";
import { catalog } from "../../models/catalog.ts";

const STEPS = 60;

function targetsOf(protocol: string, mutantName?: string, sizes = [5, 3]) {
  const entry = catalog.find(({ model }) => model.name === protocol)!;
  const mutant = entry.mutants.find(({ name }) => name === mutantName);
  const settings = mutant?.config ?? {};
  return sizes.map((size) =>
    targetOf(mutant?.model ?? entry.model, {
      config: { ...settings, [entry.fuzz.size]: size },
      environment: mutant?.environment ?? entry.fuzz.environment ?? {},
      properties: entry.properties(configOf(entry.model.parameters, settings)),
    }),
  );
}

function session(
  kind: StrategyKind,
  targets: ReturnType<typeof targetsOf>,
  seed: string,
  runs = 150,
): Fuzz {
  const strategy = kind.make({ steps: STEPS });
  return new Fuzz(targets, { strategy, seed, steps: STEPS, runs });
}

function runOf(...of: Parameters<typeof session>): FuzzResult {
  const fuzz = session(...of);
  fuzz.advance();
  return fuzz.result();
}

describe.each(STRATEGIES.map((kind) => [kind.name, kind] as const))("%s", (_name, kind) => {
  it("does the same again with the same seed, and something else with another", () => {
    const targets = targetsOf("raft");
    const [first, again, other] = ["1", "1", "2"].map((seed) => runOf(kind, targets, seed, 40));
    expect(again).toEqual(first);
    expect(other!.distinctStates).not.toBe(first!.distinctStates);
  });

  it("finds a vote that is forgotten", () => {
    const { violations } = runOf(kind, targetsOf("raft", "forgets-vote", [3]), "1");
    expect(violations.map(({ property }) => property)).toEqual(["ElectionSafety"]);
  });

  it("finds nothing in two-phase commit as it is", () => {
    expect(runOf(kind, targetsOf("two-phase-commit"), "1").violations).toEqual([]);
  });
});

describe("swarm, priorities, novelty and hybrid", () => {
  it.each(["swarm", "priorities", "novelty", "hybrid"])("%s fuzzes every size", (name) => {
    const sizes = new Set<number>();
    const walks = targetsOf("bully").map((target) => target.walk());
    const strategy = strategyNamed(name).make({ steps: STEPS });
    for (let run = 0; run < 50; run++) {
      const walk = strategy.begin(walks, new Random(`run ${run}`));
      sizes.add(walk.actors);
      strategy.end?.(walk);
    }
    expect(sizes).toEqual(new Set([6, 4]));
  });
});

describe("a corpus", () => {
  it("goes on from where the session before it had come to", () => {
    const targets = targetsOf("raft");
    const first = session(strategyNamed("novelty"), targets, "1");
    first.advance();
    const kept = first.corpus(10);
    expect(kept).toHaveLength(10);

    const walks = targets.map((target) => target.walk());
    for (const beginning of kept) {
      const prefix = prefixOf(walks, beginning)!;
      expect(follow(walks, prefix).path()).toEqual(beginning.steps);
    }
  });

  it("is followed as far as its steps are possible in the model as it is now", () => {
    const walks = targetsOf("raft").map((target) => target.walk());
    const steps = [
      { type: "event", process: "n1", event: { type: "ElectionTimeout" }, outcome: 0 },
    ];
    const gone = { type: "event", process: "n1", event: { type: "Gone" }, outcome: 0 };
    const prefix = prefixOf(walks, { walk: 0, initial: 0, steps: [...steps, gone, ...steps] });
    expect(prefix?.choices).toHaveLength(1);
    expect(prefixOf(walks, { walk: 7, initial: 0, steps })).toBeUndefined();
    expect(prefixOf(walks, { walk: 0, initial: 9, steps })).toBeUndefined();
  });
});
