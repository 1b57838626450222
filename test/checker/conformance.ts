/** What there is in the catalog to compare the two explorers on, and how far. */
import { expect } from "vitest";
import { type CheckOptions, type Target, targetOf } from "../../checker/check.ts";
import { configOf } from "../../checker/parameters.ts";
import { type CatalogEntry, catalog } from "../../models/catalog.ts";
import type { Instance } from "../../models/kit/instance.ts";
import { affordableDepth, byEngine, byReference } from "./agreement.ts";

/** The reference explorer renames every successor by every permutation. */
const PERMUTATIONS_MAX = 24;

/** How many states of an instance are worth the reference explorer's time. */
export interface Extent {
  /** All, if it is known that there are no more than this. */
  readonly all: number;
  /** About so many of the first, else. */
  readonly beginning: number;
}

/** One comparison. */
export interface Run {
  readonly name: string;
  readonly entry: CatalogEntry;
  readonly instance: Instance;
  readonly symmetry: boolean;
  /** About how many states to compare on. */
  readonly states: number;
}

/** Every instance of every model, and every one with symmetry where that is feasible. */
export function conformanceRuns(extent: Extent): Run[] {
  return catalog.flatMap((entry) =>
    distinct(entry.instances).flatMap((instance) => runsOf(entry, instance, extent)),
  );
}

/** Leaves out what differs from another in its symmetry alone: each is explored with and without. */
function distinct(instances: readonly Instance[]): Instance[] {
  const keys = instances.map(({ variant, config, environment, only }) =>
    JSON.stringify([variant, config, environment, only]),
  );
  return instances.filter((_, index) => keys.indexOf(keys[index]!) === index);
}

/** Expects both explorers to find the same. */
export function expectConformance(run: Run): void {
  const { model } = run.entry;
  const options = optionsOf(run);
  const depth =
    run.states === Infinity ? undefined : affordableDepth(model, options, [], run.states);
  const limited = { ...options, limits: { depth } };

  const found = byEngine(model, limited);

  expect(byReference(model, limited)).toEqual(found);
  expect(found.distinctStates).toBeGreaterThan(1);
}

/**
 * Expects the declared symmetry to be one: each level of states is closed under every renaming. (A
 * model that treats its processes differently would reach some state, but not its image.)
 */
export function expectClosedUnderSymmetry(run: Run): void {
  const { model } = run.entry;
  const options = optionsOf(run);
  const depth = affordableDepth(model, { ...options, symmetry: false }, [], run.states);
  expect(depth).toBeGreaterThan(1);
  const { subject } = targetOf(model, options);
  const identity = new Map<string, string>();
  let level = subject.system.initialStates();
  for (let at = 1; at <= depth; at++) {
    const keys = new Set(level.map((state) => subject.keyOf(state, identity)));
    const images = level.flatMap((state) =>
      subject.renamings.map((renaming) => subject.keyOf(state, renaming)),
    );
    expect(images.filter((image) => !keys.has(image))).toEqual([]);
    level = successorsOf(subject, level);
  }
}

/** All that one step makes of the states of a level that are inside the constraint, each once. */
function successorsOf({ system, keyOf }: Target["subject"], level: readonly unknown[]): unknown[] {
  const inside = level.filter((state) => system.constraint?.(state) ?? true);
  const all = inside.flatMap((state) =>
    system.enabled(state).map((action) => system.next(state, action)),
  );
  return [...new Map(all.map((state) => [keyOf(state, new Map()), state])).values()];
}

/** How `run` is checked. */
export function optionsOf({ entry, instance, symmetry }: Run): CheckOptions {
  const variant = entry.variants.find(({ name }) => name === instance.variant);
  const config = { ...variant?.config, ...instance.config };
  const all = entry.properties(configOf(entry.model.parameters, config));
  const only = instance.only;
  const properties = only === undefined ? all : all.filter(({ name }) => only.includes(name));
  return { config, environment: instance.environment, properties, symmetry };
}

function permutationsOf({ model, variants }: CatalogEntry, instance: Instance): number {
  const variant = variants.find(({ name }) => name === instance.variant);
  const config = { ...variant?.config, ...instance.config };
  const classes = model.symmetry?.(configOf(model.parameters, config)) ?? [];
  const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1));
  return classes.reduce((product, { length }) => product * factorial(length), 1);
}

function runsOf(entry: CatalogEntry, instance: Instance, { all, beginning }: Extent): Run[] {
  const permutations = permutationsOf(entry, instance);
  const size = instance.expected.distinctStates ?? Infinity;
  const isReducible = permutations > 1 && permutations <= PERMUTATIONS_MAX;
  return [false, ...(isReducible ? [true] : [])].map((symmetry): Run => {
    // Renaming makes every state of a symmetric run cost as much as its whole orbit.
    const isWhole = (symmetry || instance.symmetry === true ? size * permutations : size) <= all;
    const extent = isWhole ? "all of it" : "its beginning";
    return {
      name: `${entry.model.name} ${instance.name}${symmetry ? ", symmetric" : ""}: ${extent}`,
      entry,
      instance,
      symmetry,
      states: isWhole ? Infinity : symmetry ? beginning / permutations : beginning,
    };
  });
}
