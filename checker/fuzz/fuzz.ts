/**
 * A fuzzing session: one run after another, each a behaviour that a strategy steers, until a budget is
 * spent or a property is violated. It works in slices, as `Check` does.
 *
 * Run number r draws from a stream of its own, seeded by the session's seed and r, and everything that a
 * session forgets it forgets by count, never by the clock: a seed and a number of runs say it all.
 */
import type { Target } from "../check.ts";
import { FingerprintSet } from "../engine/fingerprint-set.ts";
import type { Typed } from "../protocol.ts";
import type { Violation } from "../search/exploration.ts";
import { confirmed } from "../search/replay.ts";
import { type Beginning, beginningOf, prefixOf } from "./prefixes.ts";
import { Random } from "./random.ts";
import type { Strategy } from "./strategy.ts";
import type { Walk } from "./walk.ts";

/** When a walk's tables have so many entries, about a gigabyte, it begins with empty ones. */
const ENTRIES_MAX = 600_000;
/** So many states are told apart, in half a gigabyte; of more it is only known that they are more. */
const DISTINCT_MAX = 2 ** 25;
/** Fingerprints are looked up so many at a time: their cache misses overlap. */
const PENDING_MAX = 256;

export interface FuzzOptions {
  readonly strategy: Strategy;
  /** Any text. */
  readonly seed: string;
  /** The most steps of a run. */
  readonly steps: number;
  /** The most runs. */
  readonly runs?: number | undefined;
  /** Go on after a violation, until each property is violated? */
  readonly goesOn?: boolean | undefined;
  /** What an earlier session kept; only strategies that have `adopt` can make use of it. */
  readonly corpus?: readonly Beginning[] | undefined;
  /** Known before the first run: what these violate is not looked for. */
  readonly known?: readonly FuzzViolation[] | undefined;
}

/** Why a session ended. */
export type FuzzEnding = "violated" | "runs" | "time" | "interrupted";

/** A violation, and where it was found. */
export interface FuzzViolation extends Violation<Typed> {
  readonly target: Target;
  /** The number of the run that found it, from 1; 0 if it was known before. */
  readonly run: number;
}

export interface FuzzResult {
  readonly runs: number;
  readonly steps: number;
  /** How many states the runs came through; at least so many, if `isDistinctExact` is false. */
  readonly distinctStates: number;
  readonly isDistinctExact: boolean;
  readonly ending: FuzzEnding;
  /** The first of each property, confirmed in the plain world. */
  readonly violations: readonly FuzzViolation[];
}

export class Fuzz {
  readonly #targets: readonly Target[];
  readonly #options: FuzzOptions;
  readonly #walks: Walk[];
  readonly #seen = new FingerprintSet();
  readonly #pendingLow = new Int32Array(PENDING_MAX);
  readonly #pendingHigh = new Int32Array(PENDING_MAX);
  #pending = 0;
  readonly #violations = new Map<string, FuzzViolation>();
  #runs = 0;
  #steps = 0;
  #ending: FuzzEnding | undefined;

  /** @param targets one model, in one size or several. */
  constructor(targets: readonly Target[], options: FuzzOptions) {
    this.#targets = targets;
    this.#options = options;
    this.#walks = targets.map((target) => target.probingWalk());
    for (const beginning of options.corpus ?? []) this.#adopt(beginning);
    const { known = [] } = options;
    for (const violation of known) this.#violations.set(violation.property, violation);
    if (known.length > 0) this.#judgeEnding();
  }

  /** How far the session is. */
  get progress(): Pick<FuzzResult, "runs" | "steps" | "distinctStates"> {
    return { runs: this.#runs, steps: this.#steps, distinctStates: this.#seen.size };
  }

  /**
   * Goes on for about `milliseconds`; false when there is no more to do.
   * @throws CheckerError if a counterexample does not replay: the model is impure.
   */
  advance(milliseconds = Infinity): boolean {
    const deadline = performance.now() + milliseconds;
    while (this.#ending === undefined) {
      if (this.#runs >= (this.#options.runs ?? Infinity)) this.#ending = "runs";
      else this.#run();
      if (performance.now() >= deadline) break;
    }
    return this.#ending === undefined;
  }

  /** Ends the session where it is. */
  stop(ending: "time" | "interrupted"): void {
    this.#ending ??= ending;
  }

  /** What later sessions may go on from, at most `max`, if the strategy keeps such. */
  corpus(max: number): readonly Beginning[] {
    const prefixes = this.#options.strategy.prefixes?.() ?? [];
    return prefixes.slice(0, max).map((prefix) => beginningOf(this.#walks, prefix));
  }

  /** What was found so far. */
  result(): FuzzResult {
    this.#lookUp();
    return {
      ...this.progress,
      isDistinctExact: this.#seen.size < DISTINCT_MAX,
      ending: this.#ending ?? "interrupted",
      violations: [...this.#violations.values()],
    };
  }

  #run(): void {
    const { strategy, seed, steps } = this.#options;
    this.#runs++;
    const random = new Random(`${seed}/${this.#runs}`);
    const walk = strategy.begin(this.#walks, random);
    this.#see(walk);
    while (walk.count > 0 && walk.length < steps && walk.objections.length === 0) {
      walk.take(strategy.choose(walk, random));
      this.#see(walk);
    }
    this.#steps += walk.length;
    if (walk.objections.length > 0) this.#record(walk);
    strategy.end?.(walk);
    if (walk.size > ENTRIES_MAX) this.#forget(walk);
  }

  #adopt(beginning: Beginning): void {
    const prefix = prefixOf(this.#walks, beginning);
    if (prefix !== undefined) this.#options.strategy.adopt?.(prefix);
  }

  #forget(walk: Walk): void {
    const index = this.#walks.indexOf(walk);
    this.#walks[index] = this.#targets[index]!.probingWalk();
  }

  #see(walk: Walk): void {
    this.#pendingLow[this.#pending] = walk.low;
    this.#pendingHigh[this.#pending] = walk.high;
    if (++this.#pending === PENDING_MAX) this.#lookUp();
  }

  #lookUp(): void {
    if (this.#seen.size < DISTINCT_MAX) {
      this.#seen.addEach(this.#pendingLow, this.#pendingHigh, this.#pending);
    }
    this.#pending = 0;
  }

  #record(walk: Walk): void {
    const target = this.#targets[this.#walks.indexOf(walk)]!;
    for (const { property, reason, step } of walk.objections) {
      if (this.#violations.has(property)) continue;
      const steps = step === undefined ? walk.path() : [...walk.path(), step];
      const violation = { property, reason, steps, initial: walk.initial };
      this.#violations.set(property, {
        ...confirmed(target.subject, violation),
        target,
        run: this.#runs,
      });
    }
    this.#judgeEnding();
  }

  /** After a violation: is there more to look for? */
  #judgeEnding(): void {
    const { goesOn = false } = this.#options;
    const wanted = this.#targets[0]!.properties;
    const isAll = wanted.every(({ name }) => this.#violations.has(name));
    if (!goesOn || isAll) this.#ending = "violated";
  }
}
