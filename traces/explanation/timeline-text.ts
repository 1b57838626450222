/** The leadership timeline as text: a row a process, a column a state, cut into pieces that fit. */
import type { Palette } from "../palette.ts";
import type { Explanation } from "./explanation.ts";

const NOBODY = "·";
const DOWN = "×";
/** Narrower pieces say nothing. */
const PIECE_MIN = 10;

/** The timeline; empty if nobody leads in it. */
export function timelineText(
  { told, reigns, overlaps }: Explanation,
  palette: Palette,
  columns: number,
): string[] {
  if (reigns.length === 0) return [];
  const { stage, shown } = told;
  const width = Math.max(...stage.processes.map((process) => process.length));
  const piece = Math.max(columns - width - 4, PIECE_MIN);
  const isSplit = (process: string, state: number): boolean =>
    overlaps.some(
      ({ isOneEpoch, from, to, reigns: both }) =>
        isOneEpoch && from <= state && state <= to && both.some((r) => r.process === process),
    );
  const lines: string[] = [];
  for (let start = 0; start < shown.length; start += piece) {
    const states = shown.slice(start, start + piece);
    lines.push(`  ${"".padEnd(width)}  ${palette.faint(rulerText(start, states.length))}`);
    for (const [index, process] of stage.processes.entries()) {
      const cells = states.map((members, at) => {
        const { isUp, leader } = members[index]!;
        if (!isUp) return palette.warning(DOWN);
        if (leader === null) return palette.faint(NOBODY);
        const digit = leader.toString(36).slice(-1);
        return isSplit(process, start + at) ? palette.bad(digit) : palette.good(digit);
      });
      lines.push(`  ${palette.name(process.padEnd(width))}  ${cells.join("")}`);
    }
  }
  return lines;
}

/** `1···5····10···`: the numbers of states, each beginning in its own column. */
function rulerText(start: number, count: number): string {
  let text = "";
  for (let at = 0; at < count; at++) {
    if (text.length > at) continue;
    const number = start + at + 1;
    const isMarked = number === 1 || number % 5 === 0;
    text += isMarked && at + String(number).length <= count ? String(number) : " ";
  }
  return text;
}
