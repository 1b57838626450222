/**
 * The lower door: a transition system over one plain global state, for specifications with atomic
 * steps over several processes. A protocol in its world is one too (world/world.ts), which is what
 * the reference explorer searches and what replays a trace.
 */
import type { ConfigOf, Parameters } from "./parameters.ts";

export interface TransitionSystem<S, A> {
  initialStates(): readonly S[];
  /** The actions that are possible in `state`, in a fixed order. */
  enabled(state: S): readonly A[];
  /** Some of the enabled actions, `action` among them if it is: for those who want no other. */
  enabledLike?(state: S, action: A): readonly A[];
  /** What `action`, which is enabled in `state`, leads to. */
  next(state: S, action: A): S;
  /** TLC's CONSTRAINT: states outside are checked, but neither counted nor explored further. */
  constraint?(state: S): boolean;
  /** Is `state` one in which the system has done all that it has to do? */
  done?(state: S): boolean;
}

/** A step of a transition system. */
export interface SystemTransition<S, A> {
  readonly before: S;
  readonly action: A;
  readonly after: S;
}

/** Something by its name: the same thing has the same one. */
export interface Named {
  /** The epoch that it is of, if it takes that to tell it. */
  readonly epoch: number | null;
  readonly value: string;
}

/**
 * What one process contributed to a decision: a message that it had sent, something that it had, or what
 * it says in this very step. The first two counted from the first state on since which it is so.
 */
export interface Given<S> {
  readonly from: string;
  readonly answer: { readonly type: string; readonly [field: string]: unknown };
  isSent?(state: S): boolean;
  isHeld?(state: S): boolean;
}

/** A decision that a step makes, and on whose answers: docs/explain.md tells what comes of it. */
export interface Decided<S> {
  /** To lead an epoch, to propose or commit something, to replace the members; `chosen` is by votes. */
  readonly kind: "leads" | "proposes" | "commits" | "configures" | "chosen";
  /** Who decides; absent if it is the votes that do. */
  readonly process?: string;
  readonly epoch: number;
  /** What is proposed, committed or chosen, or the members. */
  readonly what?: Named;
  /** Of who leads: all that it has, in what others may have committed. */
  readonly holds?: readonly Named[];
  /** Those of whom the answers have to be a quorum, where that changes. */
  readonly of?: Iterable<string>;
  readonly answers: readonly Given<S>[];
}

/** A model that is given as a transition system: a name, its parameters, and the system they make. */
export interface SystemDefinition<
  P extends Parameters = Parameters,
  S = unknown,
  A extends { readonly type: string } = { readonly type: string },
> {
  readonly name: string;
  /** The paper or specification. */
  readonly source: string;
  /** One sentence for `scrutineer list`. */
  readonly about: string;
  readonly parameters: P;
  /** Each type of action, in a sentence; one that never happens in a run is a warning. */
  readonly actions?: Readonly<Record<A["type"], string>>;
  /** The actions that can't happen under a config, and are not missed there. */
  idle?(config: ConfigOf<P>): readonly A["type"][];
  /** A sentence that says why the config makes no sense, or undefined if it does. */
  invalid?(config: ConfigOf<P>): string | undefined;
  /** Classes of interchangeable names: any permutation of a class is a symmetry. */
  symmetry?(config: ConfigOf<P>): readonly (readonly string[])[];
  system(config: ConfigOf<P>): TransitionSystem<S, A>;
  /** What a step decides: for explanations, which ask of nothing else who answered whom. */
  decisions?(step: SystemTransition<S, A>, config: ConfigOf<P>): readonly Decided<S>[];
  /** The types of actions with which who acts loses what it had, such as a restart. */
  readonly forgets?: readonly A["type"][];
}

/** Defines a model by its transition system; all types follow from it. */
export function defineSystem<const P extends Parameters, S, A extends { readonly type: string }>(
  definition: SystemDefinition<P, S, A>,
): SystemDefinition<P, S, A> {
  return definition;
}

/** A transition system whose types are not known: what the checker works with. */
export type AnySystem<S = unknown> = SystemDefinition<Parameters, S, { readonly type: string }>;
