/**
 * The probing walk through a model of the lower door: it lists the actions that are enabled, and asks
 * where one leads when it is taken. What it was told it remembers: behaviours that are gone on from
 * come through the same states again and again.
 *
 * Most of the actions lead somewhere. One that leaves the state as it is, or leads out of the
 * constraint, makes no step, and is listed no more (see `Walk.take`).
 */
import { encode, hash64 } from "../data.ts";
import type { Typed } from "../protocol.ts";
import type { Findings } from "../search/exploration.ts";
import type { Subject } from "../search/subject.ts";
import { findingsOf } from "./plain-walk.ts";
import { actorOf } from "./space-walk.ts";
import { NO_MEMBERS, type Objection, type Walk } from "./walk.ts";

/** A state, what may be done there, and what properties say of it. */
interface Place {
  readonly state: unknown;
  readonly low: number;
  readonly high: number;
  readonly enabled: readonly Typed[];
  /** By action of `enabled`: where it leads, once that was asked. */
  readonly next: (Outcome | undefined)[];
  readonly objections: readonly Objection[];
}

/** What comes of an action. */
interface Outcome {
  /** Where it leads; undefined if it makes no step. */
  readonly place: Place | undefined;
  /** Does it leave the state as it is? */
  readonly isIdle: boolean;
  readonly objections: readonly Objection[];
}

const IDLE: Outcome = { place: undefined, isIdle: true, objections: [] };
const NONE: readonly Objection[] = [];

export class SystemWalk implements Walk {
  /** Nobody makes steps here but the system. */
  readonly actors = 1;
  readonly actions: string[] = [];
  readonly initials: number;
  initial = 0;
  objections: readonly Objection[] = NONE;
  readonly #subject: Subject<unknown, Typed>;
  readonly #initialStates: readonly unknown[];
  readonly #places = new Map<string, Place>();
  readonly #steps: Typed[] = [];
  #place: Place;
  /** The actions that are listed, as indices into those that are enabled. */
  #listed: number[] = [];
  #size = 0;

  constructor(subject: Subject<unknown, Typed>) {
    this.#subject = subject;
    this.#initialStates = subject.system.initialStates();
    this.initials = this.#initialStates.length;
    this.#place = { state: undefined, low: 0, high: 0, enabled: [], next: [], objections: NONE };
  }

  get count(): number {
    return this.#listed.length;
  }

  get length(): number {
    return this.#steps.length;
  }

  get low(): number {
    return this.#place.low;
  }

  get high(): number {
    return this.#place.high;
  }

  /** Nothing is known of what part of a plain state is shown: all of it is. */
  get shape(): number {
    return this.#place.low;
  }

  get members(): readonly number[] {
    return NO_MEMBERS;
  }

  get size(): number {
    return this.#size;
  }

  begin(initial: number): void {
    this.initial = initial;
    this.#steps.length = 0;
    const objections: Objection[] = [];
    const state = this.#initialStates[initial];
    this.#subject.judgeInitial(state, findingsOf(objections));
    this.#enter(this.#placeOf(state, ...hash64(encode(state))), objections);
  }

  take(choice: number): void {
    const place = this.#place;
    const action = this.#listed[choice]!;
    const outcome = (place.next[action] ??= this.#outcomeOf(place, place.enabled[action]!));
    if (outcome.place !== undefined) {
      this.#steps.push(place.enabled[action]!);
      this.#enter(outcome.place, outcome.objections);
      return;
    }
    this.objections = outcome.objections;
    this.#listed[choice] = this.#listed.at(-1)!;
    this.#listed.pop();
    if (this.#listed.length === 0) this.#judgeEnd();
  }

  stepAt(choice: number): Typed {
    return this.#place.enabled[this.#listed[choice]!]!;
  }

  actorAt(choice: number): number {
    return actorOf(this.stepAt(choice), []);
  }

  actionAt(choice: number): number {
    const name = this.#subject.actionOf(this.stepAt(choice));
    const known = this.actions.indexOf(name);
    return known === -1 ? this.actions.push(name) - 1 : known;
  }

  path(): Typed[] {
    return [...this.#steps];
  }

  #enter(place: Place, objections: readonly Objection[]): void {
    this.#place = place;
    this.#listed = Array.from(place.enabled, (_, action) => action);
    this.objections = [...objections, ...place.objections];
    if (this.#listed.length === 0) this.#judgeEnd();
  }

  #placeOf(state: unknown, low: number, high: number): Place {
    const key = `${low} ${high}`;
    const known = this.#places.get(key);
    if (known !== undefined) return known;
    const { system } = this.#subject;
    const objections: Objection[] = [];
    this.#subject.judgeState(state, findingsOf(objections));
    // From an initial state outside the constraint no step is taken.
    const enabled = (system.constraint?.(state) ?? true) ? system.enabled(state) : [];
    const place = { state, low, high, enabled, next: [], objections };
    this.#places.set(key, place);
    this.#size += 1 + enabled.length;
    return place;
  }

  /** What comes of `step` in `place`; a state outside the constraint is judged, but not gone to. */
  #outcomeOf(place: Place, step: Typed): Outcome {
    const { system } = this.#subject;
    const after = system.next(place.state, step);
    const [low, high] = hash64(encode(after));
    if (low === place.low && high === place.high) return IDLE;
    const isInside = system.constraint?.(after) ?? true;
    const objections: Objection[] = [];
    const findings: Findings = findingsOf(objections, isInside ? undefined : step);
    this.#subject.judgeStep(place.state, step, after, findings, true);
    if (isInside) return { place: this.#placeOf(after, low, high), isIdle: false, objections };
    this.#subject.judgeState(after, findings);
    return { place: undefined, isIdle: false, objections };
  }

  /** Judges a state that no step leaves; one out of the constraint would be such a step. */
  #judgeEnd(): void {
    const { state, next } = this.#place;
    if (this.#subject.system.constraint?.(state) === false) return;
    if (!next.every((outcome) => outcome?.isIdle)) return;
    const objections: Objection[] = [];
    this.#subject.judgeStuck(state, findingsOf(objections));
    this.objections = [...this.objections, ...objections];
  }
}
