/**
 * What each of the benchmark's peers counts of a problem, and what we do: with the tools as quick to
 * build as they can be, in each writing of the model.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { check } from "../../checker/check.ts";
import { configOf } from "../../checker/parameters.ts";
import { catalog } from "../../models/catalog.ts";
import type { Contender, Problem } from "./contender.ts";
import { describeMachine, missingTools } from "./machine.ts";
import { labelOf } from "./report.ts";
import { rumur } from "./rumur.ts";
import { spin } from "./spin.ts";

const MODELS = fileURLToPath(new URL("./peers", import.meta.url));

/** The tools that are not installed. */
export const missing = missingTools(describeMachine());

/** Without the tools there is nothing to run; where the project's CI runs, they have to be there. */
export const isLeftOut = missing.length > 0 && process.env["CI"] === undefined;

/** What each tool counts in each writing, by its label. */
export async function countsByPeers(problem: Problem): Promise<ReadonlyMap<string, object>> {
  const workspace = mkdtempSync(join(tmpdir(), "scrutineer-peers-"));
  const counts = new Map<string, object>();
  try {
    for (const contender of contendersFor(problem, workspace)) {
      await contender.prepare?.();
      const { distinctStates, generatedStates } = await contender.sample();
      counts.set(labelOf(contender.tool, contender.writing), { distinctStates, generatedStates });
    }
  } finally {
    rmSync(workspace, { recursive: true });
  }
  return counts;
}

/** Of each tool and writing the first mode: the modes differ in speed alone. */
function contendersFor(problem: Problem, workspace: string): Contender[] {
  const all = [spin, rumur].flatMap((tool) => tool(problem, MODELS, workspace, ["-O0"]));
  const byLabel = new Map(all.toReversed().map((each) => [labelOf(each.tool, each.writing), each]));
  return [...byLabel.values()];
}

/** The same from our engine, with the histories of its properties. */
export function sameCounts({ protocol, config, budgets = {} }: Problem): Record<string, object> {
  const { model, properties } = catalog.find((entry) => entry.model.name === protocol)!;
  const claims = properties(configOf(model.parameters, config));
  const options = { config, environment: { budgets }, properties: claims };
  const { distinctStates, generatedStates } = check(model, options).exploration;
  const ours = { distinctStates, generatedStates };
  return {
    "rumur, idiomatic": ours,
    "rumur, packed": ours,
    "spin, idiomatic": ours,
    "spin, packed": ours,
  };
}
