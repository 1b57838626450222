/**
 * The decisions of a transition system. It has no messages that an engine knows of; its model says what
 * each step decides and on whose answers, and how to tell from a state that an answer is there.
 */
import type { AnySystem, Config, Decided, Typed } from "../../checker/protocol.ts";
import type { Answer } from "./evidence.ts";
import { type Decision, whole } from "./ledger.ts";

/** All decisions, in order; none if the model says nothing of them. */
export function decisionsOfSystem(
  model: AnySystem,
  config: Config,
  { steps, states }: { readonly steps: readonly Typed[]; readonly states: readonly unknown[] },
): Decision[] {
  return steps.slice(0, states.length - 1).flatMap((action, at) => {
    const transition = { before: states[at], action, after: states[at + 1] };
    const decided = model.decisions?.(transition, config) ?? [];
    return decided.map((each) => decisionOf(each, states, at + 1));
  });
}

function decisionOf(
  { kind, process, epoch, what, holds = [], of, answers: given }: Decided<unknown>,
  states: readonly unknown[],
  state: number,
): Decision {
  const answers = given.map(({ from, answer, isSent, isHeld }): Answer => {
    const how = isSent !== undefined ? "read" : isHeld !== undefined ? "held" : "said";
    const since = firstState(states, state, isSent ?? isHeld ?? (() => false));
    return { from, message: answer, given: since, taken: state, how, isPrompt: false };
  });
  const quorum = [...new Set(answers.map(({ from }) => from))];
  const about = { epoch, proposal: what ?? null, holds, of: of === undefined ? null : [...of] };
  return {
    ...whole({ kind, state, ...about, process: process ?? null, quorum }),
    ...(kind === "chosen" ? { votes: answers } : { answers }),
  };
}

/** The first of the states up to `last` in all of which it is there. */
function firstState(
  states: readonly unknown[],
  last: number,
  isIn: (state: unknown) => boolean,
): number {
  let first = last;
  while (first > 0 && isIn(states[first - 1])) first--;
  return first;
}
