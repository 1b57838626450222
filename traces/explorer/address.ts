/** The path in the address: `#path=1.4.0&at=2`, so that reloading, going back and bookmarks work. */
import type { Path } from "./position.ts";

/** The path that `hash` names; the beginning, if it names none. */
export function pathIn(hash: string): Path {
  const fields = new URLSearchParams(hash.replace(/^#/, ""));
  const choices = numbersIn(fields.get("path") ?? "");
  const [initial = 0] = numbersIn(fields.get("initial") ?? "");
  const [at = choices.length] = numbersIn(fields.get("at") ?? "");
  return { initial, choices, at: Math.min(at, choices.length) };
}

/** The address of `path`. */
export function hashOf({ initial, choices, at }: Path): string {
  const fields = [
    ...(initial === 0 ? [] : [`initial=${initial}`]),
    ...(choices.length === 0 ? [] : [`path=${choices.join(".")}`]),
    ...(at === choices.length ? [] : [`at=${at}`]),
  ];
  return `#${fields.join("&")}`;
}

function numbersIn(text: string): number[] {
  if (!/^\d{1,9}(\.\d{1,9})*$/.test(text)) return [];
  return text.split(".").map(Number);
}
