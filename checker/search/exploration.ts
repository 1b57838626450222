/** What a search found out: the counts, how far it got, and what the properties said. */

/** A property that failed, and the steps to where it did. */
export interface Violation<A> {
  readonly property: string;
  /** The sentence that explains it. */
  readonly reason: string;
  /** From the initial state; a trace has one state more than it has steps. */
  readonly steps: readonly A[];
  /** Which initial state it starts from. */
  readonly initial: number;
}

/** Why a search ended. */
export type Ending =
  "exhausted" | "violated" | "depth" | "states" | "time" | "memory" | "interrupted";

export interface ActionCount {
  /** How many successors the action generated. */
  readonly generated: number;
  /** How many of them were new. */
  readonly distinct: number;
}

export interface Exploration<A> {
  readonly distinctStates: number;
  /** Every successor, self-loops and initial states included, as TLC counts. */
  readonly generatedStates: number;
  /** The deepest level with a state in it; an initial state is at depth 1. */
  readonly depth: number;
  /** The deepest level of which every state was found: all shorter behaviours are covered. */
  readonly completeDepth: number;
  readonly ending: Ending;
  /** The first violation of each property that was violated: the shortest. */
  readonly violations: readonly Violation<A>[];
  /** The properties whose trigger happened, and the witnesses that were found. */
  readonly triggered: ReadonlySet<string>;
  readonly actions: ReadonlyMap<string, ActionCount>;
  /** How many generated states were outside the constraint. */
  readonly constrained: number;
}

/** Where judges report to. */
export interface Findings {
  violated(property: string, reason: string): void;
  readonly triggered: Triggered;
}

/** The properties whose trigger happened: who has one is not asked for it again. */
export interface Triggered {
  has(property: string): boolean;
  add(property: string): unknown;
}

/** Where it is of no interest whether a trigger happens. */
export const TRIGGERS_IGNORED: Triggered = { has: () => true, add: () => undefined };

/** How far a search has come. */
export interface Progress {
  readonly depth: number;
  readonly distinctStates: number;
  readonly generatedStates: number;
  /** States that are found but not expanded. */
  readonly frontier: number;
  /** What the search's tables take now, and the most that they took. */
  readonly bytes: number;
  readonly peakBytes: number;
}
