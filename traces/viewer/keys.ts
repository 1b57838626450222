/** The keys: arrows go step by step, Page Up and Down by ten, Home and End to the ends. */
import type { View } from "./view.ts";

const STEPS: Readonly<Record<string, number>> = {
  ArrowDown: 1,
  ArrowRight: 1,
  ArrowUp: -1,
  ArrowLeft: -1,
  PageDown: 10,
  PageUp: -10,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
};

/** Lets the keys of the whole page move the view; a slider has keys of its own. */
export function listenToKeys(view: View): void {
  addEventListener("keydown", (event) => {
    const by = STEPS[event.key];
    const isElsewhere = event.altKey || event.ctrlKey || event.metaKey || event.shiftKey;
    if (by === undefined || isElsewhere || isSlider(event.target)) return;
    event.preventDefault();
    view.goBy(by);
  });
}

function isSlider(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement && target.type === "range";
}
