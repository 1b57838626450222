/** What holds, in words: decided properties one by one, undecided ones together by what is known. */
import type { Palette } from "../traces/palette.ts";
import { wrap } from "../traces/wrap.ts";
import type { CheckReport, PropertyReport } from "./check-report.ts";
import type { Io } from "./io.ts";
import { counted } from "./numbers.ts";

const DECIDED: readonly PropertyReport["verdict"][] = ["violated", "vacuous", "holds"];

/** A verdict on each property of `report`. */
export function verdictLines({ properties }: CheckReport, io: Io): string[] {
  const decided = properties.filter(({ verdict }) => DECIDED.includes(verdict));
  const undecided = properties.filter(({ verdict }) => !DECIDED.includes(verdict));
  return [...decidedLines(decided, io), ...undecidedLines(undecided, io)];
}

/** A property each, with its claim and why it is not so. */
function decidedLines(properties: readonly PropertyReport[], io: Io): string[] {
  const names = Math.max(...properties.map(({ name }) => name.length), 0) + 2;
  const verdicts = Math.max(...properties.map((each) => verdictText(each).length), 0) + 2;
  return properties.flatMap((property) => {
    const { name, claim, reason, verdict } = property;
    const mark = markOf(verdict, io.palette);
    const text = mark.paint(verdictText(property).padEnd(verdicts));
    const indent = 4 + names + verdicts;
    const isWide = io.columns - indent >= 40;
    const claimed = isWide ? wrap(claim, io.columns, indent) : "";
    const below = [...(isWide ? [] : [claim]), ...(reason === null ? [] : [reason])];
    return [
      `  ${mark.paint(mark.sign)} ${io.palette.strong(name.padEnd(names))}${text}${claimed}`.trimEnd(),
      ...below.map((line) => `      ${io.palette.faint(wrap(line, io.columns, 6))}`),
    ];
  });
}

/** What was not decided, together by what can be said and why. */
function undecidedLines(properties: readonly PropertyReport[], { palette, columns }: Io): string[] {
  const groups = new Map<string, PropertyReport[]>();
  for (const property of properties) {
    const key = `${property.verdict}: ${property.reason}`;
    groups.set(key, [...(groups.get(key) ?? []), property]);
  }
  return [...groups].flatMap(([key, members]) => {
    const { sign, paint } = markOf(members[0]!.verdict, palette);
    const names = members.map(({ name }) => name).join(", ");
    return [
      `  ${paint(sign)} ${paint(wrap(key, columns, 4))}`,
      `      ${palette.strong(wrap(names, columns, 6))}`,
    ];
  });
}

function verdictText({ verdict, length }: PropertyReport): string {
  return length === null ? verdict : `${verdict} (${counted(length, "state")})`;
}

/** The sign and the colour of a verdict. */
export function markOf(
  verdict: PropertyReport["verdict"],
  palette: Palette,
): { readonly sign: string; readonly paint: (text: string) => string } {
  if (verdict === "violated") return { sign: "✗", paint: palette.bad };
  if (verdict === "holds") return { sign: "✓", paint: palette.good };
  if (verdict.startsWith("holds")) return { sign: "·", paint: (text) => text };
  return { sign: "?", paint: palette.warning };
}
