/** What takes longer of the variants of `raft`'s log. */
import { describe, expect, it } from "vitest";
import { check } from "../../checker/check.ts";
import { raftMutants, raftRules, raftWith } from "../../models/raft/index.ts";
import { snapshotBugs } from "../../models/raft/snapshot-bugs.ts";
import { stateMachineSafety } from "../../properties/index.ts";

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
});
