/**
 * The order in which a counterexample is made simpler: fewer faults, then fewer processes, fewer steps,
 * fewer context switches; again from the beginning, until nothing helps.
 */
import type { Typed } from "../../checker/protocol.ts";
import { faultOf, participants, participantsOf } from "../actors.ts";
import { commute } from "./commute.ts";
import { isLess } from "./cost.ts";
import { ddmin } from "./delta-debugging.ts";
import type { Reduction } from "./reduction.ts";

/** With more steps than this, pairs of steps would take too long. */
const PAIRS_STEPS_MAX = 60;

/** Makes the best of `reduction` simpler until no pass does; yields after each attempt. */
export function* simplify(reduction: Reduction): Generator<undefined, void> {
  for (;;) {
    const before = reduction.cost;
    yield* withFewerFaults(reduction);
    yield* withFewerProcesses(reduction);
    yield* withFewerSteps(reduction);
    yield* withoutPairs(reduction);
    yield* commute(reduction);
    if (!isLess(reduction.cost, before)) return;
  }
}

function* withFewerFaults(reduction: Reduction): Generator<undefined, void> {
  const { stage } = reduction.player;
  const isFault = (step: Typed): boolean => faultOf(step, stage) !== undefined;
  yield* ddmin(reduction.steps.filter(isFault), (kept) => {
    const isKept = new Set(kept);
    const fewer = reduction.steps.filter((step) => !isFault(step) || isKept.has(step));
    return reduction.attempt(fewer) ? reduction.steps.filter(isFault) : undefined;
  });
}

function* withFewerProcesses(reduction: Reduction): Generator<undefined, void> {
  const { stage } = reduction.player;
  yield* ddmin(participants(reduction.steps, stage), (kept) => {
    const fewer = reduction.steps.filter((step) =>
      participantsOf(step, stage).every((process) => kept.includes(process)),
    );
    return reduction.attempt(fewer) ? participants(reduction.steps, stage) : undefined;
  });
}

function* withFewerSteps(reduction: Reduction): Generator<undefined, void> {
  yield* ddmin(reduction.steps, (fewer) =>
    reduction.attempt(fewer) ? reduction.steps : undefined,
  );
}

/** Some steps can only go together: what a process answers to two others, say. */
function* withoutPairs(reduction: Reduction): Generator<undefined, void> {
  if (reduction.steps.length > PAIRS_STEPS_MAX) return;
  for (let second = reduction.steps.length - 1; second > 0; second--) {
    for (let first = second - 1; first >= 0; first--) {
      const fewer = reduction.steps.filter((_step, index) => index !== first && index !== second);
      if (reduction.attempt(fewer)) return;
      yield;
    }
  }
}
