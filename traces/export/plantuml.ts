/**
 * A behaviour as a PlantUML sequence diagram. Letters that mean something to PlantUML, to its
 * preprocessor or to its markup are written as `<U+hhhh>`, which it shows as the letter.
 */
import type { Scene } from "../scene.ts";
import { escapedBut } from "./one-line.ts";
import { type ArrowKind, type Notation, sequenceDiagram } from "./sequence.ts";

/** Its pictures are cut off after 4,096 pixels, if they are PNG: a note takes 39 of them. */
const ROWS_MAX = 90;

const ARROWS: Readonly<Record<ArrowKind, string>> = {
  delivered: "->",
  again: "-->",
  lost: "->x",
};

const NOTATION: Notation = {
  open: "@startuml",
  participant: (id, label) => `participant "${escaped(label)}" as ${id}`,
  arrow: (how, from, to, text) => `${from} ${ARROWS[how]} ${to} : ${escaped(text)}`,
  note: (from, to, text) => `note over ${from === to ? from : `${from}, ${to}`} : ${escaped(text)}`,
  close: ["@enduml"],
  max: ROWS_MAX,
  sizeOf: (lines) => lines.filter((line) => /^(p\d+ |note )/.test(line)).length,
  limit: `a PNG of PlantUML holds about ${ROWS_MAX} lines`,
};

/** The text of the diagram. */
export function plantumlText(scene: Scene): string {
  return sequenceDiagram(scene, NOTATION);
}

const SAFE = /[\p{L}\p{N} _.,:()[\]{}=+|?’→←↮↛−✗↻…-]/u;

function escaped(text: string): string {
  return escapedBut(
    SAFE,
    text,
    (code) => `<U+${code.toString(16).toUpperCase().padStart(4, "0")}>`,
  );
}
