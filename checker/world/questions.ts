/** The small questions that a protocol may answer about its states and events, with their defaults. */
import type { ProcessId, Typed } from "../protocol.ts";
import { guarded, reject, show } from "./ask.ts";
import type { Model } from "./model.ts";

/** Is this local state inside the constraint? */
export function isLocalInside(model: Model, self: ProcessId, state: unknown): boolean {
  const { constraint } = model.protocol;
  if (constraint?.state === undefined) return true;
  return guarded(model, `constraint.state of ${self}`, state, () =>
    constraint.state!(self, state, model.config),
  );
}

/** Has `self` done all that it has to do? */
export function isDone(model: Model, self: ProcessId, state: unknown): boolean {
  const { protocol, config } = model;
  if (protocol.done === undefined) return false;
  return guarded(model, `done of ${self}`, state, () => protocol.done!(self, state, config));
}

/** How long `event` waits; 0 if it is no time-out. */
export function waitOf(model: Model, event: Typed): number {
  const { protocol } = model;
  if (protocol.waits === undefined) return 0;
  const what = (): string => `waits of ${show(event)}`;
  const wait = guarded(model, what, undefined, () => protocol.waits!(event)) ?? 0;
  if (!Number.isSafeInteger(wait) || wait < 0 || wait > WAIT_MAX) {
    reject(model, `${what()} answers ${show(wait)}`, `Allowed: an integer from 0 to ${WAIT_MAX}.`);
  }
  return wait;
}

/** Whom `event` suspects, if it does. */
export function suspectOf(model: Model, event: Typed): ProcessId | undefined {
  const { protocol, processes } = model;
  if (protocol.suspects === undefined) return undefined;
  const what = (): string => `suspects of ${show(event)}`;
  const suspect = guarded(model, what, undefined, () => protocol.suspects!(event));
  if (suspect !== undefined && !processes.includes(suspect)) {
    const hint = `Its processes are ${processes.join(", ")}.`;
    reject(model, `${what()} answers ${show(suspect)}`, hint);
  }
  return suspect;
}

/** What fits into a column of the engine's move table. */
const WAIT_MAX = 1_000_000;
