/**
 * A walk through the plain meaning of a model: slow, exact, for models of the lower door, and the twin
 * that the fast walk is compared with.
 */
import { encode, hash64 } from "../data.ts";
import type { Typed } from "../protocol.ts";
import type { Findings } from "../search/exploration.ts";
import type { Subject } from "../search/subject.ts";
import { actorOf } from "./space-walk.ts";
import type { Objection, Walk } from "./walk.ts";

export class PlainWalk implements Walk {
  readonly actors: number;
  readonly actions: string[] = [];
  readonly initials: number;
  initial = 0;
  readonly #subject: Subject<unknown, Typed>;
  readonly #processes: readonly string[];
  readonly #steps: Typed[] = [];
  #state: unknown;
  #enabled: readonly Typed[] = [];
  #objections: Objection[] = [];
  #fingerprint: readonly [low: number, high: number] = [0, 0];

  /** @param processes the names of those who make steps; none for a model of the lower door. */
  constructor(subject: Subject<unknown, Typed>, processes: readonly string[]) {
    this.#subject = subject;
    this.#processes = processes;
    this.actors = processes.length + 1;
    this.initials = subject.system.initialStates().length;
  }

  get count(): number {
    return this.#enabled.length;
  }

  get length(): number {
    return this.#steps.length;
  }

  get low(): number {
    return this.#fingerprint[0];
  }

  get high(): number {
    return this.#fingerprint[1];
  }

  /** Nothing is known of what part of a plain state is shown: all of it is. */
  get shape(): number {
    return this.#fingerprint[0];
  }

  get objections(): readonly Objection[] {
    return this.#objections;
  }

  /** It remembers nothing. */
  get size(): number {
    return 0;
  }

  begin(initial: number): void {
    this.initial = initial;
    this.#steps.length = 0;
    this.#objections = [];
    this.#enter(this.#subject.system.initialStates()[initial]);
  }

  take(choice: number): void {
    const before = this.#state;
    const step = this.#enabled[choice]!;
    const after = this.#subject.system.next(before, step);
    this.#steps.push(step);
    this.#objections = [];
    this.#subject.judgeStep(before, step, after, this.#findings());
    this.#enter(after);
  }

  stepAt(choice: number): Typed {
    return this.#enabled[choice]!;
  }

  actorAt(choice: number): number {
    return actorOf(this.#enabled[choice]!, this.#processes);
  }

  actionAt(choice: number): number {
    const name = this.#subject.actionOf(this.#enabled[choice]!);
    const known = this.actions.indexOf(name);
    return known === -1 ? this.actions.push(name) - 1 : known;
  }

  path(): Typed[] {
    return [...this.#steps];
  }

  #enter(state: unknown): void {
    this.#state = state;
    const here = encode(state);
    this.#fingerprint = hash64(here);
    this.#subject.judgeState(state, this.#findings());
    const { system } = this.#subject;
    this.#enabled = [];
    // From an initial state outside the constraint no step is taken.
    if (system.constraint?.(state) === false) return;
    const inside: Typed[] = [];
    let moves = false;
    for (const step of system.enabled(state)) {
      const after = system.next(state, step);
      if (encode(after) === here) continue;
      moves = true;
      if (system.constraint?.(after) ?? true) inside.push(step);
      else this.#judgeOutside(state, step, after);
    }
    if (!moves) this.#subject.judgeStuck(state, this.#findings());
    this.#enabled = inside;
  }

  /** A state outside the constraint is judged, but a walk does not go there. */
  #judgeOutside(state: unknown, step: Typed, after: unknown): void {
    const findings = this.#findings(step);
    this.#subject.judgeStep(state, step, after, findings);
    this.#subject.judgeState(after, findings);
  }

  #findings(step?: Typed): Findings {
    return {
      triggered: () => undefined,
      violated: (property, reason) =>
        void this.#objections.push({ property, reason, ...(step !== undefined && { step }) }),
    };
  }
}
