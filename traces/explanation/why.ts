/** Why a behaviour violates its property, as text: what would have prevented it, then the sections. */
import type { AnyModel } from "../../checker/check.ts";
import { stageOf } from "../stage.ts";
import { wrap } from "../wrap.ts";
import { causesOf, explanationOf, systemLedgerOf, type Violating } from "./explanation.ts";
import { causesText, explanationText, ledgerText, type TextOptions } from "./text.ts";

/**
 * All that there is to say of why `violating` violates its property.
 * @param right the model without the bug, if the behaviour is that of one with a bug.
 */
export function whyText(
  violating: Violating,
  right: AnyModel | undefined,
  { palette, columns }: TextOptions,
): string {
  const { target, steps, states } = violating;
  const causes = causesOf(violating, right);
  const sentences = causesText(causes, { steps, states, stage: stageOf(target) }, target.name);
  const explanation = explanationOf(violating);
  const ledger = systemLedgerOf(violating);
  const sections =
    explanation === undefined
      ? ledgerText(ledger!, { palette, columns })
      : explanationText(explanation, { palette, columns });
  return [sentences.map((sentence) => `  ${wrap(sentence, columns, 2)}`).join("\n"), sections]
    .filter((part) => part !== "")
    .join("\n\n");
}
