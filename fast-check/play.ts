/**
 * Plays a list of steps in a model: takes each that is possible when its turn comes, and leaves out the
 * others. A step is known by what it is, not by its place among the possible ones, so that a list
 * means the same when others before it are gone.
 */
import { encode } from "../checker/data.ts";
import type { Objection, Walk } from "../checker/fuzz/walk.ts";
import type { Typed } from "../checker/protocol.ts";

/** A behaviour, from its initial state to its end or to where a property objects. */
export interface Behaviour {
  readonly initial: number;
  readonly steps: readonly Typed[];
  /** What the first property that objects says of its end. */
  readonly objection: Objection | undefined;
}

/**
 * How alike a step has to be. `kin`: where it is not possible itself, another may stand in for it that
 * the same process makes, of the same type and from the same sender: a request of an earlier term.
 */
export type Likeness = "exact" | "kin";

/** Plays `steps` from an initial state. */
export function play(
  walk: Walk,
  initial: number,
  steps: readonly Typed[],
  likeness: Likeness,
): Behaviour {
  walk.begin(initial);
  for (const step of steps) {
    if (walk.objections.length > 0) break;
    const choice = choiceFor(walk, step, likeness);
    if (choice !== undefined) walk.take(choice);
  }
  return behaviourOf(walk);
}

/** What `walk` has come to. A step that a property objects to beforehand is part of it. */
export function behaviourOf(walk: Walk): Behaviour {
  const [objection] = walk.objections;
  const last = objection?.step === undefined ? [] : [objection.step];
  return { initial: walk.initial, steps: [...walk.path(), ...last], objection };
}

/** How many of `steps` come first in `others` too. */
export function commonSteps(steps: readonly Typed[], others: readonly Typed[]): number {
  const different = steps.findIndex((step, index) => {
    const other = others[index];
    return other === undefined || textOf(step) !== textOf(other);
  });
  return different === -1 ? steps.length : different;
}

/** A text that is equal exactly for equal steps. */
export function textOf(step: Typed): string {
  return remembered(TEXTS, step, encode);
}

function choiceFor(walk: Walk, step: Typed, likeness: Likeness): number | undefined {
  return (
    findChoice(walk, textOf(step), textOf) ??
    (likeness === "kin" ? findChoice(walk, kinOf(step), kinOf) : undefined)
  );
}

function findChoice(
  walk: Walk,
  wanted: string,
  aspectOf: (step: Typed) => string,
): number | undefined {
  for (let choice = 0; choice < walk.count; choice++) {
    if (aspectOf(walk.stepAt(choice)) === wanted) return choice;
  }
  return undefined;
}

/** Walks make a step once and meet it often. */
const TEXTS = new WeakMap<Typed, string>();
const KINS = new WeakMap<Typed, string>();

/** What a step has in common with those that may stand in for it. */
function kinOf(step: Typed): string {
  return remembered(KINS, step, (each) => encode(essenceOf(each)));
}

/** Only the steps of a world have kin: who does what, received from whom. */
function essenceOf(step: Typed): unknown {
  if (!("process" in step)) return step;
  const from = "from" in step ? step.from : null;
  const what = "event" in step ? step.event : "message" in step ? step.message : undefined;
  return isTyped(what) ? [step.type, step.process, from, what.type] : step;
}

function isTyped(value: unknown): value is Typed {
  return typeof value === "object" && value !== null && "type" in value;
}

function remembered(
  texts: WeakMap<Typed, string>,
  step: Typed,
  make: (step: Typed) => string,
): string {
  let text = texts.get(step);
  if (text === undefined) texts.set(step, (text = make(step)));
  return text;
}
