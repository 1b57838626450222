/** What sequence diagrams share, whatever draws them: their lines of life, and what is cut to fit. */
import { conclusionOf, type Scene } from "../scene.ts";
import { fitted } from "./fit.ts";
import { linesOf, type Moment, momentsOf } from "./moments.ts";
import { shortened } from "./one-line.ts";

/** How a program writes a sequence diagram. */
export interface Notation {
  readonly open: string;
  readonly participant: (id: string, label: string) => string;
  readonly arrow: (how: ArrowKind, from: string, to: string, text: string) => string;
  /** A note from one line of life to another, which may be the same. */
  readonly note: (from: string, to: string, text: string) => string;
  readonly close: readonly string[];
  /** What a diagram may hold at most, and how much of it lines take. */
  readonly max: number;
  readonly sizeOf: (lines: readonly string[]) => number;
  /** `max` in words. */
  readonly limit: string;
}

/** How a message comes in. */
export type ArrowKind = Extract<Moment, { readonly kind: "arrow" }>["how"];

const TEXT_COLUMNS = 160;
const NAME_COLUMNS = 40;
/** What actions mention may be no process; diagrams need someone. */
const NOBODY = "the system";

/** The diagram of `scene`; names become ids that mean nothing anywhere: p1, p2, …. */
export function sequenceDiagram(scene: Scene, notation: Notation): string {
  const lines = linesOf(scene);
  const names = lines.length === 0 ? [NOBODY] : lines;
  const ids = new Map(names.map((name, index) => [name, `p${index + 1}`]));
  const { open, participant, close } = notation;
  const overAll = (text: string): string => noteOver(names, ids, notation, text);
  const head = [
    open,
    ...names.map((name) => participant(ids.get(name)!, shortened(name, NAME_COLUMNS))),
    overAll(titleOf(scene)),
  ];
  const closing = [...endNotes(scene).map(overAll), ...close];
  const blocks = momentsOf(scene).map((moments) =>
    moments.map((moment) => drawn(moment, names, ids, notation)),
  );
  return [...head, ...cut(blocks, [...head, ...closing], notation, overAll), ...closing, ""].join(
    "\n",
  );
}

/** As much of `blocks`, one a step, as fits beside `others`; it says what is left out. */
function cut(
  blocks: readonly string[][],
  others: readonly string[],
  { max, sizeOf, limit }: Notation,
  overAll: (text: string) => string,
): string[] {
  const gapText = (first: number, last: number): string =>
    `the steps to states ${first} to ${last} are left out: ${limit}`;
  const room = max - sizeOf([...others, overAll(gapText(blocks.length, blocks.length))]);
  const { head, leftOut, tail } = fitted(blocks, room, sizeOf);
  if (leftOut === 0) return head.flat();
  const gap = overAll(gapText(head.length + 2, head.length + leftOut + 1));
  return [...head.flat(), gap, ...tail.flat()];
}

/** What is shown, as a note: Mermaid's titles are HTML. */
function titleOf({ trace }: Scene): string {
  const mutant = trace.mutant === null ? "" : ` (mutant ${trace.mutant})`;
  return shortened(`${trace.protocol}${mutant}: ${trace.property}`, TEXT_COLUMNS);
}

function endNotes(scene: Scene): string[] {
  const beginning = scene.trace.steps.length === 0 ? ["nothing happens"] : [];
  return [...beginning, shortened(conclusionOf(scene), TEXT_COLUMNS)];
}

function drawn(
  moment: Moment,
  names: readonly string[],
  ids: ReadonlyMap<string, string>,
  notation: Notation,
): string {
  const text = shortened(moment.text, TEXT_COLUMNS);
  if (moment.kind === "note") {
    const over = names.filter((name) => moment.over.includes(name));
    return noteOver(over.length === 0 ? names : over, ids, notation, text);
  }
  return notation.arrow(moment.how, ids.get(moment.from)!, ids.get(moment.to)!, text);
}

function noteOver(
  names: readonly string[],
  ids: ReadonlyMap<string, string>,
  notation: Notation,
  text: string,
): string {
  return notation.note(ids.get(names[0]!)!, ids.get(names.at(-1)!)!, text);
}
