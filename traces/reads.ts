/**
 * What processes read where it lies: the messages in its inbox that an event of a process stands on, in
 * a protocol that reads its inbox. Such a message is never delivered, so no step says that it was read;
 * but the reducer is pure, and can be asked what it would have done without it. What an event stands on
 * is a set of messages with which alone it comes to the same, and of which none can be spared. If there
 * are several, later messages are spared first.
 *
 * It may be too wide: a process may read a message that a rule does not need, and come to something
 * else. It may be too narrow: of messages that each suffice one is taken, and that a message was not
 * there is nothing that was read.
 */
import { encode } from "../checker/data.ts";
import { CheckerError } from "../checker/errors.ts";
import { eventMove } from "../checker/world/moves.ts";
import type { Model } from "../checker/world/model.ts";
import type { Envelope, EventStep, Step } from "../checker/world/step.ts";
import type { WorldState } from "../checker/world/world-state.ts";
import type { Flight } from "./flights.ts";
import type { Stage } from "./stage.ts";

/** By the index of a step: the messages that it read, in the order in which they were sent. */
export type Reads = ReadonlyMap<number, readonly Flight[]>;

/** A message in an inbox; its flight is not known if inboxes do not show it. */
interface Lying {
  readonly envelope: Envelope;
  readonly flight: Flight | undefined;
}

/** What each of `steps` read. Empty if the protocol reads no inbox. */
export function readsIn(
  steps: readonly Step[],
  states: readonly WorldState[],
  flights: readonly Flight[],
  { model, processes }: Stage,
): Reads {
  const reads = new Map<number, readonly Flight[]>();
  if (model?.protocol.readsInbox !== true) return reads;
  for (const [at, step] of steps.entries()) {
    if (step.type !== "event") continue;
    const index = processes.indexOf(step.process);
    const state = states[at]!;
    const lying = lyingIn(state.inboxes[index]!, step.process, at, flights);
    const needed = neededOf(model, step, state.processes[index], lying);
    reads.set(
      at,
      needed.flatMap(({ flight }) => flight ?? []).toSorted((a, b) => setOutAt(a) - setOutAt(b)),
    );
  }
  return reads;
}

/** The step with which a message set out, be it a copy. */
export function setOutAt({ sentAt, copiedAt }: Flight): number {
  return copiedAt ?? sentAt;
}

/** The messages of `inbox` before step `at`, with their flights: of equal ones the latest are left. */
function lyingIn(
  inbox: readonly Envelope[],
  to: string,
  at: number,
  flights: readonly Flight[],
): Lying[] {
  const earlier = flights.filter((flight) => flight.to === to && setOutAt(flight) < at);
  return inbox
    .toReversed()
    .map((envelope) => {
      const wanted = encode(envelope);
      const last = earlier.findLastIndex(
        ({ from, message }) => encode({ from, message }) === wanted,
      );
      return { envelope, flight: last === -1 ? undefined : earlier.splice(last, 1)[0] };
    })
    .toReversed();
}

/** Of `lying`, messages with which alone `step` comes to the same, and none of which can be spared. */
function neededOf(
  model: Model,
  step: EventStep,
  state: unknown,
  lying: readonly Lying[],
): readonly Lying[] {
  const result = (some: readonly Lying[]): string => {
    const inbox = some.map(({ envelope }) => envelope);
    return resultText(model, step, state, inbox);
  };
  const whole = result(lying);
  let needed = lying;
  for (let before = needed.length + 1; needed.length < before;) {
    before = needed.length;
    for (const each of needed.toSorted((a, b) => timeOf(b) - timeOf(a))) {
      const rest = needed.filter((other) => other !== each);
      if (result(rest) === whole) needed = rest;
    }
  }
  return needed;
}

function timeOf({ flight }: Lying): number {
  return flight === undefined ? -1 : setOutAt(flight);
}

/** What `step` comes to with this inbox, as text; empty if it is not possible, or asks too much. */
function resultText(
  model: Model,
  step: EventStep,
  state: unknown,
  inbox: readonly Envelope[],
): string {
  try {
    const move = eventMove(model, step, state, inbox);
    return move === undefined ? "" : encode([move.state, move.sends, move.acknowledged]);
  } catch (error) {
    // With an inbox that the protocol never has, its reducer may fail.
    if (error instanceof CheckerError) return "";
    throw error;
  }
}
