/** The peers of the benchmark count the same states of Raft as we do. */
import { describe, expect, it } from "vitest";
import { countsByPeers, isLeftOut, sameCounts } from "../bench/peer-counts.ts";
import { raft } from "../bench/problems.ts";

describe.skipIf(isLeftOut)("the benchmark's peers", () => {
  it("count the same states of raft", async () => {
    expect(Object.fromEntries(await countsByPeers(raft(1)))).toEqual(sameCounts(raft(1)));
  });
});
