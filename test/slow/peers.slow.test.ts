/** The peers of the benchmark count the same states of Paxos and Raft as we do. */
import { describe, expect, it } from "vitest";
import { countsByPeers, isLeftOut, sameCounts } from "../bench/peer-counts.ts";
import { paxos, raft } from "../bench/problems.ts";

describe.skipIf(isLeftOut)("the benchmark's peers", () => {
  it.each([paxos(2, 2), raft(1)])("count the same states of $name", async (problem) => {
    expect(Object.fromEntries(await countsByPeers(problem))).toEqual(sameCounts(problem));
  });
});
