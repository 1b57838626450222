/**
 * A transition system whose functions are watched: what throws, what is not data and, under audit,
 * what is impure is reported with the system's name, the function and its input.
 */
import type { Typed } from "../protocol.ts";
import type { TransitionSystem } from "../transition-system.ts";
import { twice } from "../world/audit.ts";
import { checkData, guarded, type Owner, reject, show, type What } from "../world/ask.ts";

/** `system`, watched; each function is called twice, and the answers compared, if `isAudited`. */
export function guardedSystem<S, A extends Typed>(
  name: string,
  system: TransitionSystem<S, A>,
  isAudited: boolean,
): TransitionSystem<S, A> {
  const owner = { protocol: { name } };
  const ask = <T>(what: What, input: readonly unknown[], body: () => T): T =>
    guarded(owner, what, input[0], () => (isAudited ? twice(name, what, input, body) : body()));
  const list = <T>(what: string, answer: readonly T[]): readonly T[] => {
    if (!Array.isArray(answer))
      reject(owner, `${what} answers ${show(answer)}`, "Allowed: a list.");
    return answer;
  };
  return {
    initialStates() {
      const states = list(
        "initialStates",
        ask("initialStates", [], () => system.initialStates()),
      );
      for (const state of states) checkData(owner, "an initial state", state, undefined);
      return states;
    },
    enabled(state) {
      const actions = list(
        "enabled",
        ask("enabled", [state], () => system.enabled(state)),
      );
      for (const action of actions) checkAction(owner, action, state);
      return actions;
    },
    next(state, action) {
      const what = (): string => `next by ${show(action)}`;
      const next = ask(what, [state, action], () => system.next(state, action));
      checkData(owner, () => `the state from ${what()}`, next, state);
      return next;
    },
    ...(system.constraint && {
      constraint: (state: S) => ask("constraint", [state], () => system.constraint!(state)),
    }),
    ...(system.done && { done: (state: S) => ask("done", [state], () => system.done!(state)) }),
  };
}

function checkAction(owner: Owner, action: Typed, state: unknown): void {
  checkData(owner, "an action from enabled", action, state);
  if (typeof action?.type === "string") return;
  reject(
    owner,
    `an action from enabled has no type: ${show(action)}`,
    "Its type is a string that names it.",
  );
}
