/** A test's failure in words: the verdict, and for a violation the behaviour, and why it is one. */
import { targetOf } from "../checker/check.ts";
import type { Typed } from "../checker/protocol.ts";
import type { Violation } from "../checker/search/exploration.ts";
import { replay } from "../checker/search/replay.ts";
import { whyText } from "../traces/explanation/why.ts";
import { PLAIN } from "../traces/palette.ts";
import { renderBehaviour } from "../traces/render.ts";
import { stageOf } from "../traces/stage.ts";
import { wrap } from "../traces/wrap.ts";
import { statesText } from "./covered.ts";
import type { AnyProperty, Examination } from "./examination.ts";
import type { Finding } from "./finding.ts";

const COLUMNS = 100;

/** What to say of `finding`, which is not as claimed. */
export function failureText(finding: Finding, examination: Examination): string {
  const { violation } = finding;
  if (violation === undefined) return undecidedText(finding, examination);
  return [
    `${finding.name}: ${violation.reason}`,
    `in ${statesText(violation.steps.length + 1)}, none shorter within these bounds`,
    "",
    behaviourText(violation, finding.property, examination),
    "",
    exploredText(finding),
  ].join("\n");
}

/** Why a property that nothing violates is not as claimed. */
function undecidedText(finding: Finding, { searchMs }: Examination): string {
  const { name, verdict, reason, ending } = finding;
  const advice =
    `The search had ${Math.round(searchMs)} ms; the rest of the test's time-out is for this report.` +
    "\nGive the test more time, or the model tighter bounds.";
  return [
    `${name}: ${verdict}${reason === undefined ? "" : `: ${reason}`}`,
    ...(ending === "time" ? [advice] : []),
    "",
    exploredText(finding),
  ].join("\n");
}

function exploredText({ covered }: Finding): string {
  return `explored: ${wrap(covered, COLUMNS, 10)}`;
}

/** The violation step by step, in the plain world, and why it is one. */
function behaviourText(
  { steps, initial, reason, property: name }: Violation<Typed>,
  property: AnyProperty,
  { model, target: { config, environment } }: Examination,
): string {
  const target = targetOf(model, { config, environment, properties: [property] });
  const { states } = replay(target.subject, { property: name, initial, steps });
  const options = { full: false, palette: PLAIN, columns: COLUMNS };
  const violating = { model, target, initial, steps, states, reason };
  return [
    renderBehaviour(steps, states, stageOf(target), options),
    "",
    `  ✗ ${wrap(`${name}: ${reason}`, COLUMNS, 4)}`,
    "",
    whyText(violating, undefined, options),
  ]
    .join("\n")
    .replaceAll(/ +$/gm, "")
    .trimEnd();
}
