/**
 * What a fuzzing strategy is: it begins a run, and chooses a step as long as there is one. It sees the
 * behaviour through `Walk` alone and draws from `Random` alone, so that a seed replays a session.
 */
import type { Prefix } from "./prefixes.ts";
import type { Random } from "./random.ts";
import type { Walk } from "./walk.ts";

export interface Strategy {
  /**
   * Begins a run: chooses one of `walks` (the same model, in one size or several) and calls its `begin`.
   * It may take first steps, but none after a step to which properties object.
   */
  begin(walks: readonly Walk[], random: Random): Walk;
  /** The step to take next, of those possible; `walk.count` is above 0. */
  choose(walk: Walk, random: Random): number;
  /** The run is over: it ended by itself, is long enough, or violates a property. */
  end?(walk: Walk): void;
  /** What is worth going on from, if the strategy keeps such: the best first. */
  prefixes?(): readonly Prefix[];
  /** Takes over what an earlier session kept. */
  adopt?(prefix: Prefix): void;
}

/** What a strategy may know beforehand. */
export interface StrategyOptions {
  /** The most steps of a run. */
  readonly steps: number;
}

/** A strategy as the command line offers it. */
export interface StrategyKind {
  readonly name: string;
  /** When to use it, in a sentence. */
  readonly about: string;
  make(options: StrategyOptions): Strategy;
}
