/**
 * Figure 8 message by message: six to eight minutes of a core, and 5 GB. What it finds is kept as a
 * trace in traces/regressions/, which `npm test` replays; raft-static.test.ts has the bug at once.
 */
import { expect, it } from "vitest";
import { check } from "../../checker/check.ts";
import { configOf } from "../../checker/parameters.ts";
import { traceLength } from "../models/check-instance.ts";
import { raft } from "../models/raft-rows.ts";

it("finds Figure 8 message by message, in as many states as its mutant says", () => {
  const mutant = raft.mutants.find(({ bug }) => bug === "RFT-10")!;

  const { model, config, environment, symmetry } = mutant;
  // With all that is claimed, whose histories are among the states that are counted.
  const properties = raft.properties(configOf(model.parameters, config));
  const limits = { stopAt: ["LeaderCompleteness"] };
  const { exploration } = check(model, { config, environment, symmetry, properties, limits });

  // Committed in a way that another may undo, four steps before another is elected.
  expect(traceLength(exploration, "ElectionRestriction")).toBe(19);
  expect(traceLength(exploration, "LeaderCompleteness")).toBe(mutant.length);
  expect(exploration).toMatchObject({ distinctStates: 127_997_982, depth: 23 });
});
