/**
 * Plays lists of steps in a model: takes each that is possible when its turn comes, and leaves out the
 * others. A step is known by what it is, not by its place among the possible ones, so that a list
 * means the same when others before it are gone.
 */
import type { Target } from "../checker/check.ts";
import { encode } from "../checker/data.ts";
import type { Objection, Walk } from "../checker/fuzz/walk.ts";
import type { Typed } from "../checker/protocol.ts";
import { kindOf, partsOf } from "./actors.ts";
import { type Stage, stageOf } from "./stage.ts";

/** A behaviour, from its initial state to its end or to where a property objects. */
export interface Behaviour {
  readonly initial: number;
  readonly steps: readonly Typed[];
  /** What the first property that objects says of its end. */
  readonly objection: Objection | undefined;
}

/** `exact`: only the steps themselves are taken. `alike`: if one is not possible, one like it may be. */
export type Likeness = "exact" | "alike";

/** When a walk's tables have so many entries, it begins with empty ones. */
const ENTRIES_MAX = 300_000;

export class Player {
  readonly stage: Stage;
  readonly #target: Target;
  readonly #kinds = new WeakMap<Typed, string>();
  #walk: Walk | undefined;

  /** @param target the model, with the properties that may object. */
  constructor(target: Target) {
    this.#target = target;
    this.stage = stageOf(target);
  }

  /** A walk, not begun; the same one for all who ask, one after the other: its tables grow warm. */
  get walk(): Walk {
    if (this.#walk === undefined || this.#walk.size > ENTRIES_MAX) this.#walk = this.#target.walk();
    return this.#walk;
  }

  /** Plays `steps` from an initial state, up to where a property objects. */
  play(initial: number, steps: readonly Typed[], likeness: Likeness): Behaviour {
    const { walk } = this;
    const taken: Typed[] = [];
    walk.begin(initial);
    for (const step of steps) {
      if (walk.objections.length > 0) break;
      const choice = this.#choiceFor(walk, step, likeness);
      if (choice === undefined) continue;
      const possible = walk.stepAt(choice);
      // Each step of a behaviour is an object of its own: who leaves some out tells them apart.
      taken.push(textOf(possible) === textOf(step) ? step : { ...possible });
      walk.take(choice);
    }
    return ended(walk, taken);
  }

  /** The steps that were taken, up to an objection; undefined if there is none, or no such beginning. */
  violating(
    initial: number,
    steps: readonly Typed[],
    likeness: Likeness,
  ): readonly Typed[] | undefined {
    if (initial >= this.walk.initials) return undefined;
    const behaviour = this.play(initial, steps, likeness);
    return behaviour.objection === undefined ? undefined : behaviour.steps;
  }

  /** The steps that are possible after others. */
  possibleAfter(initial: number, steps: readonly Typed[]): Typed[] {
    this.play(initial, steps, "exact");
    const { walk } = this;
    return Array.from({ length: walk.count }, (_, choice) => walk.stepAt(choice));
  }

  /** The choice of `step`, or if it may be, of the one that is most like it. */
  #choiceFor(walk: Walk, step: Typed, likeness: Likeness): number | undefined {
    const text = textOf(step);
    const alike: number[] = [];
    for (let choice = 0; choice < walk.count; choice++) {
      const candidate = walk.stepAt(choice);
      if (textOf(candidate) === text) return choice;
      if (likeness === "alike" && this.#kindOf(candidate) === this.#kindOf(step)) {
        alike.push(choice);
      }
    }
    if (alike.length < 2) return alike[0];
    const parts = partsOf(step);
    const shared = (choice: number): number =>
      partsOf(walk.stepAt(choice)).filter((part) => parts.includes(part)).length;
    const likenesses = alike.map(shared);
    return alike[likenesses.indexOf(Math.max(...likenesses))];
  }

  #kindOf(step: Typed): string {
    return remembered(this.#kinds, step, (each) => kindOf(each, this.stage));
  }
}

/** What `walk` has come to. */
export function behaviourOf(walk: Walk): Behaviour {
  return ended(walk, walk.path());
}

/** A step that a property objects to beforehand is part of the behaviour. */
function ended({ initial, objections: [objection] }: Walk, taken: readonly Typed[]): Behaviour {
  const last = objection?.step === undefined ? [] : [{ ...objection.step }];
  return { initial, steps: [...taken, ...last], objection };
}

/** Walks make a step once and meet it often. */
const TEXTS = new WeakMap<Typed, string>();

/** A text that is equal exactly for equal steps. */
export function textOf(step: Typed): string {
  return remembered(TEXTS, step, encode);
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
