/**
 * Graphs in the language of Graphviz. All text is in quoted strings, in which a backslash and "&" mean
 * something besides the quote; what is said of a graph as a whole is its label.
 */
import { headline } from "../narrate.ts";
import { conclusionOf, type Scene } from "../scene.ts";
import { wrap } from "../wrap.ts";
import { changeFacts, factText, stateFacts } from "./facts.ts";
import { fitted } from "./fit.ts";
import { oneLine, shortened } from "./one-line.ts";

/** A state in a picture. */
export interface Node {
  readonly id: string;
  readonly lines: readonly string[];
  readonly look?: "violated" | "unexplored" | "gap" | undefined;
}

/** A step in a picture. */
export interface Edge {
  readonly from: string;
  readonly to: string;
  readonly text: string;
}

/** More than that, and a picture of one path can't be looked at. */
const NODES_MAX = 500;
const COLUMNS = 60;
const LINES_MAX = 12;

const LOOKS: Readonly<Record<NonNullable<Node["look"]>, string>> = {
  violated: 'color="#b00020", penwidth=2',
  unexplored: 'color="#999999", fontcolor="#999999", style="rounded,dashed"',
  gap: "shape=plaintext",
};

/** The graph of the states of `scene`, from the first to the last. */
export function dotText(scene: Scene): string {
  const { trace, states, stage } = scene;
  const { steps } = trace;
  const nodes = states.map((state, index): Node => {
    const step = steps[index - 1];
    const facts =
      step === undefined
        ? stateFacts(state, stage)
        : changeFacts(states[index - 1], state, step, stage);
    const isViolated = scene.violation?.at === index + 1;
    return {
      id: `s${index + 1}`,
      lines: [`state ${index + 1}`, ...facts.map(factText)],
      look: isViolated ? "violated" : undefined,
    };
  });
  const { head, leftOut, tail } = fitted(nodes, NODES_MAX, () => 1);
  const edges = steps.flatMap((step, index): Edge[] => {
    const isShown = leftOut === 0 || index + 1 < head.length || index >= head.length + leftOut;
    const ends = { from: `s${index + 1}`, to: `s${index + 2}` };
    return isShown ? [{ ...ends, text: headline(step, stage) }] : [];
  });
  const gap = leftOut === 0 ? [] : gapBetween(head.length, leftOut);
  const title = `${trace.protocol}: ${conclusionOf(scene)}`;
  return graphText(
    title,
    [...head, ...gap, ...tail],
    [...edges, ...gapEdges(head.length, leftOut)],
  );
}

function gapBetween(before: number, leftOut: number): Node[] {
  const text = `states ${before + 1} to ${before + leftOut} are left out: at most ${NODES_MAX} are drawn`;
  return [{ id: "gap", lines: [text], look: "gap" }];
}

function gapEdges(before: number, leftOut: number): Edge[] {
  if (leftOut === 0) return [];
  return [
    { from: `s${before}`, to: "gap", text: "" },
    { from: "gap", to: `s${before + leftOut + 1}`, text: "" },
  ];
}

/** The text of a graph. Ids are letters and digits. */
export function graphText(title: string, nodes: readonly Node[], edges: readonly Edge[]): string {
  return [
    "digraph behaviours {",
    `  graph [label=${quoted(wrappedLines(title))}, labelloc=t, labeljust=l, fontname="Helvetica"];`,
    '  node [shape=box, style=rounded, fontname="Helvetica", fontsize=10];',
    '  edge [fontname="Helvetica", fontsize=10];',
    ...nodes.map(({ id, lines, look }) => {
      const own = look === undefined ? "" : `, ${LOOKS[look]}`;
      return `  ${id} [label=${quoted(shownLines(lines))}${own}];`;
    }),
    ...edges.map(({ from, to, text }) => {
      const label = text === "" ? "" : ` [label=${quoted([shortened(text, 2 * COLUMNS)])}]`;
      return `  ${from} -> ${to}${label};`;
    }),
    "}",
    "",
  ].join("\n");
}

function shownLines(lines: readonly string[]): string[] {
  const all = lines.flatMap(wrappedLines);
  const rest = all.length - LINES_MAX;
  return rest <= 0 ? all : [...all.slice(0, LINES_MAX), `… ${rest} more lines`];
}

function wrappedLines(text: string): string[] {
  return wrap(oneLine(text), COLUMNS, 0)
    .split("\n")
    .map((line) => shortened(line, 2 * COLUMNS));
}

/** Lines as one quoted string; each is set to the left. */
function quoted(lines: readonly string[]): string {
  const escaped = lines.map((line) =>
    line
      .replaceAll("&", "&amp;")
      .replaceAll("\\", String.raw`\\`)
      .replaceAll('"', String.raw`\"`),
  );
  return `"${escaped.length === 1 ? escaped.join("") : escaped.map((line) => `${line}\\l`).join("")}"`;
}
