/**
 * Figure 8 message by message: six to eight minutes of a core, and 5 GB. What it finds is kept as a
 * trace in traces/regressions/, which `npm test` replays; raft-static.test.ts has the bug at once.
 */
import { expect, it } from "vitest";
import { checkMutant, traceLength } from "../models/check-instance.ts";
import { raft } from "../models/raft-rows.ts";

it("finds Figure 8 message by message, in as many states as its mutant says", () => {
  const mutant = raft.mutants.find(({ bug }) => bug === "RFT-10")!;

  const { exploration } = checkMutant(raft, mutant);

  expect(traceLength(exploration, "LeaderCompleteness")).toBe(mutant.length);
  expect(exploration).toMatchObject({ distinctStates: 127_997_982, depth: 23 });
});
