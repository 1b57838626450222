/**
 * The messages of a behaviour: which step sent each, which delivered it, and which lost it. It is read
 * off the inboxes. Copies of one message to one process can't be told apart: of those, the oldest is
 * taken first, as a queue has it.
 *
 * What inboxes do not show: that a process sends itself the very message that it is just receiving,
 * and, in a network that only grows, that a message is sent again.
 */
import { encode } from "../checker/data.ts";
import type { ProcessId, Typed } from "../checker/protocol.ts";
import type { Envelope, Step } from "../checker/world/step.ts";
import type { WorldState } from "../checker/world/world-state.ts";

/** The life of a message; steps are told by their index, from 0. */
export interface Flight {
  readonly from: ProcessId;
  readonly to: ProcessId;
  readonly message: Typed;
  readonly sentAt: number;
  /** The step that made it as a copy of another, which was sent at `sentAt`. */
  readonly copiedAt: number | undefined;
  /** The step that made the message that it is a copy of: where that was sent, or was copied itself. */
  readonly copiedFrom: number | undefined;
  /** More than one where messages stay in the network. */
  readonly deliveredAt: readonly number[];
  /** The step that dropped it, or with which it was lost. */
  readonly lostAt: number | undefined;
}

interface OpenFlight extends Flight {
  readonly deliveredAt: number[];
  lostAt: number | undefined;
}

/** By process and message: what is under way, the oldest first. */
type UnderWay = Map<string, OpenFlight[]>;

/**
 * The messages of the behaviour that `steps` make of `states`, in the order in which they set out.
 * @param processes in the order in which states hold them.
 */
export function flightsOf(
  steps: readonly Step[],
  states: readonly WorldState[],
  processes: readonly ProcessId[],
): Flight[] {
  const flights: OpenFlight[] = [];
  const underWay: UnderWay = new Map();
  for (const [at, step] of steps.entries()) {
    const [before, after] = [states[at]!, states[at + 1]!];
    if (step.type === "deliver") {
      const [oldest] = queueOf(underWay, step.process, step);
      oldest?.deliveredAt.push(at);
    }
    for (const [index, to] of processes.entries()) {
      const [old, young] = [before.inboxes[index]!, after.inboxes[index]!];
      // Most steps leave most inboxes the very objects that they were.
      if (old === young) continue;
      for (const { envelope, by } of changes(old, young)) {
        const queue = queueOf(underWay, to, envelope);
        if (by < 0) land(queue.splice(0, -by), at);
        for (let copy = 0; copy < by; copy++) {
          const flight = setOut(step, at, to, envelope, queue);
          queue.push(flight);
          flights.push(flight);
        }
      }
    }
  }
  return flights;
}

/** A message that comes into an inbox with `step`; `queue` holds those that are equal. */
function setOut(
  step: Step,
  at: number,
  to: ProcessId,
  { from, message }: Envelope,
  queue: readonly OpenFlight[],
): OpenFlight {
  const original = step.type === "duplicate" ? queue[0] : undefined;
  return {
    from,
    to,
    message,
    sentAt: original?.sentAt ?? at,
    copiedAt: original === undefined ? undefined : at,
    copiedFrom: original?.copiedAt ?? original?.sentAt,
    deliveredAt: [],
    lostAt: undefined,
  };
}

/** These are gone with step `at`: lost, unless it delivered them. */
function land(gone: readonly OpenFlight[], at: number): void {
  for (const flight of gone) if (flight.deliveredAt.at(-1) !== at) flight.lostAt = at;
}

function queueOf(underWay: UnderWay, to: ProcessId, { from, message }: Envelope): OpenFlight[] {
  const key = encode([to, from, message]);
  let queue = underWay.get(key);
  if (queue === undefined) underWay.set(key, (queue = []));
  return queue;
}

/** By how many copies of each message `young` differs from `old`. */
function changes(
  old: readonly Envelope[],
  young: readonly Envelope[],
): { readonly envelope: Envelope; readonly by: number }[] {
  const counts = new Map<string, { envelope: Envelope; by: number }>();
  const add = (envelope: Envelope, by: number): void => {
    const key = encode([envelope.from, envelope.message]);
    const count = counts.get(key) ?? { envelope, by: 0 };
    counts.set(key, { ...count, by: count.by + by });
  };
  for (const envelope of old) add(envelope, -1);
  for (const envelope of young) add(envelope, 1);
  return [...counts.values()].filter(({ by }) => by !== 0);
}
