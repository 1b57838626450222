/**
 * Puts one random case to every test: both explorers, with its properties and with none that can be
 * violated, in slices, audited, and on past the first violation. Used by the fast and the slow tests.
 */
import { expect } from "vitest";
import { Check, type CheckOptions, targetOf } from "../../checker/check.ts";
import type { Property } from "../../checker/property.ts";
import type { AnyProtocol } from "../../checker/protocol.ts";
import { affordableDepth, type Agreed, agreedPart, byEngine, byReference } from "./agreement.ts";
import { harmless, propertiesOf } from "./claims.ts";
import { collectors, type Kind } from "./collectors.ts";
import type { Case } from "./draw.ts";
import { cook, type Mark } from "./recipe.ts";

type Options = CheckOptions<Mark> & { readonly properties: readonly Property<Mark>[] };

/** Expects all ways to explore this case to agree, as far as about `states` states allow. */
export function expectAgreement(drawn: Case, states: number): void {
  const { protocol, options } = prepared(drawn, states);
  const expected = byReference(protocol, options);

  expect(byEngine(protocol, options)).toEqual(expected);
  expect(inSlices(protocol, options)).toEqual(expected);
  expect(byEngine(protocol, { ...options, audit: true })).toEqual(expected);
  const beyond = expectSameShown(protocol, options, drawn.collected);
  expectSameBeyondViolations(protocol, options, expected, beyond);
}

/** Expects symmetry to change nothing but counts. */
export function expectSameWithoutSymmetry(drawn: Case, states: number): void {
  const { protocol, options } = prepared(drawn, states);
  const reduced = byEngine(protocol, options);

  const full = byEngine(protocol, { ...options, symmetry: false });

  const { depth, ending, violated, triggered, verdicts } = full;
  expect(reduced).toMatchObject({ depth, ending, violated, triggered, verdicts });
  expect(reduced.distinctStates).toBeLessThanOrEqual(full.distinctStates);
}

/** The protocol and the options that a case describes, to the depth that so many states allow. */
export function prepared(
  { recipe, environment, claims, memories }: Case,
  states: number,
): { readonly protocol: AnyProtocol<Mark>; readonly options: Options } {
  const protocol = cook(recipe);
  const properties = propertiesOf(claims, memories);
  const base = { environment, symmetry: recipe.isSymmetric };
  const depth = affordableDepth(protocol, base, harmless(properties), states);
  return { protocol, options: { ...base, properties, limits: { depth } } };
}

/** The engine, stopped and resumed as often as it can be. */
function inSlices(protocol: AnyProtocol<Mark>, options: Options): Agreed {
  const target = targetOf(protocol, options);
  const check = new Check(target, options.limits);
  // To ask in between, or twice, must change nothing.
  while (check.advance(0)) expect(check.progress.depth).toBeGreaterThan(0);
  check.result();
  return agreedPart(target, check.result().exploration);
}

/** Both explorers show the same to properties; returns what they find without violations. */
function expectSameShown(
  protocol: AnyProtocol<Mark>,
  options: Options,
  kinds: readonly Kind[],
): Agreed {
  const unharmed = harmless(options.properties);
  const { renamings } = targetOf(protocol, options).subject;
  const [forReference, forEngine] = [unharmed, unharmed].map((all) =>
    collectors(kinds, all, renamings),
  );
  const observing = (properties: readonly Property<Mark>[]): Options => ({
    ...options,
    properties: [...unharmed, ...properties],
  });

  const expected = byReference(protocol, observing(forReference!.properties));

  expect(byEngine(protocol, observing(forEngine!.properties))).toEqual(expected);
  expect([...forEngine!.shown].toSorted()).toEqual([...forReference!.shown].toSorted());
  return expected;
}

/** Violations end a search early, unless it is told to go on. */
function expectSameBeyondViolations(
  protocol: AnyProtocol<Mark>,
  options: Options,
  { violated }: Agreed,
  beyond: Agreed,
): void {
  const limits = { ...options.limits, stopAt: "all" as const };
  const onwards = byEngine(protocol, { ...options, limits });

  expect(onwards.violated).toMatchObject(violated);
  // It ends early all the same if the last of the properties is violated on the way.
  if (Object.keys(onwards.violated).length === options.properties.length) return;
  const { distinctStates, generatedStates, depth, ending, generatedBy } = beyond;
  expect(onwards).toMatchObject({ distinctStates, generatedStates, depth, ending, generatedBy });
}
