/**
 * Texts of a story, cut for the page: sentences so that each number of a state can be a link, headlines
 * so that what matters stands out.
 */
import type { Change } from "../page/story.ts";

/** A piece of a text; `row` is where it leads. */
export interface Piece {
  readonly text: string;
  readonly row: number | undefined;
}

/** `text` in pieces: "state 7" and "(7)" lead to row 6, if there is one. */
export function piecesOf(text: string, rowCount: number): Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const match of text.matchAll(/\bstate (\d{1,9})\b|\((\d{1,9})\)/g)) {
    const number = Number(match[1] ?? match[2]);
    if (number < 1 || number > rowCount) continue;
    pieces.push({ text: text.slice(end, match.index), row: undefined });
    pieces.push({ text: match[0], row: number - 1 });
    end = match.index + match[0].length;
  }
  pieces.push({ text: text.slice(end), row: undefined });
  return pieces.filter((piece) => piece.text !== "");
}

/** A headline as who does what, and the fields of it. */
export function headOf(title: string): { readonly head: string; readonly rest: string } {
  const at = title.indexOf(" {");
  return at === -1
    ? { head: title, rest: "" }
    : { head: title.slice(0, at), rest: title.slice(at) };
}

/** All changes on one line, each subject named once. */
export function changesText(changes: readonly Change[]): string {
  const bySubject = new Map<string, string[]>();
  for (const { subject, text } of changes) {
    bySubject.set(subject, [...(bySubject.get(subject) ?? []), text]);
  }
  return [...bySubject].map(([subject, texts]) => `${subject}: ${texts.join("; ")}`).join(" · ");
}
