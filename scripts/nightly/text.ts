/**
 * Texts that come from outside, in the four languages that a nightly run speaks. Names of properties
 * and the sentences about them are the models' own, and what a command says on stderr is anyone's:
 * none of it may end what it is put into, call someone, or give a command.
 */

/** Longer texts are cut: an issue has at most 65,536 letters. */
const LENGTH_MAX = 400;

/** `text` in one line, without what can't be seen, and not too long. */
export function oneLine(text: string): string {
  const line = text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\s]+/gu, " ").trim();
  return line.length > LENGTH_MAX ? `${line.slice(0, LENGTH_MAX)}…` : line;
}

/** `text` as code in Markdown, where nothing is a link, a mention or markup. */
export function codeSpan(text: string): string {
  const line = oneLine(text);
  const fence = "`".repeat(longestRun(line) + 1);
  const padding = /^`|`$|^$/.test(line) ? " " : "";
  return `${fence}${padding}${line}${padding}${fence}`;
}

/** The same for a table's cell, which a bar would end, even in code: there it is an entity. */
export function codeCell(text: string): string {
  if (!text.includes("|")) return codeSpan(text);
  const entities = oneLine(text).replaceAll(
    /[!-/:-@[-`{-~]/g,
    (letter) => `&#${letter.codePointAt(0)};`,
  );
  return `<code>${entities}</code>`;
}

/** `lines` as a block of commands in Markdown. */
export function codeBlock(lines: readonly string[]): string {
  const body = lines.map(oneLine);
  const fence = "`".repeat(Math.max(3, longestRun(body.join("\n")) + 1));
  return `${fence}sh\n${body.join("\n")}\n${fence}`;
}

function longestRun(text: string): number {
  return Math.max(0, ...Array.from(text.matchAll(/`+/g), ([run]) => run.length));
}

/** `text` as the message of a workflow command such as `::error::`. */
export function annotationData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

/** `text` as a property of a workflow command, such as its title. */
export function annotationProperty(text: string): string {
  return annotationData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}

/** `text` with what XML 1.0 can't hold, even escaped, replaced. */
export function xmlText(text: string): string {
  return text.replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "\uFFFD");
}
