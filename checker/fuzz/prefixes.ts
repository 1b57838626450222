/**
 * Beginnings of behaviours that are worth going on from: which walk, from which initial state, and the
 * choices that were made.
 */
import { encode } from "../data.ts";
import type { Typed } from "../protocol.ts";
import type { Random } from "./random.ts";
import type { Walk } from "./walk.ts";

/** A prefix as it is kept between sessions: by its steps, which outlive a change of the model. */
export interface Beginning {
  /** The index of the walk among those of the session. */
  readonly walk: number;
  readonly initial: number;
  readonly steps: readonly Typed[];
}

export interface Prefix {
  /** The index of the walk among those of the session. */
  readonly walk: number;
  readonly initial: number;
  readonly choices: Int32Array;
  /** The shape (see `Walk`) that it ends in. */
  readonly shape: number;
}

/** Follows the first `length` choices of `prefix`; returns its walk. */
export function follow(
  walks: readonly Walk[],
  prefix: Prefix,
  length = prefix.choices.length,
): Walk {
  const walk = walks[prefix.walk]!;
  walk.begin(prefix.initial);
  for (let index = 0; index < length; index++) walk.take(prefix.choices[index]!);
  return walk;
}

/** The least of `tries` random items by `cost`: cheap ones are likelier, and none is impossible. */
export function tournament<T>(
  items: readonly T[],
  tries: number,
  random: Random,
  cost: (item: T) => number,
): T {
  let best = random.pick(items);
  for (let round = 1; round < tries; round++) {
    const other = random.pick(items);
    if (cost(other) < cost(best)) best = other;
  }
  return best;
}

/** The steps of `prefix`. */
export function beginningOf(walks: readonly Walk[], prefix: Prefix): Beginning {
  const steps = follow(walks, prefix).path();
  return { walk: prefix.walk, initial: prefix.initial, steps };
}

/**
 * The prefix that `beginning` is in the model as it is now: as far as its steps are possible, and none
 * after a step that properties object to. Undefined if there is no such walk or initial state.
 */
export function prefixOf(walks: readonly Walk[], beginning: Beginning): Prefix | undefined {
  const walk = walks[beginning.walk];
  if (walk === undefined || beginning.initial >= walk.initials) return undefined;
  const choices: number[] = [];
  walk.begin(beginning.initial);
  for (const step of beginning.steps) {
    if (walk.objections.length > 0 || !takes(walk, step, choices)) break;
  }
  if (walk.objections.length > 0) choices.pop();
  const { initial } = beginning;
  return { walk: beginning.walk, initial, choices: Int32Array.from(choices), shape: walk.shape };
}

/** Takes `step` if it is possible, and appends the choices that this took; false if it is not. */
function takes(walk: Walk, step: Typed, choices: number[]): boolean {
  const before = walk.length;
  let isAsked = false;
  while (walk.length === before && walk.objections.length === 0) {
    let choice = choiceFor(walk, step);
    // A probing walk lists the first outcome of what it may ask about, and the others when it is asked.
    if (choice === -1 && !isAsked) choice = choiceFor(walk, firstOutcomeOf(step));
    isAsked = true;
    if (choice === -1) return false;
    choices.push(choice);
    walk.take(choice);
  }
  return true;
}

/** `step` as a probing walk lists it: nobody knows yet how many outcomes there are. */
function firstOutcomeOf(step: Typed): Typed {
  const first = { ...step, outcome: 0 };
  return "outcome" in step ? first : step;
}

/** The choice that stands for `step`; -1 if it is not possible. */
function choiceFor(walk: Walk, step: Typed): number {
  const wanted = encode(step);
  for (let choice = 0; choice < walk.count; choice++) {
    const possible = walk.stepAt(choice);
    if (possible.type === step.type && encode(possible) === wanted) return choice;
  }
  return -1;
}
