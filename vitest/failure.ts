/** A test's failure: the verdict, and for a violation the behaviour, why it is one, and its trace. */
import { createHash } from "node:crypto";
import { relative } from "node:path";
import { targetOf } from "../checker/check.ts";
import { CheckerError } from "../checker/errors.ts";
import type { Typed } from "../checker/protocol.ts";
import type { Violation } from "../checker/search/exploration.ts";
import { replay } from "../checker/search/replay.ts";
import { whyText } from "../traces/explanation/why.ts";
import { type Trace, TRACE_SUFFIX } from "../traces/format.ts";
import { PLAIN } from "../traces/palette.ts";
import { renderBehaviour } from "../traces/render.ts";
import { stageOf } from "../traces/stage.ts";
import { traceOf } from "../traces/trace-of.ts";
import { wrap } from "../traces/wrap.ts";
import { traceFileName, writeTrace } from "../traces/write-trace.ts";
import { statesText } from "./covered.ts";
import type { AnyProperty, Examination } from "./examination.ts";
import type { Finding } from "./finding.ts";
import { TRACES_FOLDER } from "./options.ts";

const COLUMNS = 100;

/** The text of a failure, and the file of its trace. */
export interface Told {
  readonly text: string;
  readonly file: string | undefined;
}

/**
 * What to say of `finding`, which is not as claimed. A violation's trace is written.
 * @param test the full name of the test: its trace is not to take the place of another test's.
 */
export async function failureOf(
  finding: Finding,
  examination: Examination,
  test: string,
): Promise<Told> {
  const { violation } = finding;
  if (violation === undefined)
    return { text: undecidedText(finding, examination), file: undefined };
  const written = await traceFileOf(violation, examination, test);
  const text = [
    `${finding.name}: ${violation.reason}`,
    `in ${statesText(violation.steps.length + 1)}, and no behaviour that is shorter does it`,
    "",
    behaviourText(violation, finding.property, examination),
    "",
    exploredText(finding),
    `trace: ${written instanceof CheckerError ? written.message : written}`,
  ].join("\n");
  return { text, file: written instanceof CheckerError ? undefined : written };
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
    .trimEnd();
}

/** Writes the trace. That it can't be written is no reason to keep quiet about the violation. */
async function traceFileOf(
  violation: Violation<Typed>,
  { target, options: { symmetry = false, traces = TRACES_FOLDER } }: Examination,
  test: string,
): Promise<string | CheckerError> {
  const trace = traceOf(target, violation, {
    variant: null,
    instance: null,
    mutant: null,
    symmetry,
    seed: null,
    shortest: true,
  });
  try {
    return relative(process.cwd(), await writeTrace(trace, traces, fileNameOf(trace, test)));
  } catch (error) {
    if (error instanceof CheckerError) return error;
    throw error;
  }
}

/** `ring.OneLeaderAtATime.1f0a93bc.trace.json`: the same for the same test, and another for any other. */
function fileNameOf(trace: Trace, test: string): string {
  const mark = createHash("sha256").update(test).digest("hex").slice(0, 8);
  return `${traceFileName(trace).slice(0, -TRACE_SUFFIX.length)}.${mark}${TRACE_SUFFIX}`;
}
