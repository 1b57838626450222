/** Why a trace violates its property, as the command line says it. */
import { catalog } from "../models/catalog.ts";
import { causesOf, explanationOf } from "../traces/explanation/explanation.ts";
import { causesText, explanationText } from "../traces/explanation/text.ts";
import type { Trace } from "../traces/format.ts";
import { stageOf } from "../traces/stage.ts";
import { wrap } from "../traces/wrap.ts";
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
  const violating = { model, target, initial, steps, states, reason };
  const right = catalog.find((entry) => entry.model.name === protocol)?.model;
  const causes = causesOf(violating, mutant === null ? undefined : right);
  const sentences = causesText(causes, { steps, states, stage: stageOf(target) }, protocol);
  const explanation = explanationOf(violating);
  const sections =
    explanation === undefined ? "" : explanationText(explanation, { palette, columns });
  return [sentences.map((sentence) => `  ${wrap(sentence, columns, 2)}`).join("\n"), sections]
    .filter((part) => part !== "")
    .join("\n\n");
}
