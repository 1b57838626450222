/** The keys of the explorer; each is an alternative to something that can be clicked. */
import type { Driver } from "./driver.ts";

/** What the keys do, for the help. */
export const KEYS: readonly (readonly [keys: string, meaning: string])[] = [
  ["↑ ↓", "choose among the enabled steps"],
  ["1 … 9", "choose the first, … the ninth"],
  ["Enter", "take the step that is chosen"],
  ["u, Backspace, ←", "undo"],
  ["y, →", "take again what was undone"],
  ["r", "run to a violation"],
  ["Escape", "end the search"],
  ["x", "take a random step"],
  ["s", "save the behaviour as a trace"],
  ["?", "this help"],
];

/** Lets the keys of the whole page drive the model; `help` opens the help. */
export function listenToKeys(driver: Driver, help: () => void): void {
  const actions: Readonly<Record<string, () => void>> = {
    ArrowDown: () => choose((index) => index + 1),
    ArrowUp: () => choose((index) => index - 1),
    ArrowLeft: () => driver.move(-1),
    ArrowRight: () => driver.move(1),
    u: () => driver.move(-1),
    Backspace: () => driver.move(-1),
    y: () => driver.move(1),
    r: () => void driver.run(),
    Escape: () => driver.stop(),
    x: () => void driver.random(1),
    s: () => void driver.save(),
    "?": help,
  };
  addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || isElsewhere(event.target)) return;
    const digit = /^[1-9]$/.test(event.key) ? Number(event.key) : undefined;
    const action =
      digit === undefined ? actionFor(actions, event.key) : () => choose(() => digit - 1);
    if (action === undefined) return;
    event.preventDefault();
    action();
  });
}

/** Own keys only: a record has others that it inherits. */
function actionFor(
  actions: Readonly<Record<string, () => void>>,
  key: string,
): (() => void) | undefined {
  return Object.hasOwn(actions, key) ? actions[key] : undefined;
}

/** In a list to choose from, and in the help, keys mean other things. */
function isElsewhere(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("select, dialog[open]") !== null;
}

/** Moves the focus among the steps; `next` says to which, from which it is at. */
function choose(next: (index: number) => number): void {
  const steps = [...document.querySelectorAll<HTMLElement>(".take")];
  const index = steps.findIndex((step) => step === document.activeElement);
  const wanted = Math.min(Math.max(next(index), 0), steps.length - 1);
  steps[wanted]?.focus();
}
