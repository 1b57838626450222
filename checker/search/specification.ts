/**
 * The specification of a refinement, asked plainly: what a state is to it, where it begins, what it
 * allows, and the sentences that say it does not. Both explorers judge by it; the engine remembers
 * the answers (engine/abstraction.ts).
 */
import { deepFreeze, encode, findNotData, isRecord } from "../data.ts";
import { dataText, typedText } from "../data-text.ts";
import { assert, CheckerError } from "../errors.ts";
import type { Property, Refinement } from "../property.ts";
import type { Typed } from "../protocol.ts";
import type { TransitionSystem } from "../transition-system.ts";
import { show } from "../world/ask.ts";
import { judged } from "../world/observe.ts";
import { guardedSystem } from "./guarded-system.ts";

/** A state of the specification, with its text: equal for equal states. */
export interface Image {
  readonly state: unknown;
  readonly text: string;
}

/** A step that the specification allows, and where it leads. */
export interface Allowed {
  readonly action: Typed;
  readonly image: Image;
}

type OtherKind = Exclude<Property<unknown>["kind"], "refinement">;

/** More would not be read. */
const SHOWN_MAX = 3;

/** What looks like a name needs no quotes. */
const NAMES = { has: (text: string): boolean => /^\w+$/.test(text) };

export class Specification<Subject> {
  readonly name: string;
  readonly #property: Refinement<Subject>;
  /** The specification, watched: it says what is wrong with it. */
  readonly #system: TransitionSystem<unknown, Typed>;

  constructor(property: Refinement<Subject>) {
    const { name, spec } = property;
    this.name = name;
    this.#property = property;
    rejectNoSystem(name, spec);
    this.#system = guardedSystem(`the specification of ${name}`, spec, false);
  }

  /** What `subject` is to the specification. */
  imageOf(subject: Subject): Image {
    const { name } = this;
    const state = judged(name, subject, () => this.#property.map(subject));
    try {
      return { state, text: encode(state) };
    } catch (error) {
      const fault = findNotData(state);
      if (fault === undefined) throw error;
      throw new CheckerError("NotData", `what property ${name} maps to is not data: ${fault}.`, {
        hint: `It was given ${show(subject)}.`,
      });
    }
  }

  /** Does it begin in this state? */
  beginsIn({ text }: Image): boolean {
    return this.#system.initialStates().some((initial) => encode(initial) === text);
  }

  /** The steps that lead elsewhere from this state; none from outside the constraint. */
  allowedIn(image: Image): readonly Allowed[] {
    deepFreeze(image.state);
    try {
      // To watch it takes as long as to ask it: that is done where something is wrong.
      return allowedBy(this.#property.spec, image);
    } catch {
      return allowedBy(this.#system, image);
    }
  }

  /** Why it is wrong to begin in this state. */
  whyNotInitial({ state }: Image): string {
    const allowed = this.#system.initialStates().map((initial) => dataText(initial, NAMES));
    return `it begins in ${dataText(state, NAMES)}, where the specification does not: it begins in ${listed(allowed)}`;
  }

  /** Why no step may lead from `before` to `after`; comes after the words for the step that did. */
  whyNotAllowed(before: Image, after: Image): string {
    const byState = new Map(allowedBy(this.#system, before).map((each) => [each.image.text, each]));
    const allowed = [...byState.values()]
      .map(({ action, image }) => ({ action, distance: distance(image.state, after.state) }))
      .toSorted((a, b) => a.distance - b.distance)
      .map(({ action }) => typedText(action, NAMES));
    const [from, to] = differing(before.state, after.state).map((part) => dataText(part, NAMES));
    return `leads from ${from} to ${to}, which the specification does not allow: it allows ${listed(allowed)} there`;
  }
}

function allowedBy(
  system: TransitionSystem<unknown, Typed>,
  { state, text }: Image,
): readonly Allowed[] {
  if (system.constraint?.(state) === false) return [];
  const actions = system.enabled(state);
  // What is no list may be one without end.
  assert(Array.isArray(actions), "what is enabled is a list");
  return actions
    .map((action): Allowed => {
      const next = system.next(state, action);
      return { action, image: { state: next, text: encode(next) } };
    })
    .filter((allowed) => allowed.image.text !== text);
}

/** The specifications of those of `properties` that are refinements. */
export function specificationsOf<Subject>(
  properties: readonly (Refinement<Subject> | { readonly kind: OtherKind })[],
): readonly Specification<Subject>[] {
  return properties.flatMap((property) =>
    property.kind === "refinement" ? [new Specification(property)] : [],
  );
}

/** `action` of a transition system, for a sentence. */
export function actionText(action: Typed): string {
  return `the step ${typedText(action, NAMES)}`;
}

/** The first few of `texts`. */
function listed(texts: readonly string[]): string {
  if (texts.length === 0) return "nothing";
  const shown = texts.slice(0, SHOWN_MAX).join(", ");
  const rest = texts.length - SHOWN_MAX;
  return rest > 0 ? `${shown} and ${rest} more` : shown;
}

/** How much there is to tell two states apart by: the nearest are shown first. */
function distance(a: unknown, b: unknown): number {
  return differing(a, b).reduce<number>((sum, part) => sum + dataText(part, NAMES).length, 0);
}

/** The parts of two records, or two maps, that differ; all of anything else. */
function differing(a: unknown, b: unknown): readonly [unknown, unknown] {
  if (isRecord(a) && isRecord(b)) {
    const [before, after] = differing(new Map(Object.entries(a)), new Map(Object.entries(b)));
    return [asRecord(before), asRecord(after)];
  }
  if (!(a instanceof Map && b instanceof Map)) return [a, b];
  const keys = [...a.keys(), ...b.keys()].filter((key) => !isSame(a.get(key), b.get(key)));
  const parts = [...new Set(keys)].map((key) => [key, ...partsOf(a, b, key)] as const);
  const side = (at: 1 | 2): unknown =>
    new Map(parts.flatMap((part) => (part[at] === undefined ? [] : [[part[0], part[at]]])));
  return [side(1), side(2)];
}

function partsOf(
  a: ReadonlyMap<unknown, unknown>,
  b: ReadonlyMap<unknown, unknown>,
  key: unknown,
): readonly [unknown, unknown] {
  return a.has(key) && b.has(key) ? differing(a.get(key), b.get(key)) : [a.get(key), b.get(key)];
}

/** Equal data; undefined stands for what is not there. */
function isSame(a: unknown, b: unknown): boolean {
  return a === undefined || b === undefined ? a === b : encode(a) === encode(b);
}

function asRecord(map: unknown): unknown {
  return Object.fromEntries(map as ReadonlyMap<string, unknown>);
}

/** @throws CheckerError for a specification that types would not have allowed. */
function rejectNoSystem(name: string, spec: unknown): void {
  const parts = ["initialStates", "enabled", "next"];
  const system = (spec ?? {}) as Readonly<Record<string, unknown>>;
  const missing = parts.filter((part) => typeof system[part] !== "function");
  if (missing.length === 0) return;
  throw new CheckerError(
    "BadValue",
    `property ${name}: its spec is no transition system: it lacks ${missing.join(", ")}.`,
  );
}
