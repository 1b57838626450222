/**
 * What must hold. A property speaks of the views of the processes (protocol.ts, `view`), of one
 * process's change of view, or of a history that it keeps; of a transition system's state at the
 * lower door. Every check answers with `undefined`, or with the sentence that explains the violation.
 */
import type { ProcessId, Typed } from "./protocol.ts";
import type { TransitionSystem } from "./transition-system.ts";

export type { TransitionSystem } from "./transition-system.ts";

/** One process as properties see it. */
export interface Member<V> {
  readonly process: ProcessId;
  /** False while it is crashed; its view is then of what is on its disk. */
  readonly up: boolean;
  readonly view: V;
}

/** A global state as properties see it. */
export interface Snapshot<V> {
  readonly members: readonly Member<V>[];
}

/** A step of one process as properties see it. */
export interface Change<V> {
  readonly process: ProcessId;
  readonly before: V;
  readonly after: V;
  readonly cause: "event" | "message" | "crash";
  /** Proposals that a client was told are done, in this step. */
  readonly acknowledged: readonly string[];
}

/** The sentence that explains a violation, or undefined where there is none. */
export type Finding = string | undefined;

/** The faults that this checker exists to find, and others. */
export type Concern =
  | "split-brain"
  | "lost commit"
  | "resurrection"
  | "divergence"
  | "regression"
  | "integrity"
  | "progress";

interface Named {
  readonly name: string;
  /** The paper's section, or the specification's name for it. */
  readonly source: string;
  /** What it claims, as one sentence. */
  readonly claim: string;
  readonly concern: Concern;
}

/** An invariant: holds in every state, or (`when: "quiet"`) in those with no message in flight. */
export interface Invariant<Subject> extends Named {
  readonly kind: "invariant";
  readonly when?: "quiet";
  check(subject: Subject): Finding;
  /** Is this a state in which the property is put to the test? If none ever is, it is vacuous. */
  trigger?(subject: Subject): boolean;
}

/** A transition property: holds of every step. */
export interface TransitionProperty<Step> extends Named {
  readonly kind: "transition";
  check(step: Step): Finding;
  trigger?(step: Step): boolean;
}

/**
 * A history variable: a pure fold over what happens. Histories are part of the state, so they
 * distinguish states that are equal but for their past; properties with the same history share it.
 */
export type History<H, V> = ChangeHistory<H, V> | StepHistory<H, V>;

/** Folds the changes of view; a step that changes no view and acknowledges nothing is not seen. */
export interface ChangeHistory<H, V> {
  readonly kind: "changes";
  readonly name: string;
  readonly initial: H;
  observe(history: H, change: Change<V>): H;
}

/** Folds every step, whatever it changes. */
export interface StepHistory<H, V> {
  readonly kind: "steps";
  readonly name: string;
  readonly initial: H;
  observe(history: H, before: Snapshot<V>): H;
}

/** An observer: a property over a history. */
export interface Observer<H, V> extends Named {
  readonly kind: "observer";
  readonly history: History<H, V>;
  /** Judges a change in the light of the history before it (only for a `ChangeHistory`). */
  checkChange?(history: H, change: Change<V>): Finding;
  /** Judges a state together with the history that led to it. */
  checkState?(history: H, snapshot: Snapshot<V>): Finding;
  trigger?(history: H, snapshot: Snapshot<V>): boolean;
}

/** A witness: some state in which it holds must be reachable. */
export interface Witness<Subject> extends Named {
  readonly kind: "witness";
  holds(subject: Subject): boolean;
}

/**
 * No state is stuck: in each, some step leads elsewhere, or all is done. An event or a delivery that
 * only lacks budget counts as a step; a restart or a heal that lacks budget does not, for the world
 * owes none.
 */
export interface DeadlockFreedom<Subject> extends Named {
  readonly kind: "deadlock";
  /** Says who is stuck, and how; undefined if this is a state in which to be stuck is no harm. */
  check(subject: Subject): Finding;
}

/**
 * A refinement: seen through `map`, all that happens is something that the specification may do. The
 * initial state is one of its initial states; each step, crashes and restarts included, is one of its
 * steps, or changes nothing there. If no step ever changes anything there, it is vacuous.
 */
export interface Refinement<Subject, A = unknown> extends Named {
  readonly kind: "refinement";
  /**
   * It is asked about the states that come up, never explored: it may be without bound. What is
   * enabled in one state has to be a finite list, and no step begins outside its constraint.
   */
  readonly spec: TransitionSystem<A, Typed>;
  /** The refinement mapping: what a state is to the specification. */
  map(subject: Subject): A;
}

/** A property of a protocol whose processes have views of type `V`. */
export type Property<V> =
  | Invariant<Snapshot<V>>
  | TransitionProperty<Change<V>>
  | Observer<unknown, V>
  | Witness<Snapshot<V>>
  | DeadlockFreedom<Snapshot<V>>
  | Refinement<Snapshot<V>>;

/** One step of a transition system. */
export interface SystemStep<S> {
  readonly before: S;
  readonly after: S;
}

/** A property of a transition system with states of type `S`. */
export type SystemProperty<S> =
  | Invariant<S>
  | TransitionProperty<SystemStep<S>>
  | Witness<S>
  | DeadlockFreedom<S>
  | Refinement<S>;

type Definition<T> = Omit<T, "kind">;

/** Defines an invariant. */
export function always<Subject>(definition: Definition<Invariant<Subject>>): Invariant<Subject> {
  return { kind: "invariant", ...definition };
}

/** Defines a transition property. */
export function eachStep<Step>(
  definition: Definition<TransitionProperty<Step>>,
): TransitionProperty<Step> {
  return { kind: "transition", ...definition };
}

/** Defines a property over a history. */
export function observer<H, V>(definition: Definition<Observer<H, V>>): Observer<H, V> {
  return { kind: "observer", ...definition };
}

/** Defines a history that folds the changes of view. */
export function changeHistory<H, V>(
  definition: Definition<ChangeHistory<H, V>>,
): ChangeHistory<H, V> {
  return { kind: "changes", ...definition };
}

/** Defines a history that folds every step. */
export function stepHistory<H, V>(definition: Definition<StepHistory<H, V>>): StepHistory<H, V> {
  return { kind: "steps", ...definition };
}

/** Defines a witness. */
export function sometimes<Subject>(definition: Definition<Witness<Subject>>): Witness<Subject> {
  return { kind: "witness", ...definition };
}

/** Defines freedom from deadlock. */
export function noDeadlock<Subject>(
  definition: Definition<DeadlockFreedom<Subject>>,
): DeadlockFreedom<Subject> {
  return { kind: "deadlock", ...definition };
}

/** Defines a refinement. Its `map` says what states are to `spec`, whose states it answers. */
export function refines<Subject, A>(
  definition: Named & {
    readonly spec: TransitionSystem<A, Typed>;
    map(subject: Subject): NoInfer<A>;
  },
): Refinement<Subject, A> {
  return { kind: "refinement", ...definition };
}
