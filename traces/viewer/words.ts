/** Texts with the numbers of states in them, cut so that each number can be a link. */

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
