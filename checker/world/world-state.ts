/** A state of a protocol in its world, as plain data, and what can be told from it alone. */
import { encode, rename, type Renaming } from "../data.ts";
import type { ProcessId } from "../protocol.ts";
import * as faults from "./faults.ts";
import type { Model } from "./model.ts";
import { isLocalInside } from "./questions.ts";
import type { Envelope } from "./step.ts";

export interface WorldState {
  /** Local states, in the order of the model's processes. */
  readonly processes: readonly unknown[];
  /** The messages addressed to each process. */
  readonly inboxes: readonly (readonly Envelope[])[];
  readonly environment: faults.Environment;
  readonly histories: readonly unknown[];
}

/** Is no message in flight to a running process over a whole link? */
export function isQuiet(model: Model, state: WorldState): boolean {
  return model.processes.every(
    (to, index) =>
      state.environment.down.has(to) ||
      state.inboxes[index]!.every(({ from }) => !faults.linked(state.environment, from, to)),
  );
}

/** Is `state` inside the constraint? */
export function isInside(model: Model, state: WorldState): boolean {
  const { processes, bounds } = model;
  const local = processes.every((process, i) => isLocalInside(model, process, state.processes[i]));
  const inFlight = state.inboxes.reduce((sum, inbox) => sum + inbox.length, 0);
  return local && inFlight <= bounds.messages && mostCopies(state.inboxes) <= bounds.copies;
}

/** A text that is equal exactly for states that are equal once their ids are renamed. */
export function keyOf(model: Model, state: WorldState, renaming: Renaming): string {
  const { processes, environment } = model;
  const name = (process: ProcessId): string => renaming.get(process) ?? process;
  const renamed = processes.map((process, index) => {
    const inbox = state.inboxes[index]!.map((envelope) => ({
      from: name(envelope.from),
      text: encode(rename(envelope.message, renaming)),
    }));
    // Between queues the order of senders means nothing; in a bag no order does.
    const texts =
      environment.order === "fifo"
        ? inbox.toSorted((a, b) => compareText(a.from, b.from))
        : inbox.toSorted((a, b) => compareText(a.from + a.text, b.from + b.text));
    return [name(process), [rename(state.processes[index], renaming), texts]] as const;
  });
  return encode([
    new Map(renamed),
    rename(state.environment, renaming),
    rename(state.histories, renaming),
  ]);
}

function mostCopies(inboxes: readonly (readonly Envelope[])[]): number {
  const counts = inboxes.map((inbox) => {
    const copies = new Map<string, number>();
    for (const envelope of inbox) {
      const key = encode(envelope);
      copies.set(key, (copies.get(key) ?? 0) + 1);
    }
    return Math.max(0, ...copies.values());
  });
  return Math.max(0, ...counts);
}

/** The order of texts by their characters' codes, the same everywhere. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
