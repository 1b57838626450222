/** What takes longer of the variants of `raft`'s log. */
import { describe, expect, it } from "vitest";
import { check } from "../../checker/check.ts";
import type { Mutant } from "../../models/kit/instance.ts";
import { raftMutants, raftRules, raftWith } from "../../models/raft/index.ts";
import { snapshotBugs } from "../../models/raft/snapshot-bugs.ts";
import { electionSafety, recentConfiguration, stateMachineSafety } from "../../properties/index.ts";
import { lengths } from "../checker/agreement.ts";
import { checkInstance, exploreInstance } from "../models/check-instance.ts";
import { raft } from "../models/raft-rows.ts";

type Raft = ReturnType<typeof raftWith>;

function named(name: string): Mutant {
  return raftMutants.find((each) => each.name === name)!;
}

describe("mutants of raft's log", () => {
  it.each(["needsSnapshot", "followerCommit"] as const)(
    "takes both halves of sends-nothing-for-compacted: %s alone is harmless where it is caught",
    (half) => {
      const name = "sends-nothing-for-compacted";
      const { rule } = snapshotBugs.find((each) => each.name === name)!;
      const { config, environment, length } = raftMutants.find((each) => each.name === name)!;
      const properties = [stateMachineSafety];
      const limits = { depth: length! };

      const alone = raftWith({ ...raftRules, [half]: rule[half] });
      const options = { config, environment, symmetry: true, properties, limits };

      expect(check(alone, options).exploration.violations).toEqual([]);
    },
  );

  it("elects by a configuration that is too old before two leaders share a term", () => {
    const { model, config, environment } = named("campaigns-before-applying");
    const properties = [recentConfiguration];

    const { exploration } = check(model as Raft, {
      config,
      environment,
      symmetry: true,
      properties,
    });

    expect(lengths(exploration)).toEqual({ RecentConfiguration: 16 });
  });

  it("elects two leaders in a term where a change is made before the last is applied", () => {
    const { model, config, environment } = named("changes-before-applied");
    const budgets = {
      ...environment!.budgets,
      ElectionTimeout: 3,
      Replicate: 3,
      Apply: 3,
      RequestVoteRequest: 3,
      RequestVoteResponse: 2,
      AppendEntriesRequest: 3,
      AppendEntriesResponse: 2,
      crashes: 1,
      restarts: 1,
    };

    const { exploration } = check(model as Raft, {
      config: { ...config, nodes: 4, members: 2 },
      environment: { budgets },
      symmetry: true,
      properties: [electionSafety],
    });

    expect(lengths(exploration)).toEqual({ ElectionSafety: 17 });
  });
});

describe("probes", () => {
  it("mean the same to the reference explorer, where they are refused", () => {
    const config = { maxTerm: 2, values: 1, probes: true };
    const environment = {
      budgets: { Replicate: 2, RequestVoteRequest: 2, RequestVoteResponse: 2 },
    };
    const about = { name: "two terms", about: "", symmetry: true, expected: {} };
    const instance = { ...about, config, environment };

    const { distinctStates, generatedStates, depth } = exploreInstance(raft, instance);

    const { exploration } = checkInstance(raft, instance);
    expect(exploration.triggered).toContain("RefusalsLeadBack");
    expect(exploration).toMatchObject({ distinctStates, generatedStates, depth });
  });
});
