/**
 * The nearest passing sibling: a behaviour that differs in one thing and violates nothing. One step
 * comes earlier or later, or a fault is left out; all others are taken as they were or, if there is no
 * such sibling, as they come then: an answer may say something else. The nearer to the end the change,
 * the nearer the sibling.
 */
import type { Typed } from "../../checker/protocol.ts";
import { faultOf } from "../actors.ts";
import { type Likeness, type Player, textOf } from "../player.ts";

/** Of a long behaviour only so many of the nearest are tried, of either likeness. */
const TRIES_MAX = 1000;

export interface Sibling {
  /** What is done to step `step`; `other` is the one that it changes places with. */
  readonly kind: "left out" | "before" | "after";
  readonly step: number;
  readonly other: number | null;
  /** The first step that comes otherwise then, and how; null if all are as they were. */
  readonly otherwise: { readonly step: Typed; readonly instead: Typed } | null;
}

type Change = Omit<Sibling, "otherwise">;

/** The nearest sibling of the behaviour; undefined if none of those that are tried violates nothing. */
export function nearestSibling(
  player: Player,
  initial: number,
  steps: readonly Typed[],
): Sibling | undefined {
  return nearest(player, initial, steps, "exact") ?? nearest(player, initial, steps, "alike");
}

function nearest(
  player: Player,
  initial: number,
  steps: readonly Typed[],
  likeness: Likeness,
): Sibling | undefined {
  let tries = 0;
  for (const change of changes(steps.length)) {
    if (change.other === null && faultOf(steps[change.step]!, player.stage) === undefined) continue;
    if (++tries > TRIES_MAX) return undefined;
    const changed = applied(change, steps);
    const played = player.play(initial, changed, likeness);
    // What could not be taken is no sibling: too much would be different.
    if (played.objection !== undefined || played.steps.length < changed.length) continue;
    const at = changed.findIndex((step, index) => textOf(step) !== textOf(played.steps[index]!));
    const otherwise = at === -1 ? null : { step: changed[at]!, instead: played.steps[at]! };
    return { ...change, otherwise };
  }
  return undefined;
}

/** The steps with one change; with a fault goes what undoes it. */
export function applied({ kind, step, other }: Change, steps: readonly Typed[]): Typed[] {
  const rest = steps.toSpliced(step, 1);
  if (kind !== "left out" && other !== null) return rest.toSpliced(other, 0, steps[step]!);
  const undone = rest.findIndex((later, index) => index >= step && undoes(later, steps[step]!));
  return undone === -1 ? rest : rest.toSpliced(undone, 1);
}

function undoes(later: Typed, fault: Typed): boolean {
  if (fault.type === "partition") return later.type === "heal";
  const isSameProcess = "process" in later && "process" in fault && later.process === fault.process;
  return fault.type === "crash" && later.type === "restart" && isSameProcess;
}

/** All changes, the nearest to the end first; of those to one step, the smallest first. */
function* changes(length: number): Generator<Change> {
  for (let step = length - 1; step >= 0; step--) {
    for (let other = step - 1; other >= 0; other--) yield { kind: "before", step, other };
    for (let other = step + 1; other < length; other++) yield { kind: "after", step, other };
    yield { kind: "left out", step, other: null };
  }
}
