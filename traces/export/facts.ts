/** What a state is, or what a step changed in it, as lines for a picture. */
import type { Step } from "../../checker/world/step.ts";
import type { WorldState } from "../../checker/world/world-state.ts";
import type { Typed } from "../../checker/protocol.ts";
import type { Stage } from "../stage.ts";
import { systemChanges, wholeSystem } from "../system-changes.ts";
import { changesOf, type Fact, wholeState } from "../world-changes.ts";

/** The whole of `state`. */
export function stateFacts(state: unknown, stage: Stage): Fact[] {
  return stage.isWorld ? wholeState(state as WorldState, stage) : wholeSystem(state, stage.names);
}

/** What `step` changed. */
export function changeFacts(before: unknown, after: unknown, step: Typed, stage: Stage): Fact[] {
  return stage.isWorld
    ? changesOf(before as WorldState, after as WorldState, step as Step, stage)
    : systemChanges(before, after, stage.names);
}

/** `fact` on a line. */
export function factText({ subject, text }: Fact): string {
  return subject === "" ? text : `${subject}  ${text}`;
}
