/**
 * One behaviour under way, step by step: what fuzzing strategies see of a model. The same walk is made
 * fast from the engine's tables (protocol-walk.ts) and slowly from the plain meaning (plain-walk.ts).
 *
 * A schedule is the list of choices that were made. The possible steps come in an order that depends
 * on nothing but the choices before: a schedule leads to one behaviour in every walk of a kind.
 */
import type { Typed } from "../protocol.ts";

/** A property and the sentence that says how the behaviour violates it. */
export interface Objection<A = Typed> {
  readonly property: string;
  readonly reason: string;
  /** The step that violates it, if that was not taken: it leads out of the constraint. */
  readonly step?: A;
}

export interface Walk<A = Typed> {
  /** How many initial states there are. */
  readonly initials: number;
  /** Goes to an initial state, and forgets the steps before. */
  begin(initial: number): void;
  /** The initial state that the behaviour began in. */
  readonly initial: number;
  /** How many steps are possible here. None: the behaviour ends. */
  readonly count: number;
  /**
   * Takes one of the possible steps; `choice` is from 0 up to `count`. A probing walk lists what may
   * turn out to be no step, or several: it makes none then (`length` stays), and lists what there is.
   */
  take(choice: number): void;
  /** The possible step that `choice` stands for. */
  stepAt(choice: number): A;
  /** Who makes it: the number of a process, or `actors - 1` for the network. */
  actorAt(choice: number): number;
  /** How many there are to make steps: the processes and the network. */
  readonly actors: number;
  /** The action that it is an instance of, as an index into `actions`. */
  actionAt(choice: number): number;
  /** The names of the actions that were met so far: "ElectionTimeout", "crash", …. */
  readonly actions: readonly string[];
  /** How many steps were taken since `begin`. */
  readonly length: number;
  /** The steps that were taken since `begin`. */
  path(): A[];
  /** The halves of the state's fingerprint. */
  readonly low: number;
  readonly high: number;
  /**
   * A number for what is shown to properties, whoever shows it: the same in every walk through the
   * model, and as good as certainly another one if something else is shown.
   */
  readonly shape: number;
  /**
   * For each process a number for what it shows, as `shape` is one for what all show; the same array as
   * long as nothing changes. None of walks through something else than a protocol's tables.
   */
  readonly members: readonly number[];
  /** How many entries its tables have: what it remembers grows with what it has seen. */
  readonly size: number;
  /** What properties say of the last step, of the state, and of the steps out of the constraint. */
  readonly objections: readonly Objection<A>[];
}

/** Of a walk that does not tell. */
export const NO_MEMBERS: readonly number[] = [];

/** The network's part in a walk: its steps are the drops, duplicates, partitions and healings. */
export function networkOf(walk: Pick<Walk, "actors">): number {
  return walk.actors - 1;
}
