/** Checks a model's instances and mutants as its catalog entry would, for the tests of models. */
import { check, type CheckOptions, type CheckResult, targetOf } from "../../checker/check.ts";
import { type Config, configOf } from "../../checker/parameters.ts";
import type { Property, SystemProperty } from "../../checker/property.ts";
import type { AnyProtocol, AnySystem } from "../../checker/protocol.ts";
import type { Exploration } from "../../checker/search/exploration.ts";
import { exploreByReference } from "../../checker/search/reference.ts";
import type { Instance, Mutant, Variant } from "../../models/kit/instance.ts";

/** A model with what it claims. */
export interface Claimed<V> {
  readonly model: AnyProtocol<V> | AnySystem<V>;
  readonly properties: (config: Config) => readonly (Property<V> | SystemProperty<V>)[];
  /** Those that its instances name. */
  readonly variants?: readonly Variant[];
}

/** Keeps the type of a model's views together with that of its properties. */
export function claimed<V>(definition: Claimed<V>): Claimed<unknown> {
  return definition;
}

/** What the engine says of `instance`. */
export function checkInstance(of: Claimed<unknown>, instance: Instance): CheckResult {
  return check(of.model, optionsOf(of, instance));
}

/** What the reference explorer says of `instance`. */
export function exploreInstance(of: Claimed<unknown>, instance: Instance): Exploration<unknown> {
  return exploreByReference(targetOf(of.model, optionsOf(of, instance)).subject);
}

function optionsOf(
  { model, properties, variants = [] }: Claimed<unknown>,
  { variant, config: settings, environment, symmetry, only }: Instance,
): CheckOptions {
  const config = { ...variants.find(({ name }) => name === variant)?.config, ...settings };
  const claims = among(properties(configOf(model.parameters, config)), only);
  return { config, environment, symmetry, properties: claims };
}

/** Those of `properties` that are named, or all of them. */
function among<P extends { readonly name: string }>(
  properties: readonly P[],
  only: readonly string[] | undefined,
): readonly P[] {
  return only === undefined ? properties : properties.filter(({ name }) => only.includes(name));
}

/** What was found of mutants as the catalog has them: several files ask. */
const found = new WeakMap<Mutant, CheckResult>();

/**
 * What the engine says of `mutant`. It looks for the violation that the mutant names, and those of
 * `also`, until it has found them all, and asks for nothing else: a search for one property is short.
 */
export function checkMutant(
  of: Claimed<unknown>,
  mutant: Mutant,
  also: readonly string[] = [],
): CheckResult {
  const known = also.length === 0 ? found.get(mutant) : undefined;
  if (known !== undefined) return known;
  const result = searchMutant(of, mutant, also);
  if (also.length === 0) found.set(mutant, result);
  return result;
}

function searchMutant(
  { properties }: Claimed<unknown>,
  mutant: Mutant,
  also: readonly string[],
): CheckResult {
  const { model, config, environment, symmetry, violates } = mutant;
  const stopAt = violates === null ? undefined : [violates, ...also];
  const claims = among(properties(configOf(model.parameters, config)), stopAt);
  return check(model, { config, environment, symmetry, properties: claims, limits: { stopAt } });
}

/** What the engine says of the model where `mutant` is caught, to the depth at which it is. */
export function checkWithoutBug(
  { model, properties }: Claimed<unknown>,
  { config, environment, symmetry, violates, length }: Mutant,
): CheckResult {
  const all = properties(configOf(model.parameters, config));
  const claims = all.filter(({ name }) => name === violates);
  const limits = { depth: length! };
  return check(model, { config, environment, symmetry, properties: claims, limits });
}

/** The states of the trace to the violation of `property`, the initial one included. */
export function traceLength(exploration: Exploration<unknown>, property: string): number {
  const violation = exploration.violations.find((each) => each.property === property);
  return violation === undefined ? 0 : violation.steps.length + 1;
}

/** What is known of the counts of `instance`. */
export function countsOf({ expected }: Instance): object {
  const { distinctStates, generatedStates, depth } = expected;
  return { distinctStates, generatedStates, depth };
}
