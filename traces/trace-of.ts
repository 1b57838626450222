/** A violation that a search found, as a trace. */
import type { Target } from "../checker/check.ts";
import type { Typed } from "../checker/protocol.ts";
import type { Violation } from "../checker/search/exploration.ts";
import { VERSION } from "../checker/version.ts";
import { type Trace, TRACE_FORMAT, TRACE_VERSION } from "./format.ts";

/** What a violation does not say of itself: where it was found, and how. */
export type Origin = Pick<
  Trace,
  "variant" | "instance" | "mutant" | "symmetry" | "seed" | "shortest"
>;

/** The trace of a violation in `target`. */
export function traceOf(
  target: Target,
  { property, reason, steps, initial }: Violation<Typed>,
  { variant, instance, mutant, symmetry, seed, shortest }: Origin,
): Trace {
  return {
    format: TRACE_FORMAT,
    version: TRACE_VERSION,
    tool: VERSION,
    protocol: target.name,
    variant,
    instance,
    mutant,
    config: target.config,
    environment: target.environment ?? null,
    symmetry,
    property,
    reason,
    seed,
    length: steps.length + 1,
    shortest,
    initial,
    steps,
  };
}
