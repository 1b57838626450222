/**
 * Replays of many lists of steps that have most of their states in common: what a state leads to, and
 * whether that violates the property, is worked out once. Steps that are not possible are left out, and
 * a replay ends where the property is violated, so that its steps are a counterexample as they are.
 */
import type { Target } from "../../checker/check.ts";
import { encode, hash64 } from "../../checker/data.ts";
import type { Typed } from "../../checker/protocol.ts";
import type { Findings } from "../../checker/search/exploration.ts";
import { type Stage, stageOf } from "../stage.ts";
import { likest } from "./actors.ts";

/** `exact`: only the steps themselves are taken. `alike`: if one is not possible, one like it may be. */
export type Manner = "exact" | "alike";

/** A state that was reached, and where the steps that were tried from it led. */
interface Place {
  readonly state: unknown;
  /** By the canonical text of a step; null if it is not possible. */
  readonly exact: Map<string, Arrival | null>;
  readonly alike: Map<string, Arrival | null>;
}

/** Where a step led. */
interface Arrival {
  /** The step that was taken. */
  readonly step: Typed;
  readonly place: Place;
  readonly isViolation: boolean;
}

/** Beyond so many states the memory is cleared: a replay is then slower, but the same. */
const PLACES_MAX = 30_000;

export class Replays {
  readonly stage: Stage;
  readonly #target: Target;
  readonly #property: string;
  readonly #judgesStuck: boolean;
  readonly #texts = new WeakMap<Typed, string>();
  #places = new Map<string, Place>();

  /** @param target the model with the one property that is to be violated. */
  constructor(target: Target) {
    const [property] = target.properties;
    this.#target = target;
    this.stage = stageOf(target);
    this.#property = property?.name ?? "";
    this.#judgesStuck = property?.kind === "deadlock";
  }

  /** The steps that were taken, up to a violation; undefined if there is none. */
  violating(initial: number, steps: readonly Typed[], manner: Manner): Typed[] | undefined {
    const { subject } = this.#target;
    const first = subject.system.initialStates()[initial];
    if (first === undefined) return undefined;
    let place = this.#placeOf(first);
    if (this.#isViolated((findings) => subject.judgeState(first, findings))) return [];
    const taken: Typed[] = [];
    for (const step of steps) {
      const arrival = this.#arrival(place, step, manner);
      if (arrival === undefined) continue;
      // Each step of a behaviour is an object of its own: passes tell them apart.
      taken.push(arrival.step === step ? step : { ...arrival.step });
      if (arrival.isViolation) return taken;
      place = arrival.place;
    }
    return this.#judgesStuck && this.#isStuckViolation(place.state) ? taken : undefined;
  }

  /** Where `step`, or one like it, leads from `place`; undefined if it is not possible. */
  #arrival(place: Place, step: Typed, manner: Manner): Arrival | undefined {
    const text = this.#textOf(step);
    const exact = this.#remembered(place.exact, text, () => this.#take(place, step, text, "exact"));
    if (exact !== undefined) return { ...exact, step };
    if (manner === "exact") return undefined;
    return this.#remembered(place.alike, text, () => this.#take(place, step, text, "alike"));
  }

  #remembered(
    memory: Map<string, Arrival | null>,
    text: string,
    ask: () => Arrival | undefined,
  ): Arrival | undefined {
    let known = memory.get(text);
    if (known === undefined) memory.set(text, (known = ask() ?? null));
    return known ?? undefined;
  }

  #take(place: Place, wanted: Typed, text: string, manner: Manner): Arrival | undefined {
    const { subject } = this.#target;
    const { system } = subject;
    const { state } = place;
    const enabled = system.enabledLike?.(state, wanted) ?? system.enabled(state);
    const step =
      manner === "exact"
        ? enabled.find((candidate) => encode(candidate) === text)
        : likest(wanted, enabled, this.stage);
    if (step === undefined) return undefined;
    const after = system.next(state, step);
    const isViolation = this.#isViolated((findings) => {
      subject.judgeStep(state, step, after, findings);
      subject.judgeState(after, findings);
    });
    // A search does not go on outside the constraint either.
    if (!isViolation && system.constraint?.(after) === false) return undefined;
    return { step, place: this.#placeOf(after), isViolation };
  }

  #isViolated(body: (findings: Findings) => void): boolean {
    let isViolated = false;
    body({
      triggered: () => undefined,
      violated: (property) => {
        if (property === this.#property) isViolated = true;
      },
    });
    return isViolated;
  }

  #isStuckViolation(state: unknown): boolean {
    const { subject } = this.#target;
    const { system } = subject;
    const here = encode(state);
    const isStuck = system
      .enabled(state)
      .every((step) => encode(system.next(state, step)) === here);
    return isStuck && this.#isViolated((findings) => subject.judgeStuck(state, findings));
  }

  #placeOf(state: unknown): Place {
    const key = hash64(encode(state)).join(" ");
    const known = this.#places.get(key);
    if (known !== undefined) return known;
    if (this.#places.size >= PLACES_MAX) this.#places = new Map();
    const place: Place = { state, exact: new Map(), alike: new Map() };
    this.#places.set(key, place);
    return place;
  }

  #textOf(step: Typed): string {
    let text = this.#texts.get(step);
    if (text === undefined) this.#texts.set(step, (text = encode(step)));
    return text;
  }
}
