/** The causal slice: the steps that the violation depends on. */
import { encode } from "../../checker/data.ts";
import { causesOf, pastOf } from "../causality.ts";
import { changesState, type Told } from "./told.ts";

/** By step: may the violation depend on it? */
export function sliceOf(told: Told): boolean[] {
  const causes = causesOf(told.steps, told.states, told.stage);
  const slice = new Set(endsOf(told).flatMap((end) => [end, ...pastOf(causes, end)]));
  return told.steps.map((_step, index) => slice.has(index));
}

/**
 * The last step, the last ones of the processes that the violation speaks of, and all that the property
 * remembers: it may be what it remembers that is violated.
 */
function endsOf(told: Told): number[] {
  const { stage, steps, states, reason } = told;
  const words = new Set(reason.split(/[^\p{L}\p{N}_-]+/u));
  const named = stage.processes.flatMap((process, index) => {
    if (!words.has(process)) return [];
    const last = steps.findLastIndex(
      (step, at) => "process" in step && step.process === process && changesState(told, at, index),
    );
    return last === -1 ? [] : [last];
  });
  const remembered = [...steps.keys()].filter(
    (at) => encode(states[at]!.histories) !== encode(states[at + 1]!.histories),
  );
  return steps.length === 0 ? [] : [steps.length - 1, ...named, ...remembered];
}
