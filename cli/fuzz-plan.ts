/** From names and flags to what is fuzzed: the model in one size or in several, and how. */
import { type Target, targetOf } from "../checker/check.ts";
import { CheckerError } from "../checker/errors.ts";
import { configOf } from "../checker/parameters.ts";
import type { StrategyKind } from "../checker/fuzz/strategy.ts";
import { strategyNamed } from "../checker/fuzz/strategies/index.ts";
import type { CatalogEntry } from "../models/catalog.ts";
import type { FuzzProfile, Mutant } from "../models/kit/instance.ts";
import { fuzzCommandFor } from "./command-line.ts";
import type { FuzzFlags } from "./flags.ts";
import { type Basis, named, type Plan, planFor, variantOf } from "./plan.ts";

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
  const basis = basisOf(entry, flags);
  const plans = sizesOf(entry, flags).map((size) => {
    const set = size === undefined ? [] : [{ name: entry.fuzz.size, value: String(size) }];
    const sized = { ...flags, set: [...set, ...(flags.set ?? [])], symmetry: false };
    return planFor(entry, sized, basis);
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
  // A session may end before its first run, and so it does with one.
  return fuzzCommandFor(plan.entry.model.name, flags, Math.max(1, runs));
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

/**
 * What is fuzzed if no instance is named: the profile. A mutant of the variant that the profile is for
 * gets the profile too, with its numbers where they are greater (a bug that takes four terms needs
 * four) and its switches. One of another variant, which the profile's faults would break anyway, is
 * fuzzed where it shows; so is one that never ends: more faults are only more ways out.
 */
function basisOf(entry: CatalogEntry, flags: FuzzFlags): Basis {
  const mutant = named("mutant", entry.mutants, flags.mutant);
  if (mutant === undefined) return profileFor(entry.fuzz, flags.variant);
  const { parameters } = entry.model;
  const own = configOf(parameters, { ...mutant.config });
  const ownVariant = variantOf(entry, own, undefined)?.name;
  const fuzz = profileFor(entry.fuzz, ownVariant);
  const variant = named("variant", entry.variants, fuzz.variant);
  const usual = configOf(parameters, { ...variant?.config, ...fuzz.config });
  const violated = entry.properties(own).find(({ name }) => name === mutant.violates);
  const isOfVariant =
    ownVariant === variantOf(entry, usual, undefined)?.name ||
    fuzz.alsoFor?.includes(ownVariant ?? "") === true;
  if (!isOfVariant || violated?.kind === "deadlock") return mutant;
  const config = Object.entries(own).map(([name, value]) => {
    const other = usual[name];
    const isNumber = typeof value === "number" && typeof other === "number";
    return [name, isNumber ? Math.max(value, other) : value];
  });
  const { environment = {}, only } = withFaultsOf(mutant, fuzz);
  const wanted = only && [...new Set([...only, mutant.violates ?? []].flat())];
  return {
    environment,
    config: Object.fromEntries(config),
    ...(wanted !== undefined && { only: wanted }),
  };
}

/** A variant's profile may be calmer than its mutants need: the budgets are the greater ones. */
function withFaultsOf({ environment = {} }: Mutant, fuzz: FuzzProfile): FuzzProfile {
  if (fuzz.perVariant === undefined) return fuzz;
  const budgets = Object.entries(fuzz.environment?.budgets ?? {}).map(([name, budget]) => {
    const own = environment.budgets?.[name];
    const areNumbers = typeof own === "number" && typeof budget === "number";
    return [name, areNumbers ? Math.max(own, budget) : budget];
  });
  return { ...fuzz, environment: { ...fuzz.environment, budgets: Object.fromEntries(budgets) } };
}

/** The profile as it is for a variant. */
function profileFor(fuzz: FuzzProfile, variant: string | undefined): FuzzProfile {
  const own = fuzz.perVariant?.[variant ?? ""];
  if (own === undefined) return fuzz;
  const { config, environment } = own;
  const budgets = { ...fuzz.environment?.budgets, ...environment?.budgets };
  return {
    ...fuzz,
    config: { ...fuzz.config, ...config },
    environment: { ...fuzz.environment, ...environment, budgets },
  };
}

/** The sizes to fuzz: those that show the mutant; undefined for that of the instance or of --set. */
function sizesOf(
  { fuzz, mutants }: CatalogEntry,
  { nodes, instance, mutant, set = [] }: FuzzFlags,
): readonly (number | undefined)[] {
  if (nodes !== undefined) return nodes;
  if (instance !== undefined || set.some(({ name }) => name === fuzz.size)) return [undefined];
  return named("mutant", mutants, mutant)?.sizes ?? fuzz.sizes;
}
