/**
 * Puts one random case to every test: both explorers, with and without its properties' violations, in
 * slices, audited, and on past the first violation. Used by the fast and by the slow tests.
 */
import { expect } from "vitest";
import { Check, type CheckOptions, targetOf } from "../../checker/check.ts";
import type { Property } from "../../checker/property.ts";
import type { AnyProtocol } from "../../checker/protocol.ts";
import { affordableDepth, agreedPart, byEngine, byReference } from "./agreement.ts";
import { harmless, propertiesOf } from "./claims.ts";
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
  expectSameBeyondViolations(protocol, options, Object.keys(expected.violated));
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
function inSlices(protocol: AnyProtocol<Mark>, options: Options): unknown {
  const target = targetOf(protocol, options);
  const check = new Check(target, options.limits);
  // To ask in between, or twice, must change nothing.
  while (check.advance(0)) expect(check.progress.depth).toBeGreaterThan(0);
  check.result();
  return agreedPart(target, check.result().exploration);
}

/** Violations end a search early; the rest of the state space must agree too. */
function expectSameBeyondViolations(
  protocol: AnyProtocol<Mark>,
  options: Options,
  violated: readonly string[],
): void {
  if (violated.length === 0) return;
  const unharmed = { ...options, properties: harmless(options.properties) };
  const { verdicts: _verdicts, ...expected } = byReference(protocol, unharmed);
  expect(byEngine(protocol, unharmed)).toMatchObject(expected);
  if (violated.length === options.properties.length) return;

  const limits = { ...options.limits, stopAt: "all" as const };
  const onwards = byEngine(protocol, { ...options, limits });

  // It ends early all the same if the last of the properties is violated on the way.
  if (Object.keys(onwards.violated).length === options.properties.length) return;
  const { violated: _violated, ...counts } = expected;
  expect(onwards).toMatchObject(counts);
}
