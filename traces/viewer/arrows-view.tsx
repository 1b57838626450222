/** The messages, from where they are sent to where they arrive or get lost. */
import type { Arrow } from "../page/story.ts";
import { fitted, type Geometry, laneX, ROW, widthOf } from "./geometry.ts";
import { isDrawn, type Scene, yOf } from "./scene.ts";

interface Point {
  readonly x: number;
  readonly y: number;
}

export function ArrowsView({ scene }: { readonly scene: Scene }) {
  const { arrows, row } = scene;
  const isChosen = ({ sent, end }: Arrow): boolean => sent === row || end === row;
  // What belongs to the chosen step is drawn last, and so on top.
  const inOrder = [...arrows.filter((arrow) => !isChosen(arrow)), ...arrows.filter(isChosen)];
  return (
    <g>
      {inOrder.map((arrow) => (
        <ArrowView scene={scene} arrow={arrow} isChosen={isChosen(arrow)} />
      ))}
      {scene.geometry.isRoomy &&
        arrows.map((arrow) => <Label scene={scene} arrow={arrow} isChosen={isChosen(arrow)} />)}
    </g>
  );
}

function ArrowView(props: {
  readonly scene: Scene;
  readonly arrow: Arrow;
  readonly isChosen: boolean;
}) {
  const { scene, arrow, isChosen } = props;
  const { geometry, story } = scene;
  const { from, to, fate, isCopy, sent, end } = arrow;
  const start = { x: laneX(geometry, from), y: yOf(scene, sent) };
  const tip = tipOf(scene, arrow, start);
  const isNeeded = end !== null && story.rows[end]!.isInSlice && story.rows[sent]!.isInSlice;
  const look = ["arrow", fate.replace(" ", "-"), isCopy && "copy", !isNeeded && "aside"];
  if (isChosen) look.push("chosen");
  const bend = from === to ? geometry.laneWidth * 0.4 : 0;
  const path =
    bend === 0
      ? `M${start.x} ${start.y}L${tip.x} ${tip.y}`
      : `M${start.x} ${start.y}C${start.x + bend} ${start.y} ${tip.x + bend} ${tip.y} ${tip.x} ${tip.y}`;
  const before = bend === 0 ? start : { x: tip.x + bend, y: tip.y };
  return (
    <g class={look.filter(Boolean).join(" ")}>
      <path class="line" d={path} />
      <Tip fate={fate} at={tip} before={before} />
      <title>{`${story.lanes[from]} → ${story.lanes[to]}: ${arrow.text} (${fate})`}</title>
    </g>
  );
}

/** Where the arrow ends: at its event, short of it if it is lost, close to the sender if nowhere yet. */
function tipOf(scene: Scene, { from, to, end, fate }: Arrow, start: Point): Point {
  const { geometry } = scene;
  const side = Math.sign(to - from);
  if (end === null) {
    const far = Math.min(geometry.laneWidth * 0.4, 44);
    return { x: start.x + side * far, y: start.y + ROW.height * 0.45 };
  }
  const target = { x: laneX(geometry, to), y: yOf(scene, end) };
  const short = fate === "lost" ? Math.min(26, geometry.laneWidth * 0.4) : 6;
  return towards(target, start, short);
}

/** The point that is `distance` from `point` on the way to `other`. */
function towards(point: Point, other: Point, distance: number): Point {
  const [dx, dy] = [other.x - point.x, other.y - point.y];
  const length = Math.hypot(dx, dy) || 1;
  const part = Math.min(1, distance / length);
  return { x: point.x + dx * part, y: point.y + dy * part };
}

function Tip({ fate, at, before }: { fate: Arrow["fate"]; at: Point; before: Point }) {
  const { x, y } = at;
  if (fate === "lost") return <path class="cross" d={`M${x - 5} ${y - 5}l10 10m0 -10l-10 10`} />;
  if (fate === "in flight") return <circle class="nowhere" cx={x} cy={y} r="2.5" />;
  const turn = (Math.atan2(y - before.y, x - before.x) * 180) / Math.PI;
  return <path class="head" d="M0 0l-9 -4v8z" transform={`translate(${x} ${y}) rotate(${turn})`} />;
}

/** The type of the message, below its arrival, between the lanes. */
function Label({ scene, arrow, isChosen }: { scene: Scene; arrow: Arrow; isChosen: boolean }) {
  const { geometry, story } = scene;
  const { from, to, end, type } = arrow;
  if (end === null || from === to || !isDrawn(scene, end)) return null;
  const { text, x, anchor } = labelPlace(geometry, from, to, type);
  if (text === "") return null;
  const y = yOf(scene, end) - ROW.event + ROW.label;
  const look = ["label", isChosen && "chosen", !story.rows[end]!.isInSlice && "aside"];
  const width = widthOf(text);
  return (
    <g class={look.filter(Boolean).join(" ")}>
      <rect
        class="ground"
        x={anchor === "end" ? x - width : x}
        y={y - 9}
        width={width}
        height={12}
      />
      <text x={x} y={y} text-anchor={anchor}>
        {text}
      </text>
    </g>
  );
}

function labelPlace(geometry: Geometry, from: number, to: number, type: string) {
  const room = geometry.laneWidth * Math.abs(to - from) - 22;
  const side = Math.sign(from - to);
  const x = laneX(geometry, to) + side * 12;
  return { text: fitted(type, room), x, anchor: side > 0 ? "start" : "end" } as const;
}
