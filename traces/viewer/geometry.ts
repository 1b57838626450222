/**
 * Where things are: time goes down, a row a step; processes are lanes beside each other, and the words
 * of a step stand right of them. So no two labels can meet, however narrow the page.
 */

/** The height of a row, and within it where its event is and where its labels are. */
export const ROW = { height: 60, event: 18, label: 33, mark: 39, markHeight: 16 } as const;

/** Rows beyond the visible ones that are drawn too, so that scrolling shows no gaps. */
const OVERSCAN = 6;
/** A letter of a label is about so wide. */
const LETTER = 6.2;

export interface Geometry {
  readonly width: number;
  /** Left of the lanes, for the numbers of states. */
  readonly gutter: number;
  readonly laneWidth: number;
  /** Where the words begin. */
  readonly textLeft: number;
  /** Is there room for words between lanes? */
  readonly isRoomy: boolean;
}

/** The geometry of a diagram that is `width` wide. */
export function geometryFor(width: number, laneCount: number): Geometry {
  const isNarrow = width < 640;
  const gutter = isNarrow ? 30 : 44;
  const share = (width - gutter) * (isNarrow ? 0.38 : 0.54);
  const laneWidth = Math.max(14, Math.min(140, share / Math.max(laneCount, 1)));
  const textLeft = gutter + laneWidth * laneCount + 8;
  return { width, gutter, laneWidth, textLeft, isRoomy: laneWidth >= 84 };
}

/** The middle of a lane. */
export function laneX({ gutter, laneWidth }: Geometry, lane: number): number {
  return gutter + (lane + 0.5) * laneWidth;
}

/** The top of the row at `position`, counted among those that are shown. */
export function rowTop(position: number): number {
  return position * ROW.height;
}

/** Where the event of the row at `position` is. */
export function eventY(position: number): number {
  return rowTop(position) + ROW.event;
}

/** The positions that are drawn, the last one not included. */
export interface Window {
  readonly first: number;
  readonly end: number;
}

/** The rows that a view of this height shows, and a few more. */
export function windowAt(scrollTop: number, height: number, count: number): Window {
  const first = Math.floor(scrollTop / ROW.height) - OVERSCAN;
  const end = Math.ceil((scrollTop + height) / ROW.height) + OVERSCAN;
  return { first: Math.max(0, Math.min(first, count)), end: Math.max(0, Math.min(end, count)) };
}

/** How far to scroll so that the row at `position` is in view; undefined if it is. */
export function scrollFor(
  position: number,
  { scrollTop, height, total }: { scrollTop: number; height: number; total: number },
): number | undefined {
  const top = rowTop(position);
  if (top < scrollTop + ROW.height && scrollTop > 0) return Math.max(0, top - ROW.height);
  if (top + ROW.height <= scrollTop + height - ROW.height / 2) return undefined;
  return Math.min(Math.max(0, top + 2 * ROW.height - height), Math.max(0, total - height));
}

/** `text`, cut so that it fits into `width`; empty if next to nothing of it would. */
export function fitted(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  const letters = Math.floor(width / LETTER);
  return letters < 4 ? "" : `${text.slice(0, letters - 1)}…`;
}

/** About how wide `text` is; signs are wider than letters. */
export function widthOf(text: string): number {
  const signs = text.replaceAll(/[^+✓−↺♛]/g, "").length;
  return (text.length + 0.6 * signs) * LETTER;
}
