/** What is looked at: which rows and arrows the filters leave, and where they then are. */
import type { Arrow, Story } from "../page/story.ts";
import type { Window } from "./geometry.ts";

/** What the reader does not want to see. */
export interface Hidden {
  readonly lanes: ReadonlySet<number>;
  readonly types: ReadonlySet<string>;
}

export const NOTHING_HIDDEN: Hidden = { lanes: new Set(), types: new Set() };

/** Of the messages that begin or end in view so many are drawn, the shortest: more are a thicket. */
const NEAR_MAX = 240;
/** And so many of those that only pass by. */
const PASSING_MAX = 60;

/** The rows that are shown, and for each row of the story its position among them. */
export interface Shown {
  readonly rows: readonly number[];
  /** A row that is hidden is half-way between its neighbours. */
  readonly positions: Float64Array;
}

/** What `hidden` leaves of the story's rows; the first and the last stay, whatever is hidden. */
export function shownRows({ rows }: Story, hidden: Hidden): Shown {
  const shown: number[] = [];
  const positions = new Float64Array(rows.length);
  for (const [index, { type, lanes }] of rows.entries()) {
    const isOfHidden = lanes.length > 0 && lanes.every((lane) => hidden.lanes.has(lane));
    const isEnd = index === 0 || index === rows.length - 1;
    const isShown = isEnd || (!isOfHidden && !hidden.types.has(type));
    positions[index] = isShown ? shown.length : shown.length - 0.5;
    if (isShown) shown.push(index);
  }
  return { rows: shown, positions };
}

/** The arrows that are drawn, and how many more there would be. */
export interface DrawnArrows {
  readonly arrows: readonly Arrow[];
  readonly leftOut: number;
}

/** The arrows that reach into the window, those that begin or end there first. */
export function arrowsWithin(
  arrows: readonly Arrow[],
  { positions }: Shown,
  hidden: Hidden,
  { first, end }: Window,
): DrawnArrows {
  const inside = (row: number): boolean => positions[row]! >= first && positions[row]! < end;
  const near: Arrow[] = [];
  const passing: Arrow[] = [];
  for (const arrow of arrows) {
    const { from, to, type, sent } = arrow;
    if (hidden.types.has(type) || hidden.lanes.has(from) || hidden.lanes.has(to)) continue;
    if (inside(sent) || (arrow.end !== null && inside(arrow.end))) near.push(arrow);
    else if (arrow.end !== null && positions[sent]! < first && positions[arrow.end]! >= end) {
      passing.push(arrow);
    }
  }
  if (near.length > NEAR_MAX) near.sort((a, b) => lengthOf(a) - lengthOf(b));
  const drawn = [...near.slice(0, NEAR_MAX), ...passing.slice(-PASSING_MAX)];
  return { arrows: drawn, leftOut: near.length + passing.length - drawn.length };
}

/** How many rows long the arrow is; those that end nowhere count as the longest. */
function lengthOf({ sent, end }: Arrow): number {
  return end === null ? Number.MAX_SAFE_INTEGER : end - sent;
}

/** Every type of event or message, with how many rows have it, in the order in which they come. */
export function typesIn({ rows, arrows }: Story): Map<string, number> {
  const types = new Map<string, number>();
  for (const { type } of rows.slice(1)) types.set(type, (types.get(type) ?? 0) + 1);
  for (const { type } of arrows) if (!types.has(type)) types.set(type, 0);
  return types;
}

/** The shown row that is `by` further than `row`; the nearest, if there is no such one. */
export function neighbour({ rows, positions }: Shown, row: number, by: number): number {
  const position = positions[row]!;
  const start = by > 0 ? Math.floor(position) : Math.ceil(position);
  const target = Math.max(0, Math.min(rows.length - 1, start + by));
  return rows[target]!;
}
