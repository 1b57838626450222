/** Text for other programs: what a trace says may be anyone's, and is not to do anything there. */

/** `text` on one line; what ends lines, is invisible or turns text round is spelled: `\n`, `\u202e`. */
export function oneLine(text: string): string {
  return text.replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, spelled);
}

/** `text` on one line of at most `columns` characters. */
export function shortened(text: string, columns: number): string {
  const letters = Array.from(oneLine(text));
  return letters.length > columns ? `${letters.slice(0, columns - 1).join("")}…` : letters.join("");
}

/**
 * `text` with each letter that is not `safe`, each of a run of one sign, and what is blank or a colon at
 * either end as `code` writes it.
 */
export function escapedBut(
  safe: RegExp,
  text: string,
  code: (codePoint: number) => string,
): string {
  const letters = Array.from(text);
  return letters
    .map((letter, index) => {
      const isRun = letters[index - 1] === letter || letters[index + 1] === letter;
      const isEnd = index === 0 || index === letters.length - 1;
      const isSign = (isRun && /[^\p{L}\p{N} ]/u.test(letter)) || (isEnd && /[ :]/.test(letter));
      const isPlain = safe.test(letter) && !isSign;
      return isPlain ? letter : code(letter.codePointAt(0)!);
    })
    .join("");
}

function spelled(letter: string): string {
  if (letter === "\n") return String.raw`\n`;
  if (letter === "\t") return String.raw`\t`;
  return Array.from({ length: letter.length }, (_, index) => {
    const unit = letter.charCodeAt(index).toString(16).padStart(4, "0");
    return `\\u${unit}`;
  }).join("");
}
