/** Two walks through one model, in step: what one may do the other may, and properties object alike. */
import { expect } from "vitest";
import type { Target } from "../../checker/check.ts";
import { encode } from "../../checker/data.ts";
import { PlainWalk } from "../../checker/fuzz/plain-walk.ts";
import { follow, type Prefix, prefixOf } from "../../checker/fuzz/prefixes.ts";
import { Random } from "../../checker/fuzz/random.ts";
import { SpaceWalk } from "../../checker/fuzz/space-walk.ts";
import type { Walk } from "../../checker/fuzz/walk.ts";

/** What there is to compare of a walk: what it may do, and what is said of it. */
interface Look {
  readonly possible: readonly string[];
  readonly objections: readonly string[];
}

/**
 * Walks at random through `target` by its own walk, by the engine's expansion and plainly, and expects
 * the three to agree at every step.
 * @returns how many steps were taken.
 */
export function expectLockstep(target: Target, seed: string, runs: number, steps: number): number {
  const fast = target.walk();
  const space = new SpaceWalk(target.space, target.processes);
  const plain = new PlainWalk(target.subject, target.processes);
  const random = new Random(seed);
  let taken = 0;
  for (let run = 0; run < runs; run++) {
    for (const walk of [fast, space, plain]) walk.begin(0);
    let looks = expectAlike(fast, space, plain);
    while (plain.count > 0 && plain.length < steps && plain.objections.length === 0) {
      const step = encode(plain.stepAt(random.below(plain.count)));
      for (const walk of [fast, space, plain]) walk.take(choiceOf(walk, step));
      taken++;
      const before = looks.space;
      looks = expectAlike(fast, space, plain);
      expectForetold(looks.plain, before, looks.space, step);
    }
    expect(fast.path()).toEqual(plain.path());
  }
  return taken;
}

/**
 * Walks at random through `target` by its exact walk, and expects of the probing one that it comes, by
 * all that it lists, to exactly the steps that are possible, and objects to what leads out.
 * @returns how many choices came to no step, or to several.
 */
export function expectProbing(target: Target, seed: string, runs: number, steps: number): number {
  const exact = target.walk();
  const probing = target.probingWalk();
  const random = new Random(seed);
  let voids = 0;
  for (let run = 0; run < runs; run++) {
    exact.begin(0);
    while (exact.count > 0 && exact.length < steps && exact.objections.length === 0) {
      exact.take(random.below(exact.count));
      const beginning = { walk: 0, initial: 0, steps: exact.path() };
      const prefix = prefixOf([probing], beginning)!;
      expect([probing.path(), probing.low, probing.high]).toEqual([
        exact.path(),
        exact.low,
        exact.high,
      ]);
      if (probing.objections.length > 0) break;
      const found = outcomesOf(probing, prefix);
      const { possible, objections } = lookAt(exact);
      expect(found.possible).toEqual(possible.map((each) => each.split(" by ")[0]!));
      expect(found.objections).toEqual(objections);
      voids += found.voids;
    }
  }
  return voids;
}

/**
 * Walks at random through `target` by two probing walks, and looks at all that one of them lists:
 * the other has to know without a list what a choice stands for.
 * @returns how many choices were made.
 */
export function expectUnlisted(target: Target, seed: string, runs: number, steps: number): number {
  const [looked, other] = [target.probingWalk(), target.probingWalk()];
  const random = new Random(seed);
  let choices = 0;
  for (let run = 0; run < runs; run++) {
    for (const walk of [looked, other]) walk.begin(0);
    textsOf(looked);
    while (looked.count > 0 && looked.length < steps && looked.objections.length === 0) {
      const choice = random.below(looked.count);
      for (const walk of [looked, other]) walk.take(choice);
      choices++;
      textsOf(looked);
      expect([other.count, other.low, other.high, other.objections]).toEqual([
        looked.count,
        looked.low,
        looked.high,
        looked.objections,
      ]);
    }
    expect(other.path()).toEqual(looked.path());
  }
  return choices;
}

/** The steps that `probing` makes after `prefix`, one each, and its objections to others. */
function outcomesOf(probing: Walk, prefix: Prefix): Look & { voids: number } {
  const goBack = (): Walk => follow([probing], prefix);
  const { length } = goBack();
  const listed = textsOf(probing);
  const possible: string[] = [];
  const objections: string[] = [];
  let voids = 0;
  listed.forEach((_, choice) => {
    goBack().take(choice);
    if (probing.length > length) {
      possible.push(encode(probing.path().at(-1)));
      return;
    }
    voids++;
    objections.push(...lookAt(probing).objections);
    const others = listed.toSpliced(choice, 1);
    textsOf(probing).forEach((text, outcome) => {
      const other = others.indexOf(text);
      if (other !== -1) {
        others.splice(other, 1);
        return;
      }
      goBack().take(choice);
      probing.take(outcome);
      possible.push(encode(probing.path().at(-1)));
    });
  });
  // That nothing is possible is known when all was asked about.
  if (possible.length === 0) {
    goBack();
    while (probing.count > 0) probing.take(0);
    objections.push(...lookAt(probing).objections);
  }
  return {
    possible: [...new Set(possible)].toSorted(),
    objections: [...new Set(objections)].toSorted(),
    voids,
  };
}

function textsOf(walk: Walk): string[] {
  return Array.from({ length: walk.count }, (_, choice) => encode(walk.stepAt(choice)));
}

/** Answers with what the walk by the engine's expansion and the plain one look like. */
function expectAlike(fast: Walk, space: Walk, plain: Walk) {
  const looks = { fast: lookAt(fast), space: lookAt(space), plain: lookAt(plain) };
  // All at once, for an expectation takes as long as a step.
  expect([looks.fast.possible, looks.space.possible, fast.low, fast.high]).toEqual([
    looks.plain.possible,
    looks.plain.possible,
    space.low,
    space.high,
  ]);
  if (!(fast instanceof SpaceWalk)) expect(looks.fast.objections).toEqual(looks.plain.objections);
  return looks;
}

/**
 * The engine's expansion says of a step before it is taken what the plain walk says after. Where a
 * property objects to a state, that it does to those outside that look the same is nothing more to say.
 */
function expectForetold(plain: Look, before: Look, after: Look, step: string): void {
  const said = new Set([...after.objections, ...before.objections]);
  const ofState = plain.objections.filter((objection) => objection.endsWith(" here"));
  const properties = ofState.map((objection) => objection.replace(/here$/, ""));
  const ofOthers = plain.objections.filter(
    (objection) => !properties.some((property) => objection.startsWith(property)),
  );
  const missing = [...ofState, ...ofOthers].filter(
    (objection) => !said.has(objection) && !said.has(objection.replace(/ here$/, ` ${step}`)),
  );
  expect(missing).toEqual([]);
}

function lookAt(walk: Walk): Look {
  const choices = Array.from({ length: walk.count }, (_, choice) => choice);
  const possible = choices.map(
    (choice) =>
      `${encode(walk.stepAt(choice))} by ${walk.actorAt(choice)}: ${walk.actions[walk.actionAt(choice)]}`,
  );
  const objections = walk.objections.map(
    ({ property, step }) => `${property} ${step === undefined ? "here" : encode(step)}`,
  );
  return {
    possible: [...new Set(possible)].toSorted(),
    objections: [...new Set(objections)].toSorted(),
  };
}

function choiceOf(walk: Walk, step: string): number {
  for (let choice = 0; choice < walk.count; choice++) {
    if (encode(walk.stepAt(choice)) === step) return choice;
  }
  throw new Error(`${step} is not possible`);
}
