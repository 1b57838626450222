/**
 * The authoring contract: a protocol is a value made of pure functions over plain data. This is the
 * only file of the checker that models import.
 */
import type { EnvironmentOverrides } from "./environment.ts";
import type { ConfigOf, Parameters } from "./parameters.ts";

export type { Budgets, EnvironmentOverrides } from "./environment.ts";
export type { Config, ConfigOf, Parameters } from "./parameters.ts";
export { choice, flag, integer } from "./parameters.ts";
export {
  type AnySystem,
  type Decided,
  defineSystem,
  type Named,
  type SystemDefinition,
  type SystemTransition,
  type TransitionSystem,
} from "./transition-system.ts";

/** The name of a process, "n1", "n2", …: a string, so that symmetry can permute it. */
export type ProcessId = string;

/** Events and messages are told apart by their type. */
export interface Typed {
  readonly type: string;
}

/** A message as its receiver sees it: with the process that sent it. */
export type Delivered<M> = M & { readonly from: ProcessId };

/** A message on its way out. */
export interface Sent<M> {
  readonly to: ProcessId;
  readonly message: M;
}

/** One thing that an input may lead to. */
export interface Outcome<S, M> {
  /** The process's next local state. */
  readonly state: S;
  /** What it sends, all in this one atomic step. */
  readonly send?: readonly Sent<M>[];
  /** Proposals that a client is told are done. */
  readonly acknowledge?: readonly string[];
  /** Leave the delivered message in the inbox (raft.tla's UpdateTerm does). */
  readonly keep?: boolean;
}

/** What a reducer answers: one outcome, one of several, or `undefined`: not enabled. */
export type Outcomes<S, M> = Outcome<S, M> | readonly Outcome<S, M>[] | undefined;

/** A bound on states with TLC's meaning of CONSTRAINT: states outside it are checked, but neither
 * counted nor explored further. How often it cut is part of every verdict. */
export interface Constraint<S, C> {
  /** Is this local state inside? */
  state?(self: ProcessId, state: S, config: C): boolean;
  /** The most messages that may be in flight, in all inboxes together. */
  messages?(config: C): number;
  /** The most copies of one message that may be in flight. */
  copies?(config: C): number;
}

/** The types that a protocol is made of. */
export interface ProtocolTypes {
  readonly state: unknown;
  readonly event: Typed;
  readonly message: Typed;
}

export interface Protocol<
  P extends Parameters = Parameters,
  T extends ProtocolTypes = ProtocolTypes,
  V = unknown,
> {
  readonly name: string;
  /** The paper: authors, year, section. */
  readonly source: string;
  /** One sentence for `scrutineer list`. */
  readonly about: string;
  readonly parameters: P;
  /** Each event and message type, in a sentence; one that never happens in a run is a warning. */
  readonly actions?: Readonly<Record<T["event"]["type"] | T["message"]["type"], string>>;
  /** The actions that can't happen under a config, and are not missed there. */
  idle?(config: ConfigOf<P>): readonly (T["event"]["type"] | T["message"]["type"])[];
  /** The events with which a process loses what it had, where the model has restarts of its own. */
  readonly forgets?: readonly T["event"]["type"][];
  /** A sentence that says why the config makes no sense, or undefined if it does. */
  invalid?(config: ConfigOf<P>): string | undefined;
  /** Never there: it keeps the types for inference. */
  readonly types?: T;
  /** What the protocol assumes of the world, and the budgets that make it finite. */
  environment?(config: ConfigOf<P>): EnvironmentOverrides;
  processes(config: ConfigOf<P>): readonly ProcessId[];
  /** Classes of interchangeable processes or values: any permutation of a class is a symmetry. */
  symmetry?(config: ConfigOf<P>): readonly (readonly string[])[];
  init(self: ProcessId, config: ConfigOf<P>): T["state"];
  /**
   * What a process may do by itself: time-outs, requests. `reduce` has the last word on whether an
   * event is enabled. `inbox` is there if `readsInbox` is set.
   */
  events(
    self: ProcessId,
    state: T["state"],
    config: ConfigOf<P>,
    inbox: readonly Delivered<T["message"]>[],
  ): readonly T["event"][];
  /** What an event or a delivered message does. `inbox` is there for events if `readsInbox` is set. */
  reduce(
    self: ProcessId,
    state: T["state"],
    input: T["event"] | Delivered<T["message"]>,
    config: ConfigOf<P>,
    inbox: readonly Delivered<T["message"]>[],
  ): Outcomes<T["state"], T["message"]>;
  /** Do `events` and the reduction of events read the inbox? */
  readonly readsInbox?: boolean;
  /** The state that a crash leaves: only what was durable. Without it a crash forgets everything. */
  recover?(self: ProcessId, state: T["state"], config: ConfigOf<P>): T["state"];
  /** The refinement mapping into what properties speak of. */
  view(self: ProcessId, state: T["state"], config: ConfigOf<P>): V;
  readonly constraint?: Constraint<T["state"], ConfigOf<P>>;
  /**
   * How long a time-out waits, if `event` is one: under synchronous timing messages beat time-outs,
   * and a time-out beats those that wait longer.
   */
  waits?(event: T["event"]): number | undefined;
  /** Whom `event` suspects, if it does: the failure detector decides whether it may. */
  suspects?(event: T["event"]): ProcessId | undefined;
  /** Has this process done all that it has to do? A state in which all have is no deadlock. */
  done?(self: ProcessId, state: T["state"], config: ConfigOf<P>): boolean;
}

/** A protocol whose types are not known: what the checker works with. */
export type AnyProtocol<V = unknown> = Protocol<Parameters, ProtocolTypes, V>;

/** A protocol with its types one by one, as they are inferred. */
type ProtocolOf<P extends Parameters, S, E extends Typed, M extends Typed, V> = Protocol<
  P,
  { readonly state: S; readonly event: E; readonly message: M },
  V
>;

/** What the compiler asks for where it could not infer the messages. */
type Inferred<M> = Typed extends M
  ? { readonly types: "give reduce's parameters and result types, or name the types first" }
  : unknown;

/**
 * Defines a protocol. All of its types follow from what it is made of: its config from the parameters,
 * the state from `init`, the events from `events`, the messages from `reduce`, the view from `view`.
 * That takes a `reduce` that is declared with its types. Or name the types first, and every function may
 * be written in place without any: `defineProtocol<{ state: Server; event: …; message: … }>()({ … })`.
 */
export function defineProtocol<const P extends Parameters, S, E extends Typed, M extends Typed, V>(
  protocol: ProtocolOf<P, S, E, M, V> & Inferred<M>,
): ProtocolOf<P, S, E, M, V>;
export function defineProtocol<T extends ProtocolTypes>(): <const P extends Parameters, V>(
  protocol: Protocol<P, T, V>,
) => Protocol<P, T, V>;
export function defineProtocol(protocol?: unknown): unknown {
  return protocol ?? ((given: unknown) => given);
}

/** The config of a protocol. */
export type ConfigOfProtocol<X> =
  X extends Protocol<infer P, infer _T, infer _V> ? ConfigOf<P> : never;
/** The local state of a protocol's processes. */
export type StateOf<X> = X extends Protocol<infer _P, infer T, infer _V> ? T["state"] : never;
/** The messages of a protocol. */
export type MessageOf<X> = X extends Protocol<infer _P, infer T, infer _V> ? T["message"] : never;
/** The events of a protocol. */
export type EventOf<X> = X extends Protocol<infer _P, infer T, infer _V> ? T["event"] : never;
/** What a protocol shows to properties. */
export type ViewOf<X> = X extends Protocol<infer _P, infer _T, infer V> ? V : never;
