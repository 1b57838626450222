/** Below an event, what it means: who begins to lead, and what becomes of which proposal. */
import type { Mark } from "../page/story.ts";
import { fitted, laneX, ROW, widthOf } from "./geometry.ts";
import { epochClass, type Scene, yOf } from "./scene.ts";

/** In words where there is room, else by a sign. */
const WORDS: Readonly<Record<Mark["kind"], readonly [word: string, sign: string]>> = {
  leads: ["leads", "♛"],
  proposed: ["proposes", "+"],
  stored: ["stores", "+"],
  committed: ["commits", "✓"],
  lost: ["loses", "−"],
  returned: ["back:", "↺"],
};

export function MarksView({ scene }: { readonly scene: Scene }) {
  const { story, shown, drawn, hidden } = scene;
  return (
    <g>
      {shown.rows.slice(drawn.first, drawn.end).flatMap((row) => {
        const marks = story.rows[row]!.marks.filter(({ lane }) => !hidden.lanes.has(lane));
        const lanes = [...new Set(marks.map(({ lane }) => lane))];
        return lanes.map((lane) => (
          <MarkView scene={scene} row={row} marks={marks.filter((mark) => mark.lane === lane)} />
        ));
      })}
    </g>
  );
}

/** All that a step means to one process, as one label. */
function MarkView(props: {
  readonly scene: Scene;
  readonly row: number;
  readonly marks: readonly Mark[];
}) {
  const { scene, row, marks } = props;
  const { geometry, story } = scene;
  const { lane } = marks[0]!;
  const told = marks.filter((mark) => !isImplied(mark, marks));
  const whole = told.map(({ kind, what }) => `${WORDS[kind][0]} ${what}`).join(", ");
  const short = told.map(({ kind, what }) => `${WORDS[kind][1]}${what}`).join(" ");
  const room = geometry.laneWidth - 10;
  const text = widthOf(whole) <= room ? whole : fitted(short, room) || short.slice(0, 1);
  const width = Math.min(widthOf(text) * 1.08 + 14, geometry.laneWidth - 2);
  const x = laneX(geometry, lane);
  const y = yOf(scene, row) - ROW.event + ROW.mark;
  return (
    <g class={`mark ${lookOf(marks, isAtFault(scene, row, lane))}`}>
      <rect x={x - width / 2} y={y} width={width} height={ROW.markHeight} rx="4" />
      <text x={x} y={y + 12} text-anchor="middle">
        {text}
      </text>
      <title>{`${story.lanes[lane]}: ${whole}`}</title>
    </g>
  );
}

/** Who commits a proposal has it: that it got it in the same step need not be said. */
function isImplied({ kind, what }: Mark, marks: readonly Mark[]): boolean {
  const isCommitted = marks.some((mark) => mark.kind === "committed" && mark.what === what);
  return isCommitted && kind !== "committed" && kind !== "lost";
}

/** What is worst says how it looks. */
function lookOf(marks: readonly Mark[], isBad: boolean): string {
  if (isBad || marks.some(({ kind }) => kind === "lost" || kind === "returned")) return "bad";
  const lead = marks.find(({ kind }) => kind === "leads");
  if (lead !== undefined) return `leads ${epochClass(Number(lead.what))}`;
  return marks.some(({ kind }) => kind === "committed") ? "committed" : "";
}

/** Is it the step that violates the property, or one that makes two leaders of an epoch? */
function isAtFault({ story }: Scene, row: number, lane: number): boolean {
  const { outcome, splits } = story;
  const isViolation = outcome.kind === "violates" && outcome.row === row;
  return (
    (isViolation && story.rows[row]!.lanes.includes(lane)) ||
    splits.some(({ lanes, from, to }) => lanes.includes(lane) && from <= row && row <= to)
  );
}
