/** A night in Markdown, for the page of its run. */
import { commandsFor } from "./commands.ts";
import type { Night } from "./findings.ts";
import type { Outcome, Status } from "./outcome.ts";
import { codeBlock, codeCell, codeSpan } from "./text.ts";

const MARKS: Readonly<Record<Status, string>> = {
  holds: "✅ holds",
  "nothing found": "🔎 nothing found",
  inconclusive: "❔ inconclusive",
  violated: "❌ violated",
  vacuous: "❌ vacuous",
  "usage error": "⚠️ usage error",
  "internal error": "💥 internal error",
  "no result": "🕳️ no result",
};

/** What the page of a run says. */
export function summaryOf(outcomes: readonly Outcome[], night: Night): string {
  const rows = outcomes.map(
    ({ lane, status, sentence, seconds }) =>
      `| ${codeCell(lane)} | ${MARKS[status]} | ${codeCell(sentence)} | ${Math.round(seconds)} s |`,
  );
  const found = night.findings.flatMap((finding) => [
    `### ${codeSpan(finding.title)}`,
    `${codeSpan(finding.sentence)} (in ${finding.lanes.map((lane) => codeSpan(lane)).join(", ")})`,
    codeBlock(commandsFor(finding, night)),
  ]);
  return `${[
    `## ${titleOf(outcomes)}`,
    ["| lane | result | what it says | time |", "| --- | --- | --- | --- |", ...rows].join("\n"),
    ...found,
    "Inconclusive is neither a pass nor a failure: the time was up. That a fuzzer found nothing is no proof.",
  ].join("\n\n")}\n`;
}

/** How many lanes came to what: "2 hold, 1 violated, 11 inconclusive". */
export function titleOf(outcomes: readonly Outcome[]): string {
  const counts = (Object.keys(MARKS) as Status[]).map((status) => ({
    status,
    count: outcomes.filter((outcome) => outcome.status === status).length,
  }));
  const some = counts.filter(({ count }) => count > 0);
  return some.map(({ status, count }) => `${count} × ${status}`).join(", ") || "no lanes";
}
