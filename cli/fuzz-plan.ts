/** From names and flags to what is fuzzed: the model in one size or in several, and how. */
import { type Target, targetOf } from "../checker/check.ts";
import { CheckerError } from "../checker/errors.ts";
import type { StrategyKind } from "../checker/fuzz/strategy.ts";
import { strategyNamed } from "../checker/fuzz/strategies/index.ts";
import type { CatalogEntry } from "../models/catalog.ts";
import { fuzzCommandFor } from "./command-line.ts";
import type { FuzzFlags } from "./flags.ts";
import { type Plan, planFor } from "./plan.ts";

/** A session that is ready to run. */
export interface FuzzPlan {
  readonly flags: FuzzFlags;
  /** In the usual size. */
  readonly plan: Plan;
  /** In every size, the usual one first. */
  readonly targets: readonly Target[];
  readonly strategy: StrategyKind;
  readonly seed: number;
  /** Where all chance comes from: the seed and the shard. */
  readonly stream: string;
}

/**
 * What to fuzz of `entry`: its profile, or the instance or mutant that is named, as flags change it.
 * @param seed is taken if the flags name none.
 * @throws CheckerError for names and values that make no sense.
 */
export function fuzzPlanFor(entry: CatalogEntry, given: FuzzFlags, seed: number): FuzzPlan {
  const flags: FuzzFlags = { ...given, seed: given.seed ?? seed };
  rejectContradictions(entry, flags);
  const plans = sizesOf(entry, flags).map((size) => {
    const set = size === undefined ? [] : [{ name: entry.fuzz.size, value: String(size) }];
    const sized = { ...flags, set: [...set, ...(flags.set ?? [])], symmetry: false };
    return planFor(entry, sized, entry.fuzz);
  });
  const plan = plans[0]!;
  const { index, count } = flags.shard ?? { index: 1, count: 1 };
  return {
    flags,
    plan,
    targets: plans.map(({ model, options }) => targetOf(model, options)),
    strategy: strategyNamed(flags.strategy),
    seed: flags.seed ?? seed,
    stream: `${flags.seed ?? seed} ${index}/${count}`,
  };
}

/** The command that runs the session again; after so many runs it has found the same. */
export function commandOf({ flags, plan }: FuzzPlan, runs: number): string {
  return fuzzCommandFor(plan.entry.model.name, flags, runs);
}

function rejectContradictions(
  { fuzz }: CatalogEntry,
  { nodes, set = [], symmetry }: FuzzFlags,
): void {
  if (symmetry === true) {
    throw new CheckerError("UsageError", "A session can't be reduced by --symmetry.", {
      hint: "It follows one behaviour at a time; scrutineer check reduces by symmetry.",
    });
  }
  if (nodes !== undefined && set.some(({ name }) => name === fuzz.size)) {
    const message = `--nodes and --set ${fuzz.size}=… say the same thing twice.`;
    throw new CheckerError("UsageError", message, { hint: "Give one of them." });
  }
}

/** The sizes to fuzz; undefined for that of the instance or mutant. */
function sizesOf(
  { fuzz }: CatalogEntry,
  { nodes, instance, mutant, set = [] }: FuzzFlags,
): readonly (number | undefined)[] {
  if (nodes !== undefined) return nodes;
  const isNamed = instance !== undefined || mutant !== undefined;
  return isNamed || set.some(({ name }) => name === fuzz.size) ? [undefined] : fuzz.sizes;
}
