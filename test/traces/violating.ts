/** Behaviours that violate a property, as explanations want them. */
import { targetOf } from "../../checker/check.ts";
import { Fuzz } from "../../checker/fuzz/fuzz.ts";
import { strategyNamed } from "../../checker/fuzz/strategies/index.ts";
import { configOf } from "../../checker/parameters.ts";
import { replay } from "../../checker/search/replay.ts";
import type { CatalogEntry } from "../../models/catalog.ts";
import type { Mutant } from "../../models/kit/instance.ts";
import type { Violating } from "../../traces/explanation/explanation.ts";
import { checkMutant } from "../models/check-instance.ts";

/** The most steps of a random run. */
const STEPS_MAX = 80;

/** The shortest counterexample of a mutant, replayed. */
export function violatingOf(entry: CatalogEntry, mutant: Mutant): Violating {
  const { model, config: settings, environment, violates } = mutant;
  const { exploration } = checkMutant(entry, mutant);
  const violation = exploration.violations.find(({ property }) => property === violates)!;
  const config = configOf(model.parameters, settings);
  const properties = entry.properties(config).filter(({ name }) => name === violates);
  const target = targetOf(model, { config, environment, properties });
  const { initial, steps } = violation;
  return played({ model, target, initial }, steps);
}

/** The mutant of this name. */
export function mutantOf({ mutants }: CatalogEntry, name: string): Mutant {
  return mutants.find((mutant) => mutant.name === name)!;
}

/**
 * A counterexample of a mutant that is no shortest one: the first that random runs come upon, as they
 * went. Undefined if none of so many does.
 */
export function fuzzedOf(
  entry: CatalogEntry,
  mutant: Mutant,
  { runs, seed = "1" }: { readonly runs: number; readonly seed?: string },
): Violating | undefined {
  const { model, config: settings, environment, violates } = mutant;
  const config = configOf(model.parameters, settings);
  const properties = entry.properties(config).filter(({ name }) => name === violates);
  const target = targetOf(model, { config, environment, properties });
  const strategy = strategyNamed("uniform").make({ steps: STEPS_MAX });
  const fuzz = new Fuzz([target], { strategy, seed, steps: STEPS_MAX, runs });
  while (fuzz.advance());
  const [violation] = fuzz.result().violations;
  return violation && played({ model, target, initial: violation.initial }, violation.steps);
}

/** What `steps` come to. */
export function played(
  what: Pick<Violating, "model" | "target" | "initial">,
  steps: Violating["steps"],
): Violating {
  const { target, initial } = what;
  const property = target.properties[0]!.name;
  const replayed = replay(target.subject, { property, initial, steps });
  if (replayed.kind !== "violates") throw new Error(`it ${replayed.kind}`);
  return { ...what, steps, states: replayed.states, reason: replayed.reason };
}
