/** The formats of other programs that a trace can be written in. */
import type { Scene } from "../scene.ts";
import { dotText } from "./dot.ts";
import { ITF_SUFFIX, itfText } from "./itf.ts";
import { mermaidText } from "./mermaid.ts";
import { perfettoText } from "./perfetto.ts";
import { plantumlText } from "./plantuml.ts";
import { shivizText } from "./shiviz.ts";

/** A format. */
export interface ExportFormat {
  readonly name: string;
  readonly about: string;
  /** How the names of its files usually end. */
  readonly suffix: string;
  readonly write: (scene: Scene) => string;
}

/** All of them. */
export const EXPORT_FORMATS: readonly ExportFormat[] = [
  {
    name: "itf",
    about: "Informal Trace Format: states, for Apalache's and Quint's tools; can be imported again",
    suffix: ITF_SUFFIX,
    write: itfText,
  },
  {
    name: "shiviz",
    about: "a log with vector clocks, for ShiViz",
    suffix: ".shiviz.log",
    write: shivizText,
  },
  {
    name: "mermaid",
    about: "a sequence diagram, which GitHub draws in Markdown",
    suffix: ".mmd",
    write: mermaidText,
  },
  { name: "plantuml", about: "a sequence diagram", suffix: ".puml", write: plantumlText },
  {
    name: "perfetto",
    about: "trace events, for ui.perfetto.dev and about:tracing",
    suffix: ".perfetto.json",
    write: perfettoText,
  },
  { name: "dot", about: "a path of states, for Graphviz", suffix: ".dot", write: dotText },
];
