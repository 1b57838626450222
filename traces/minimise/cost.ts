/**
 * What makes one counterexample better than another: fewer faults, then fewer processes that take part,
 * then fewer steps, then fewer context switches.
 */
import type { Typed } from "../../checker/protocol.ts";
import type { Stage } from "../stage.ts";
import { actorOf, faultOf, participants } from "../actors.ts";

export interface Cost {
  /** Crashes, restarts, drops, duplicates, partitions and healings. */
  readonly faults: number;
  /** The processes that take part. */
  readonly processes: number;
  readonly steps: number;
  /** How often a step is made by another than the step before. */
  readonly contextSwitches: number;
}

/** What `steps` cost. */
export function costOf(steps: readonly Typed[], stage: Stage): Cost {
  const actors = steps.map((step) => actorOf(step, stage));
  return {
    faults: steps.filter((step) => faultOf(step, stage) !== undefined).length,
    processes: participants(steps, stage).length,
    steps: steps.length,
    contextSwitches: actors.filter((actor, i) => i > 0 && actor !== actors[i - 1]).length,
  };
}

/** Is `a` better than `b`? */
export function isLess(a: Cost, b: Cost): boolean {
  if (a.faults !== b.faults) return a.faults < b.faults;
  if (a.processes !== b.processes) return a.processes < b.processes;
  if (a.steps !== b.steps) return a.steps < b.steps;
  return a.contextSwitches < b.contextSwitches;
}
