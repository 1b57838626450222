/**
 * A behaviour as a Mermaid sequence diagram, which GitHub and GitLab draw in Markdown. Letters that
 * mean something to Mermaid or to HTML are written as `#code;`, which it shows as the letter.
 */
import type { Scene } from "../scene.ts";
import { escapedBut } from "./one-line.ts";
import { type ArrowKind, type Notation, sequenceDiagram } from "./sequence.ts";

/** Mermaid draws no text that is longer, unless its `maxTextSize` says so. */
const CHARACTERS_MAX = 50_000;

const ARROWS: Readonly<Record<ArrowKind, string>> = {
  delivered: "->>",
  again: "-->>",
  lost: "-x",
};

const NOTATION: Notation = {
  open: "sequenceDiagram",
  participant: (id, label) => `  participant ${id} as ${escaped(label)}`,
  arrow: (how, from, to, text) => `  ${from}${ARROWS[how]}${to}: ${escaped(text)}`,
  note: (from, to, text) => `  Note over ${from === to ? from : `${from},${to}`}: ${escaped(text)}`,
  close: [],
  max: CHARACTERS_MAX,
  // Each line ends in one more.
  sizeOf: (lines) => lines.reduce((sum, line) => sum + line.length + 1, 0),
  limit: "Mermaid draws at most 50,000 characters",
};

/** The text of the diagram. */
export function mermaidText(scene: Scene): string {
  return sequenceDiagram(scene, NOTATION);
}

const SAFE = /[\p{L}\p{N} _.,:()[\]{}=+*/|!?’→←↮↛−✗↻…-]/u;

function escaped(text: string): string {
  // "wrap:" at the beginning of a text is no text to Mermaid.
  return escapedBut(SAFE, text, (code) => `#${code};`).replaceAll("wrap:", "wrap#58;");
}
