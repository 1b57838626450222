/**
 * A trace as text: per step who did what, and only what that changed; then the sentence that says how
 * the property is violated.
 */
import type { Typed } from "../checker/protocol.ts";
import type { Step } from "../checker/world/step.ts";
import type { WorldState } from "../checker/world/world-state.ts";
import { headline } from "./narrate.ts";
import type { Palette } from "./palette.ts";
import type { Stage } from "./stage.ts";
import { systemChanges, wholeSystem } from "./system-changes.ts";
import {
  changesOf,
  type Fact,
  historyFacts,
  messagesInFlight,
  wholeState,
} from "./world-changes.ts";
import { wrap } from "./wrap.ts";

/** How a behaviour is shown. */
export interface RenderOptions {
  /** Whole states instead of what changed. */
  readonly full: boolean;
  readonly palette: Palette;
  /** The width to fit into. */
  readonly columns: number;
  /** How to ask for whole states, if there is a way. */
  readonly howToSeeAll?: string;
}

/** The behaviour that `steps` make of `states`; where states end, only the steps are told. */
export function renderBehaviour(
  steps: readonly Typed[],
  states: readonly unknown[],
  stage: Stage,
  options: RenderOptions,
): string {
  const { palette } = options;
  const width = String(steps.length + 1).length;
  const parts = Array.from({ length: steps.length + 1 }, (_, index) => {
    const step = steps[index - 1];
    const state = states[index];
    const title = step === undefined ? "initially" : headline(step, stage);
    const number = palette.faint(String(index + 1).padStart(width + 1));
    const inFlight = state === undefined ? "" : flightText(state, stage, palette);
    const wrapped = wrap(title, options.columns, width + 3);
    const head = `${number}  ${palette.strong(wrapped)}${inFlight}`;
    if (state === undefined) return `${head}${palette.faint("  (not replayed)")}`;
    const facts =
      step === undefined || options.full
        ? wholeFacts(state, stage, options.full)
        : changedFacts(states[index - 1], state, step, stage);
    return [head, ...factLines(facts, width + 5, options)].join("\n");
  });
  const reading = wrap(legend(stage, options), options.columns, 2);
  return [`  ${palette.faint(reading)}`, "", ...parts].join("\n");
}

/** How to read what follows. */
function legend({ isWorld }: Stage, { full, howToSeeAll }: RenderOptions): string {
  const steps = isWorld
    ? "a: X — a does X by itself · a → b: M — b receives M from a · below it "
    : "Below each action ";
  const more = howToSeeAll === undefined ? "" : `; ${howToSeeAll}: whole states`;
  const changes = full ? "the whole state" : `what it changed (+ added, − removed${more})`;
  return `${steps}${changes}`;
}

function flightText(state: unknown, stage: Stage, palette: Palette): string {
  const count = stage.isWorld ? messagesInFlight(state as WorldState) : 0;
  const where = stage.isMonotone ? "in the network" : "in flight";
  return count === 0 ? "" : palette.faint(`  (${count} ${where})`);
}

function wholeFacts(state: unknown, stage: Stage, full: boolean): Fact[] {
  if (stage.isWorld) {
    const world = state as WorldState;
    return [...wholeState(world, stage), ...(full ? historyFacts(world, stage) : [])];
  }
  return wholeSystem(state, stage.names);
}

function changedFacts(before: unknown, after: unknown, step: Typed, stage: Stage): Fact[] {
  if (stage.isWorld) {
    return changesOf(before as WorldState, after as WorldState, step as Step, stage);
  }
  return systemChanges(before, after, stage.names);
}

function factLines(facts: readonly Fact[], indent: number, options: RenderOptions): string[] {
  const width = Math.max(...facts.map(({ subject }) => subject.length), 0);
  const gap = width + 2;
  return facts.map(({ subject, text }, index) => {
    const label = facts[index - 1]?.subject === subject ? "" : subject;
    const name = options.palette.name(label.padEnd(gap));
    return `${" ".repeat(indent)}${name}${wrap(text, options.columns, indent + gap)}`;
  });
}
