/**
 * Minimises a counterexample: delta debugging on its steps, then breadth-first search for a shorter one.
 * The result violates the same property, confirmed by replay in the plain world, and says what was
 * proved of it. Without limits that depend on time the same trace always leads to the same result.
 */
import { type AnyModel, type Target, targetOf } from "../../checker/check.ts";
import { assert, CheckerError } from "../../checker/errors.ts";
import type { Property, SystemProperty } from "../../checker/property.ts";
import type { Typed } from "../../checker/protocol.ts";
import type { Progress } from "../../checker/search/exploration.ts";
import { VERSION } from "../../checker/version.ts";
import type { Trace } from "../format.ts";
import { replayTrace } from "../replay-trace.ts";
import { type ClosingLimits, closingSearch, type Searchable } from "./closing-search.ts";
import { type Cost, costOf } from "./cost.ts";
import { simplify } from "./passes.ts";
import type { Proof } from "./proof.ts";
import { Reduction } from "./reduction.ts";
import { Player } from "../player.ts";

/** Limits of the closing search, and of all. */
export interface MinimiseLimits {
  /** How long the closing search may take: 10 seconds unless said otherwise; 0 for none. */
  readonly seconds?: number | undefined;
  /** How many distinct states each of its searches may find. */
  readonly states?: number | undefined;
  /** How long all may take, delta debugging included, which has no limit otherwise. */
  readonly total?: number | undefined;
}

/** What a trace was made into. */
export interface Minimised {
  readonly trace: Trace;
  readonly before: Cost;
  /** What delta debugging alone left. */
  readonly reduced: Cost;
  readonly after: Cost;
  readonly proof: Proof;
  /** How many lists of steps were replayed. */
  readonly attempts: number;
  readonly seconds: number;
}

/** What is known of a minimisation under way. */
export interface MinimiseProgress {
  /** The length of the best counterexample, in states. */
  readonly length: number;
  readonly attempts: number;
  /** The closing search, while it runs. */
  readonly search: Progress | undefined;
}

export const SECONDS_DEFAULT = 10;

const NOTHING_PROVED: Proof = {
  kind: "nothing",
  depth: 0,
  depthWithItsFaults: 0,
  symmetry: false,
  seconds: 0,
  ending: undefined,
  shorter: undefined,
};

/** A minimisation in slices, so that its owner may show progress and stop it. */
export class Minimisation {
  readonly #trace: Trace;
  readonly #target: Target;
  readonly #reduction: Reduction;
  readonly #passes: Generator<Progress | undefined, void>;
  readonly #before: Cost;
  readonly #started = performance.now();
  #reduced: Cost | undefined;
  #proof: Proof = NOTHING_PROVED;
  #search: Progress | undefined;

  /**
   * @param model what the trace was found in, and `property` what it violates there.
   * @throws CheckerError `BadTrace` if it does not violate the property, or not within the constraint.
   */
  constructor(
    trace: Trace,
    model: AnyModel,
    property: Property<unknown> | SystemProperty<unknown>,
    { seconds = SECONDS_DEFAULT, states, total = Infinity }: MinimiseLimits = {},
  ) {
    this.#trace = trace;
    this.#target = targetOf(model, {
      config: trace.config,
      environment: trace.environment ?? {},
      properties: [property],
    });
    const player = new Player(this.#target);
    const steps = counterexample(trace, this.#target, player);
    this.#reduction = new Reduction(player, trace.initial, steps);
    this.#before = costOf(trace.steps, player.stage);
    const actions = Object.keys(this.#target.actions);
    const searchable = { trace, model, property, actions };
    this.#passes = this.#allPasses(searchable, { seconds, states, total });
  }

  get progress(): MinimiseProgress {
    const { steps, attempts } = this.#reduction;
    return { length: steps.length + 1, attempts, search: this.#search };
  }

  /** Goes on for about `milliseconds`; false when there is no more to do. */
  advance(milliseconds = Infinity): boolean {
    const deadline = performance.now() + milliseconds;
    do {
      const { done, value } = this.#passes.next();
      if (done === true) return false;
      this.#search = value;
    } while (performance.now() < deadline);
    return true;
  }

  /** The best counterexample so far, and what is proved of it. @throws if it does not replay. */
  result(): Minimised {
    const { steps, initial, cost, attempts } = this.#reduction;
    const proof = this.#proof;
    const trace: Trace = {
      ...this.#trace,
      tool: VERSION,
      length: steps.length + 1,
      shortest: proof.kind === "shortest",
      initial,
      steps,
    };
    const replayed = replayTrace(trace, this.#target);
    const isConfirmed = replayed.kind === "violates" && replayed.at === trace.length;
    assert(isConfirmed, "a minimised trace violates its property at its end");
    return {
      trace: { ...trace, reason: replayed.reason },
      before: this.#before,
      reduced: this.#reduced ?? cost,
      after: cost,
      proof,
      attempts,
      seconds: this.#seconds,
    };
  }

  get #seconds(): number {
    return (performance.now() - this.#started) / 1000;
  }

  *#allPasses(
    searchable: Searchable,
    { seconds, states, total }: ClosingLimits & { readonly total: number },
  ): Generator<Progress | undefined, void> {
    for (const attempt of simplify(this.#reduction)) {
      yield attempt;
      if (this.#seconds < total) continue;
      this.#proof = { ...NOTHING_PROVED, ending: "time" };
      return;
    }
    this.#reduced = this.#reduction.cost;
    // True from here on, also of what a search finds that is stopped before its end.
    this.#proof = { ...NOTHING_PROVED, kind: "1-minimal" };
    const left = Math.min(seconds, total - this.#seconds);
    this.#proof = yield* closingSearch(this.#reduction, searchable, { seconds: left, states });
  }
}

/** The steps of `trace` up to where they violate its property. */
function counterexample(trace: Trace, target: Target, player: Player): readonly Typed[] {
  const replayed = replayTrace(trace, target);
  if (replayed.kind !== "violates") {
    const why =
      replayed.kind === "holds"
        ? `${trace.property} holds at its end`
        : `its step ${replayed.step} is not possible any more: ${replayed.reason}`;
    throw new CheckerError("BadTrace", `There is nothing to minimise: ${why}.`);
  }
  const possible = trace.steps.slice(0, replayed.at - 1).map((step) => ({ ...step }));
  const steps = player.violating(trace.initial, possible, "exact");
  if (steps !== undefined) return steps;
  throw new CheckerError(
    "BadTrace",
    `There is nothing to minimise: the trace violates ${trace.property} only after it has left the constraint of ${trace.protocol}.`,
  );
}

/**
 * Minimises `trace`, and waits for the result.
 * @throws CheckerError as `Minimisation`.
 */
export function minimise(
  trace: Trace,
  model: AnyModel,
  property: Property<unknown> | SystemProperty<unknown>,
  limits: MinimiseLimits = {},
): Minimised {
  const minimisation = new Minimisation(trace, model, property, limits);
  while (minimisation.advance());
  return minimisation.result();
}
