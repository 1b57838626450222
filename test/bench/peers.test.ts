/**
 * The peers of the benchmark are the same models as ours: Spin and Rumur count the same states, the
 * smallest problems stand for the others. Without these tools there is nothing to run; where the
 * project's CI runs, they have to be there.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { check } from "../../checker/check.ts";
import { configOf } from "../../checker/parameters.ts";
import { catalog } from "../../models/catalog.ts";
import type { Contender, Problem } from "./contender.ts";
import { describeMachine, missingTools } from "./machine.ts";
import { paxos, raft, twoPhaseCommit } from "./problems.ts";
import { labelOf } from "./report.ts";
import { rumur } from "./rumur.ts";
import { spin } from "./spin.ts";

const MODELS = fileURLToPath(new URL("./peers", import.meta.url));
const missing = missingTools(describeMachine());
const isOptional = process.env["CI"] === undefined;
const workspace = mkdtempSync(join(tmpdir(), "scrutineer-peers-"));

/** Of each tool and writing the first mode: the modes differ in speed alone. */
function contendersFor(problem: Problem): Contender[] {
  const all = [spin, rumur].flatMap((tool) => tool(problem, MODELS, workspace, ["-O0"]));
  const byLabel = new Map(all.toReversed().map((each) => [labelOf(each.tool, each.writing), each]));
  return [...byLabel.values()];
}

/** What our engine counts, with the histories of its properties. */
function countsOf({ protocol, config, budgets = {} }: Problem) {
  const { model, properties } = catalog.find((entry) => entry.model.name === protocol)!;
  const claims = properties(configOf(model.parameters, config));
  const options = { config, environment: { budgets }, properties: claims };
  const { distinctStates, generatedStates } = check(model, options).exploration;
  return { distinctStates, generatedStates };
}

describe.skipIf(missing.length > 0 && isOptional)("the benchmark's peers", () => {
  afterAll(() => rmSync(workspace, { recursive: true }));

  it("can be run, for their tools are installed", () => {
    expect(missing).toEqual([]);
  });

  it.each([twoPhaseCommit(3), paxos(2, 2), raft(1)])(
    "count the same states of $name",
    async (problem) => {
      const contenders = contendersFor(problem);
      const counts = new Map<string, object>();
      for (const contender of contenders) {
        await contender.prepare?.();
        const { distinctStates, generatedStates } = await contender.sample();
        counts.set(labelOf(contender.tool, contender.writing), { distinctStates, generatedStates });
      }

      const ours = countsOf(problem);

      expect([...counts.keys()].toSorted()).toEqual([
        "rumur, idiomatic",
        "rumur, packed",
        "spin, idiomatic",
        "spin, packed",
      ]);
      expect([...counts.values()]).toEqual([ours, ours, ours, ours]);
    },
  );
});
