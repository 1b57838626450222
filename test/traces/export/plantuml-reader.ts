/**
 * Reads PlantUML's sequence diagrams, by the rules of its language reference, as far as they are used
 * here. To bring PlantUML itself is to bring Java and its libraries.
 */

/** A diagram. */
export interface Diagram {
  /** Labels by id. */
  readonly participants: ReadonlyMap<string, string>;
  readonly rows: readonly Row[];
}

export interface Row {
  readonly kind: "->" | "-->" | "->x" | "note";
  readonly from: string;
  readonly to: string;
  readonly text: string;
}

const ID = "[A-Za-z]\\w*";
const PARTICIPANT = new RegExp(`^participant "([^"]*)" as (${ID})$`);
const ARROW = new RegExp(`^(${ID}) (->|-->|->x) (${ID}) : (.*)$`);
const NOTE = new RegExp(`^note over (${ID})(?:, (${ID}))? : (.*)$`);

/** The diagram that `text` is. @throws Error for a line that is none of a diagram's. */
export function readPlantuml(text: string): Diagram {
  const lines = text.trimEnd().split("\n");
  if (lines[0] !== "@startuml" || lines.at(-1) !== "@enduml") throw new Error("it has no ends");
  const participants = new Map<string, string>();
  const rows: Row[] = [];
  for (const line of lines.slice(1, -1)) {
    const participant = PARTICIPANT.exec(line);
    const arrow = ARROW.exec(line);
    const note = NOTE.exec(line);
    if (participant) participants.set(participant[2]!, shown(participant[1]!));
    else if (arrow) {
      rows.push({
        kind: arrow[2] as Row["kind"],
        from: arrow[1]!,
        to: arrow[3]!,
        text: shown(arrow[4]!),
      });
    } else if (note) {
      rows.push({ kind: "note", from: note[1]!, to: note[2] ?? note[1]!, text: shown(note[3]!) });
    } else throw new Error(`it is no line of a diagram: ${line}`);
  }
  for (const { from, to } of rows) {
    if (!participants.has(from) || !participants.has(to))
      throw new Error(`${from}, ${to}: unknown`);
  }
  return { participants, rows };
}

/** What PlantUML does not show as it is: markup, line breaks, variables, functions, comments, links. */
const MARKUP = [
  /\*\*|\/\/|__|--|~|""/,
  /\\/,
  /[$%!@]/,
  /'/,
  /\[\[|\]\]|\{\{|\}\}/,
  /&/,
  /<(?!U\+[0-9A-F]{4,6}>)/,
  /^\s|\s$/,
];

/** `text` as it is shown. @throws Error if there is markup in it. */
function shown(text: string): string {
  const found = MARKUP.find((pattern) => pattern.test(text));
  if (found !== undefined) throw new Error(`${text} has markup: ${found.source}`);
  return text.replaceAll(/<U\+([0-9A-F]{4,6})>/g, (_, code: string) =>
    String.fromCodePoint(Number.parseInt(code, 16)),
  );
}
