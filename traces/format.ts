/**
 * The trace file, `*.trace.json`: what it takes to replay a behaviour, and no state. States are
 * always recomputed. Every source of failures writes this one format.
 */
import type { EnvironmentOptions } from "../checker/environment.ts";
import type { Config } from "../checker/protocol.ts";
import type { Typed } from "../checker/protocol.ts";

/** What marks a file as one of ours. */
export const TRACE_FORMAT = "scrutineer-trace";
/** Grows when a reader of the old version could misunderstand a file of the new one. */
export const TRACE_VERSION = 1;
/** How the names of trace files end. */
export const TRACE_SUFFIX = ".trace.json";

/** A behaviour that violates a property, or did when it was written. */
export interface Trace {
  readonly format: typeof TRACE_FORMAT;
  readonly version: typeof TRACE_VERSION;
  /** The version of Scrutineer that wrote it. */
  readonly tool: string;
  readonly protocol: string;
  readonly variant: string | null;
  readonly instance: string | null;
  readonly mutant: string | null;
  readonly config: Config;
  /** All options, budgets included; null for a transition system, which has no world around it. */
  readonly environment: EnvironmentOptions | null;
  /** Was it found by a search that reduced by symmetry? It replays without. */
  readonly symmetry: boolean;
  /** The property that it violates, and the sentence that says how. */
  readonly property: string;
  readonly reason: string;
  readonly seed: number | null;
  /** How many states it has: one more than steps. */
  readonly length: number;
  /** Is there none shorter? Breadth-first search says so. */
  readonly shortest: boolean;
  /** Which of the initial states it starts from. */
  readonly initial: number;
  /** Steps of the world (checker/world/step.ts), or a system's actions. */
  readonly steps: readonly Typed[];
}

/** What a trace file may hold: a counterexample, or a behaviour that no property objected to. */
export type AnyTrace = Omit<Trace, "property"> & {
  /** Null if none objected; then `reason` says why the behaviour was kept. */
  readonly property: string | null;
};
