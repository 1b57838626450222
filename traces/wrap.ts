/** Breaking text into lines. */

const LINE_MIN = 20;

/**
 * `text` in lines that end before `columns`, broken at spaces, but not within `term: 1 → 2`. The first
 * line stands after something that is `indent` wide; the others are indented by as much.
 */
export function wrap(text: string, columns: number, indent: number): string {
  const room = Math.max(columns - indent, LINE_MIN);
  const lines: string[] = [];
  let line = "";
  for (const phrase of phrasesOf(text, room)) {
    if (line === "") line = phrase;
    else if (line.length + 1 + phrase.length <= room) line += ` ${phrase}`;
    else {
      lines.push(line);
      line = phrase;
    }
  }
  return [...lines, line].join(`\n${" ".repeat(indent)}`);
}

/** The words of `text`, with those that belong together as one phrase if it fits into a line. */
function phrasesOf(text: string, room: number): string[] {
  const phrases: string[] = [];
  let isOpen = false;
  for (const word of text.split(" ")) {
    const last = phrases.at(-1);
    const belongs = last !== undefined && (isOpen || word === "→");
    if (belongs && last.length + 1 + word.length <= room) {
      phrases[phrases.length - 1] = `${last} ${word}`;
    } else {
      phrases.push(word);
    }
    isOpen = word.endsWith(":") || word === "→";
  }
  return phrases;
}
