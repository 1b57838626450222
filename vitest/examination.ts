/**
 * A check that belongs to tests: it begins when the first of them runs, and they share what it finds
 * out. It works in slices, so that vitest is heard in between, and ends before the test's time-out.
 */
import { setImmediate } from "node:timers/promises";
import { type AnyModel, Check, type CheckResult, type Target, targetOf } from "../checker/check.ts";
import { CheckerError } from "../checker/errors.ts";
import type { Property, SystemProperty } from "../checker/property.ts";
import type { Limits } from "../checker/search/limits.ts";
import { HeapLimit } from "../checker/search/heap.ts";
import { reserveOf } from "../checker/search/reserve.ts";
import type { ModelOptions } from "./options.ts";

/** A property of a protocol or of a transition system, whatever it sees. */
export type AnyProperty = Property<unknown> | SystemProperty<unknown>;

/** The time that a test has. */
export interface TestTime {
  /** When vitest ends it, on the clock of `performance`; Infinity if it does not. */
  readonly endsAt: number;
  /** Aborted when the test is. */
  readonly signal: AbortSignal | undefined;
}

const SLICE_MS = 50;

export class Examination {
  readonly model: AnyModel;
  readonly target: Target;
  readonly properties: readonly AnyProperty[];
  readonly options: ModelOptions;
  /** How long the search could take; Infinity until it began, or if it had all the time there is. */
  searchMs = Infinity;
  readonly #limits: Limits;
  #result: Promise<CheckResult> | undefined;

  /** @throws CheckerError for options or properties that make no sense. */
  constructor(model: AnyModel, properties: readonly AnyProperty[], options: ModelOptions) {
    const { config, environment, symmetry, audit, depth, limits = {} } = options;
    if (properties.length === 0) {
      throw new CheckerError("UsageError", `No property of ${model.name} is named.`, {
        hint: "Name at least one: a test without a claim passes whatever happens.",
      });
    }
    if (depth !== undefined && (!Number.isSafeInteger(depth) || depth < 1)) {
      throw new CheckerError("BadValue", `${model.name} can't be checked to depth ${depth}.`, {
        hint: "Allowed: 1, 2, 3, …",
      });
    }
    this.model = model;
    this.properties = properties;
    this.options = options;
    // One property's violation says nothing of the others: each gets a verdict of its own.
    this.#limits = { states: limits.states, bytes: limits.bytes, depth, stopAt: "all" };
    this.target = targetOf(model, { config, environment, symmetry, audit, properties });
  }

  /**
   * What the one search finds out; `time` is that of the test that asks first.
   * @throws CheckerError as `Check.result`.
   */
  result(time: TestTime): Promise<CheckResult> {
    return (this.#result ??= this.#search(time));
  }

  async #search({ endsAt, signal }: TestTime): Promise<CheckResult> {
    const leftMs = endsAt - performance.now();
    this.searchMs = leftMs === Infinity ? Infinity : Math.max(0, leftMs - reserveOf(leftMs));
    const deadline = performance.now() + this.searchMs;
    const check = new Check(this.target, this.#limits);
    const heap = new HeapLimit();
    while (check.advance(Math.min(SLICE_MS, Math.max(1, deadline - performance.now())))) {
      // No pause when the time is up: vitest's own may be up too, and it would end the test there.
      if (performance.now() >= deadline) check.stop("time");
      else if (heap.isReached()) check.stop("memory");
      else await setImmediate();
      if (signal?.aborted === true) check.stop("interrupted");
    }
    return check.result();
  }
}
