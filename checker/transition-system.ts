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
}

/** Defines a model by its transition system; all types follow from it. */
export function defineSystem<const P extends Parameters, S, A extends { readonly type: string }>(
  definition: SystemDefinition<P, S, A>,
): SystemDefinition<P, S, A> {
  return definition;
}

/** A transition system whose types are not known: what the checker works with. */
export type AnySystem<S = unknown> = SystemDefinition<Parameters, S, { readonly type: string }>;
