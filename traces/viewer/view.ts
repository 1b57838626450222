/** What the reader sees and chose: the one place that the page's parts share. */
import { computed, signal } from "@preact/signals";
import type { Story } from "../page/story.ts";
import { hashOf, rowIn } from "./address.ts";
import { type Hidden, neighbour, NOTHING_HIDDEN, type Shown, shownRows } from "./selection.ts";

/** A view of a story. */
export type View = ReturnType<typeof viewOf>;

/** A view that begins where the address says, else where the violation is. */
export function viewOf(story: Story) {
  const count = story.rows.length;
  const row = signal(rowIn(location.hash, count) ?? story.outcome.row);
  const hidden = signal<Hidden>(NOTHING_HIDDEN);
  const shown = computed<Shown>(() => shownRows(story, hidden.value));
  /** Has the reader moved? Before, nothing is announced. */
  const hasMoved = signal(false);

  /** Goes to a row, and lets the address say so. */
  function goTo(target: number): void {
    if (target === row.value) return;
    row.value = target;
    hasMoved.value = true;
    // A page in a frame of another may not have an address of its own.
    try {
      history.replaceState(null, "", hashOf(target));
    } catch {
      return;
    }
  }

  function goBy(by: number): void {
    goTo(neighbour(shown.value, row.value, by));
  }

  addEventListener("hashchange", () => goTo(rowIn(location.hash, count) ?? row.value));
  return { story, row, hidden, shown, hasMoved, goTo, goBy };
}
