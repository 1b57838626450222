/** What the parts of the drawing have to know, and where a span of rows begins and ends. */
import type { Arrow, Story } from "../page/story.ts";
import { eventY, type Geometry, ROW, rowTop, type Window } from "./geometry.ts";
import type { Hidden, Shown } from "./selection.ts";

export interface Scene {
  readonly story: Story;
  readonly shown: Shown;
  readonly hidden: Hidden;
  readonly geometry: Geometry;
  readonly drawn: Window;
  /** The messages that are drawn. */
  readonly arrows: readonly Arrow[];
  /** The chosen row. */
  readonly row: number;
}

/** The height of the event of `row`, whether it is shown or not. */
export function yOf({ shown }: Scene, row: number): number {
  return eventY(shown.positions[row]!);
}

/** From the event of the first row to just before the next one's, within what is drawn. */
export function spanY(
  scene: Scene,
  { from, to }: { readonly from: number; readonly to: number },
): { readonly y: number; readonly height: number } | undefined {
  const { drawn, shown } = scene;
  const isLast = to === shown.positions.length - 1;
  const below = isLast ? rowTop(shown.positions[to]! + 1) : yOf(scene, to + 1) - 1;
  const y = Math.max(yOf(scene, from), rowTop(drawn.first));
  const height = Math.min(below, rowTop(drawn.end)) - y;
  return height <= 0 ? undefined : { y, height };
}

/** Epochs differ from those near them: this many colours take turns (viewer.css, `.epoch-0` …). */
const EPOCH_COLOURS = 5;

/** The class that colours what is of `epoch`. */
export function epochClass(epoch: number): string {
  return `epoch-${((epoch % EPOCH_COLOURS) + EPOCH_COLOURS) % EPOCH_COLOURS}`;
}

/** Is the row at this position drawn? */
export function isDrawn({ drawn, shown }: Scene, row: number): boolean {
  const position = shown.positions[row]!;
  return position >= drawn.first - 1 && position < drawn.end;
}

/** Half of the width of a band. */
export const BAND = ROW.markHeight / 2 + 1;
