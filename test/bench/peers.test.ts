/**
 * The peers of the benchmark are the same models as ours: Spin and Rumur count the same states, the
 * smallest problem stands for the others. Their models take long to compile: peers.slow.test.ts.
 */
import { describe, expect, it } from "vitest";
import { countsByPeers, isLeftOut, missing, sameCounts } from "./peer-counts.ts";
import { twoPhaseCommit } from "./problems.ts";

describe.skipIf(isLeftOut)("the benchmark's peers", () => {
  it("can be run, for their tools are installed", () => {
    expect(missing).toEqual([]);
  });

  it("count the same states of two-phase commit", async () => {
    const problem = twoPhaseCommit(3);

    expect(Object.fromEntries(await countsByPeers(problem))).toEqual(sameCounts(problem));
  });
});
