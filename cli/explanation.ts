/** Why a trace violates its property, as the command line says it. */
import { catalog } from "../models/catalog.ts";
import { whyText } from "../traces/explanation/why.ts";
import type { Trace } from "../traces/format.ts";
import type { Io } from "./io.ts";
import { targetOfTrace } from "./trace-target.ts";

/**
 * The explanation of `trace`, which violates its property in its last state.
 * @param states what its steps lead to, one by one.
 */
export function explanationLines(
  trace: Trace,
  { states, reason }: { readonly states: readonly unknown[]; readonly reason: string },
  { palette, columns }: Pick<Io, "palette" | "columns">,
): string {
  const { target, model } = targetOfTrace(trace);
  const { initial, protocol, mutant } = trace;
  const steps = trace.steps.slice(0, states.length - 1);
  const right = catalog.find((entry) => entry.model.name === protocol)?.model;
  const violating = { model, target, initial, steps, states, reason };
  return whyText(violating, mutant === null ? undefined : right, { palette, columns });
}
