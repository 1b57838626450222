/**
 * Where processes lose what they had: in crashes, and in the actions that a model names for it (a
 * specification may have restarts of its own, or a process that rolls back).
 */
import type { Typed } from "../../checker/protocol.ts";
import type { Step } from "../../checker/world/step.ts";
import { actorOf } from "../actors.ts";
import type { Stage } from "../stage.ts";

export interface Loss {
  readonly process: string;
  /** The state after it. */
  readonly state: number;
  /** The type of the action; null for a crash. */
  readonly by: string | null;
}

/** All losses, in order. */
export function lossesIn(
  steps: readonly Typed[],
  stage: Stage,
  forgets: readonly string[] = [],
): Loss[] {
  return steps.flatMap((step, at): Loss[] => {
    const loss = { process: actorOf(step, stage), state: at + 1 };
    if (stage.isWorld && step.type === "crash") return [{ ...loss, by: null }];
    const { type } = stage.isWorld ? ownOf(step as Step) : step;
    return forgets.includes(type) ? [{ ...loss, by: type }] : [];
  });
}

/** What a process does by itself; any other step is none of that. */
function ownOf(step: Step): Typed {
  return step.type === "event" ? step.event : step;
}
