/**
 * How properties see a world: snapshots of the processes' views, changes of view, histories. Pure
 * functions that both explorers use; a property that throws is reported with its name and input.
 */
import { deepFreeze, encode, findNotData } from "../data.ts";
import { CheckerError } from "../errors.ts";
import type { Change, History, Member, Snapshot } from "../property.ts";
import type { Model } from "./model.ts";
import { checkData, guarded, show } from "./ask.ts";
import type { ProcessId } from "../protocol.ts";

/** `process` as properties see it. */
export function viewOf<V>(model: Model<V>, process: ProcessId, state: unknown): V {
  const what = `view of ${process}`;
  const view = guarded(model, what, state, () => model.protocol.view(process, state, model.config));
  checkData(model, `the ${what}`, view, state);
  return deepFreeze(view);
}

/** The members of `model` with these local states. */
export function snapshotOf<V>(
  model: Model<V>,
  states: readonly unknown[],
  isUp: (process: ProcessId) => boolean,
): Snapshot<V> {
  const members = model.processes.map((process, index): Member<V> => ({
    process,
    up: isUp(process),
    view: viewOf(model, process, states[index]),
  }));
  return deepFreeze({ members });
}

/** Is there something in `change` for properties to see? */
export function isVisible<V>(change: Change<V>): boolean {
  return change.acknowledged.length > 0 || encode(change.before) !== encode(change.after);
}

/** The history after a step: `change` is what it did to a process, if that was visible. */
export function historyAfter<V>(
  history: History<unknown, V>,
  value: unknown,
  change: Change<V> | undefined,
  before: () => Snapshot<V>,
): unknown {
  const after = judged(history.name, change ?? value, () => {
    if (history.kind === "steps") return history.observe(value, before());
    return change === undefined ? value : history.observe(value, change);
  });
  const fault = findNotData(after);
  if (fault === undefined) return after;
  throw new CheckerError("NotData", `the history ${history.name} is not data: ${fault}.`, {
    hint: `It was ${show(value)} before.`,
  });
}

/** Runs a property's function; what it throws is reported with the property's name and its input. */
export function judged<T>(property: string, subject: unknown, body: () => T): T {
  try {
    return body();
  } catch (error) {
    throw new CheckerError("PropertyThrew", `property ${property} threw: ${messageOf(error)}`, {
      hint: `It was given ${show(subject)}.`,
      cause: error,
    });
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
