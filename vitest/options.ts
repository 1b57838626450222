/** What the tests of a model are told: what to check, how far, and where traces go. */
import type { CheckOptions } from "../checker/check.ts";
import type { Limits } from "../checker/search/limits.ts";

/** How to check a model. */
export interface ModelOptions extends Pick<
  CheckOptions,
  "config" | "environment" | "symmetry" | "audit"
> {
  /**
   * Claims no more than what all behaviours of up to so many states show. Without it, nothing less
   * than all behaviours will do.
   */
  readonly depth?: number | undefined;
  /** Where the search gives up: what was not decided by then fails as inconclusive. */
  readonly limits?: Pick<Limits, "states" | "bytes"> | undefined;
  /** The folder that the traces of violations are written to; `scrutineer-out` if absent. */
  readonly traces?: string | undefined;
}

/** How to check a model, and what it claims. */
export interface SuiteOptions<P> extends ModelOptions {
  /** Each gets a test of its own. */
  readonly properties: readonly P[];
  /** What the suite is called; the model's name and its settings if absent. */
  readonly name?: string | undefined;
  /** The time-out of each test, in milliseconds; vitest's own if absent. */
  readonly timeout?: number | undefined;
}

/** As the command line has it. */
export const TRACES_FOLDER = "scrutineer-out";
