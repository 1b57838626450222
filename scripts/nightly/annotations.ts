/** A night as annotations of its run: an error for each finding, a notice for what was left open. */
import type { Night } from "./findings.ts";
import { annotationData, annotationProperty, oneLine } from "./text.ts";

/** GitHub shows no more of one kind for a step. */
const ERRORS_MAX = 10;

/** The lines to print. */
export function annotationsOf({ findings, inconclusiveCount, laneCount }: Night): string[] {
  const shown = findings.length > ERRORS_MAX ? findings.slice(0, ERRORS_MAX - 1) : findings;
  const errors = shown.map(({ title, sentence, lanes }) =>
    annotation("error", title, `${oneLine(sentence)}\nin ${lanes.join(", ")}`),
  );
  const others = findings.length - shown.length;
  if (others > 0) errors.push(annotation("error", "more", `${others} more are in the summary`));
  const open = `${inconclusiveCount} of ${laneCount} lanes are inconclusive: neither a pass nor a failure`;
  return inconclusiveCount === 0 ? errors : [...errors, annotation("notice", "nightly", open)];
}

function annotation(level: "error" | "notice", title: string, message: string): string {
  return `::${level} title=${annotationProperty(oneLine(title))}::${annotationData(message)}`;
}
