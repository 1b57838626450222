/** Environments that grant no more than a counterexample uses: smaller spaces to look for others in. */
import { budgetOf, type EnvironmentOptions, FAULTS } from "../../checker/environment.ts";
import type { Typed } from "../../checker/protocol.ts";
import { budgetNameOf } from "../actors.ts";

/** `environment` with as many faults of each kind as `steps` have, or as it grants if that is less. */
export function withUsedFaults(
  environment: EnvironmentOptions,
  steps: readonly Typed[],
): EnvironmentOptions {
  return lowered(environment, steps, FAULTS);
}

/** As `withUsedFaults`, and with as many of each of these `actions`. */
export function withUsedBudgets(
  environment: EnvironmentOptions,
  steps: readonly Typed[],
  actions: readonly string[],
): EnvironmentOptions {
  return lowered(environment, steps, [...FAULTS, ...actions, ...steps.map(budgetNameOf)]);
}

function lowered(
  environment: EnvironmentOptions,
  steps: readonly Typed[],
  names: readonly string[],
): EnvironmentOptions {
  const used = new Map(names.map((name) => [name, 0]));
  // A partition has a budget, its healing has none.
  used.delete("heals");
  for (const name of steps.map(budgetNameOf)) {
    const before = used.get(name);
    if (before !== undefined) used.set(name, before + 1);
  }
  return { ...environment, budgets: { ...environment.budgets, ...Object.fromEntries(used) } };
}

/** Do both grant the same? */
export function grantTheSame(a: EnvironmentOptions, b: EnvironmentOptions): boolean {
  const names = new Set([...Object.keys(a.budgets), ...Object.keys(b.budgets)]);
  return [...names].every((name) => budgetOf(a, name) === budgetOf(b, name));
}
