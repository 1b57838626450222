/**
 * The peers of the benchmark are the same models as ours: Spin and Rumur count the same states, the
 * smallest problems stand for the others. Raft's models take long to compile: peers.slow.test.ts.
 */
import { describe, expect, it } from "vitest";
import { countsByPeers, isLeftOut, missing, sameCounts } from "./peer-counts.ts";
import { paxos, twoPhaseCommit } from "./problems.ts";

describe.skipIf(isLeftOut)("the benchmark's peers", () => {
  it("can be run, for their tools are installed", () => {
    expect(missing).toEqual([]);
  });

  it.each([twoPhaseCommit(3), paxos(2, 2)])("count the same states of $name", async (problem) => {
    const counts = await countsByPeers(problem);

    expect(Object.fromEntries(counts)).toEqual(sameCounts(problem));
  });
});
