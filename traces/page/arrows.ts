/**
 * The messages of a behaviour as arrows: each from the row that sent it to the one in which it is
 * delivered or lost, or in which an event reads it where it lies. Of equal messages in flight the
 * earliest is taken, as the explanation has it.
 */
import { encode } from "../../checker/data.ts";
import { typedText } from "../../checker/data-text.ts";
import type { Envelope, Step } from "../../checker/world/step.ts";
import type { WorldState } from "../../checker/world/world-state.ts";
import type { Reads } from "../reads.ts";
import type { Stage } from "../stage.ts";
import { isTaken, without } from "../world-changes.ts";
import type { Arrow } from "./story.ts";

/** A message in flight, and whether it arrived already, as one that stays in the network may have. */
interface Flight {
  readonly arrow: Arrow;
  wasDelivered: boolean;
}

/** The arrows of the behaviour that `steps` make of `states`, in the order in which they are sent. */
export function arrowsOf(
  steps: readonly Step[],
  states: readonly WorldState[],
  stage: Stage,
  reads: Reads,
): Arrow[] {
  const arrows: Arrow[] = [];
  const flights = new Map<string, Flight[]>();
  for (let row = 1; row < states.length; row++) {
    const step = steps[row - 1]!;
    for (const flight of reads.get(row - 1) ?? []) {
      pass(stage.processes.indexOf(flight.to), flight, row, "read");
    }
    for (const [to, name] of stage.processes.entries()) {
      const [old, young] = [states[row - 1]!.inboxes[to]!, states[row]!.inboxes[to]!];
      for (const envelope of without(old, young)) {
        const isDelivery = step.type === "deliver" && isTaken(step, name, envelope);
        land(to, envelope, row, isDelivery);
      }
      if (step.type === "deliver" && step.process === name && isKept(step, name, old, young)) {
        pass(to, step, row, "delivered");
      }
      for (const envelope of without(young, old)) {
        send(to, envelope, row, step.type === "duplicate");
      }
    }
  }
  for (const { arrow, wasDelivered } of [...flights.values()].flat()) {
    if (!wasDelivered) arrows.push(arrow);
  }
  return arrows.toSorted((a, b) => a.sent - b.sent);

  function send(to: number, { from, message }: Envelope, row: number, isCopy: boolean): void {
    const queue = queueFor(to, { from, message });
    const arrow: Arrow = {
      from: stage.processes.indexOf(from),
      to,
      type: message.type,
      text: typedText(message, stage.names),
      sent: isCopy ? (queue[0]?.arrow.sent ?? row) : row,
      end: null,
      fate: "in flight",
      isCopy,
    };
    queue.push({ arrow, wasDelivered: false });
  }

  /** The message is in flight no more. */
  function land(to: number, envelope: Envelope, row: number, isDelivery: boolean): void {
    const flight = queueFor(to, envelope).shift();
    if (flight === undefined || (flight.wasDelivered && !isDelivery)) return;
    arrows.push({ ...flight.arrow, end: row, fate: isDelivery ? "delivered" : "lost" });
  }

  /** The message is delivered, or read, and stays. */
  function pass(to: number, envelope: Envelope, row: number, fate: "delivered" | "read"): void {
    const [flight] = queueFor(to, envelope);
    if (flight === undefined) return;
    if (fate === "delivered" || stage.isMonotone) flight.wasDelivered = true;
    arrows.push({ ...flight.arrow, end: row, fate });
  }

  function queueFor(to: number, { from, message }: Envelope): Flight[] {
    const key = encode([to, from, message]);
    const queue = flights.get(key) ?? [];
    flights.set(key, queue);
    return queue;
  }
}

function isKept(
  step: Step,
  to: string,
  old: readonly Envelope[],
  young: readonly Envelope[],
): boolean {
  return !without(old, young).some((envelope) => isTaken(step, to, envelope));
}
