/**
 * What it means for the engine and the reference explorer to agree: on everything that does not
 * depend on the order in which successors are looked at.
 */
import {
  type AnyModel,
  Check,
  type CheckOptions,
  type Target,
  targetOf,
} from "../../checker/check.ts";
import type { Property, SystemProperty } from "../../checker/property.ts";
import type { Exploration } from "../../checker/search/exploration.ts";
import { exploreByReference } from "../../checker/search/reference.ts";
import { type PropertyVerdict, verdictOn } from "../../checker/verdict.ts";

/** The part of an exploration in which both explorers must agree. */
export interface Agreed {
  readonly distinctStates: number;
  readonly generatedStates: number;
  readonly depth: number;
  readonly completeDepth: number;
  readonly ending: string;
  readonly constrained: number;
  /** The properties that were violated, each with the states of its trace. */
  readonly violated: Readonly<Record<string, number>>;
  readonly triggered: readonly string[];
  /** By action: how many successors it generated. Which action finds a state first is chance. */
  readonly generatedBy: Readonly<Record<string, number>>;
  readonly distinctByAll: number;
  readonly verdicts: readonly string[];
}

export function agreedPart(target: Target, exploration: Exploration<unknown>): Agreed {
  const { triggered, actions, ...rest } = exploration;
  const byName = [...actions].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const verdicts = target.properties.map((property) => verdictOn(property, exploration));
  return {
    distinctStates: rest.distinctStates,
    generatedStates: rest.generatedStates,
    depth: rest.depth,
    completeDepth: rest.completeDepth,
    ending: rest.ending,
    constrained: rest.constrained,
    violated: lengths(exploration),
    triggered: [...triggered].toSorted(),
    generatedBy: Object.fromEntries(byName.map(([name, { generated }]) => [name, generated])),
    distinctByAll: byName.reduce((sum, [, { distinct }]) => sum + distinct, 0),
    verdicts: verdicts.map(({ name, verdict }: PropertyVerdict) => `${name} ${verdict}`),
  };
}

/** By property: the states of the trace that violates it. */
export function lengths({ violations }: Exploration<unknown>): Record<string, number> {
  const sorted = violations.toSorted((a, b) => (a.property < b.property ? -1 : 1));
  return Object.fromEntries(sorted.map(({ property, steps }) => [property, steps.length + 1]));
}

/** What the engine finds; it replays each counterexample in the plain world, and throws if it can't. */
export function byEngine<V>(model: AnyModel<V>, options: CheckOptions<V>): Agreed {
  const target = targetOf(model, options);
  const check = new Check(target, options.limits);
  while (check.advance());
  return agreedPart(target, check.result().exploration);
}

/** What the reference explorer finds. */
export function byReference<V>(model: AnyModel<V>, options: CheckOptions<V>): Agreed {
  const target = targetOf(model, options);
  const { depth } = options.limits ?? {};
  return agreedPart(
    target,
    exploreByReference(target.subject, depth === undefined ? {} : { depth }),
  );
}

/** How deep the engine gets with about so many states, so that the reference gets there too. */
export function affordableDepth<V>(
  model: AnyModel<V>,
  options: CheckOptions<V>,
  properties: readonly (Property<V> | SystemProperty<V>)[],
  states: number,
): number {
  const limits = { states: Math.ceil(states), depth: 40 };
  const check = new Check(targetOf(model, { ...options, properties }), limits);
  while (check.advance());
  const { completeDepth, ending } = check.result().exploration;
  // One more, so that a search that is exhausted says so.
  return ending === "exhausted" ? completeDepth + 1 : completeDepth;
}
