/**
 * A walk through the plain meaning of a model: slow, exact, the twin that the fast walks are compared
 * with. If it remembers what it has seen, it is the exact walk for models of the lower door.
 */
import { encode, hash64 } from "../data.ts";
import type { Typed } from "../protocol.ts";
import { type Findings, TRIGGERS_IGNORED } from "../search/exploration.ts";
import type { Subject } from "../search/subject.ts";
import { actorOf } from "./space-walk.ts";
import { NO_MEMBERS, type Objection, type Walk } from "./walk.ts";

/** A state, what is possible there, and what properties say of it and of what leads out of bounds. */
interface Place {
  readonly state: unknown;
  readonly fingerprint: readonly [low: number, high: number];
  readonly enabled: readonly Typed[];
  readonly objections: readonly Objection[];
}

const NOWHERE: Place = { state: undefined, fingerprint: [0, 0], enabled: [], objections: [] };

export class PlainWalk implements Walk {
  readonly actors: number;
  readonly actions: string[] = [];
  readonly initials: number;
  initial = 0;
  readonly #subject: Subject<unknown, Typed>;
  readonly #processes: readonly string[];
  readonly #steps: Typed[] = [];
  readonly #places: Map<string, Place> | undefined;
  #place = NOWHERE;
  #objections: readonly Objection[] = [];
  #size = 0;

  /**
   * @param processes the names of those who make steps; none for a model of the lower door.
   * @param remembers keep what is possible in each state, and what is said of it.
   */
  constructor(
    subject: Subject<unknown, Typed>,
    processes: readonly string[],
    remembers: boolean = false,
  ) {
    this.#subject = subject;
    this.#processes = processes;
    this.#places = remembers ? new Map() : undefined;
    this.actors = processes.length + 1;
    this.initials = subject.system.initialStates().length;
  }

  get count(): number {
    return this.#place.enabled.length;
  }

  get length(): number {
    return this.#steps.length;
  }

  get low(): number {
    return this.#place.fingerprint[0];
  }

  get high(): number {
    return this.#place.fingerprint[1];
  }

  /** Nothing is known of what part of a plain state is shown: all of it is. */
  get shape(): number {
    return this.#place.fingerprint[0];
  }

  get members(): readonly number[] {
    return NO_MEMBERS;
  }

  get objections(): readonly Objection[] {
    return this.#objections;
  }

  get size(): number {
    return this.#size;
  }

  begin(initial: number): void {
    this.initial = initial;
    this.#steps.length = 0;
    const state = this.#subject.system.initialStates()[initial];
    const objections: Objection[] = [];
    this.#subject.judgeInitial(state, findingsOf(objections));
    this.#place = this.#placeOf(state);
    this.#objections = [...objections, ...this.#place.objections];
  }

  take(choice: number): void {
    const before = this.#place.state;
    const step = this.#place.enabled[choice]!;
    const after = this.#subject.system.next(before, step);
    this.#steps.push(step);
    const objections: Objection[] = [];
    this.#subject.judgeStep(before, step, after, findingsOf(objections));
    this.#place = this.#placeOf(after);
    this.#objections = [...objections, ...this.#place.objections];
  }

  stepAt(choice: number): Typed {
    return this.#place.enabled[choice]!;
  }

  actorAt(choice: number): number {
    return actorOf(this.#place.enabled[choice]!, this.#processes);
  }

  actionAt(choice: number): number {
    const name = this.#subject.actionOf(this.#place.enabled[choice]!);
    const known = this.actions.indexOf(name);
    return known === -1 ? this.actions.push(name) - 1 : known;
  }

  path(): Typed[] {
    return [...this.#steps];
  }

  #placeOf(state: unknown): Place {
    const text = encode(state);
    const fingerprint = hash64(text);
    const key = fingerprint.join(" ");
    let place = this.#places?.get(key);
    if (place === undefined) {
      place = this.#look(state, text, fingerprint);
      this.#places?.set(key, place);
      if (this.#places !== undefined) this.#size += 1 + place.enabled.length;
    }
    return place;
  }

  #look(state: unknown, text: string, fingerprint: Place["fingerprint"]): Place {
    const { system } = this.#subject;
    const objections: Objection[] = [];
    const enabled: Typed[] = [];
    const findings = findingsOf(objections);
    this.#subject.judgeState(state, findings);
    // From an initial state outside the constraint no step is taken.
    if (system.constraint?.(state) === false) return { state, fingerprint, enabled, objections };
    let moves = false;
    for (const step of system.enabled(state)) {
      const after = system.next(state, step);
      if (encode(after) === text) continue;
      moves = true;
      if (system.constraint?.(after) ?? true) enabled.push(step);
      else this.#judgeOutside(state, step, after, objections);
    }
    if (!moves) this.#subject.judgeStuck(state, findings);
    return { state, fingerprint, enabled, objections };
  }

  /** A state outside the constraint is judged, but a walk does not go there. */
  #judgeOutside(state: unknown, step: Typed, after: unknown, objections: Objection[]): void {
    const findings = findingsOf(objections, step);
    this.#subject.judgeStep(state, step, after, findings);
    this.#subject.judgeState(after, findings);
  }
}

/** Notes what is violated; `step` is the one that violates it, if it is not taken. */
export function findingsOf(objections: Objection[], step?: Typed): Findings {
  return {
    triggered: TRIGGERS_IGNORED,
    violated: (property, reason) =>
      void objections.push({ property, reason, ...(step !== undefined && { step }) }),
  };
}
