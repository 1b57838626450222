/**
 * A behaviour as what a sequence diagram can show, step by step: arrows between two processes and
 * notes over some. A message's arrow stands where it arrives or is lost, and says where it was sent.
 * Steps have the numbers of the states that they lead to, as `show` has them.
 */
import type { Typed } from "../../checker/protocol.ts";
import type { Step } from "../../checker/world/step.ts";
import type { WorldState } from "../../checker/world/world-state.ts";
import { participantsOf } from "../actors.ts";
import { typedText } from "../../checker/data-text.ts";
import { type Flight, flightsOf } from "../flights.ts";
import { cutText } from "../narrate.ts";
import type { Scene } from "../scene.ts";
import type { Stage } from "../stage.ts";

/** One line of a diagram. */
export type Moment =
  | {
      readonly kind: "arrow";
      /** `again`: a copy, or a message that was delivered before. */
      readonly how: "delivered" | "again" | "lost";
      readonly from: string;
      readonly to: string;
      readonly text: string;
    }
  /** A note over these processes; over all, if there are none. */
  | { readonly kind: "note"; readonly over: readonly string[]; readonly text: string };

/** A step may lose any number of messages; so many are drawn. */
const LOST_SHOWN = 10;

/** The moments of each step of `scene`. */
export function momentsOf({ trace, states, stage }: Scene): Moment[][] {
  const { steps } = trace;
  if (!stage.isWorld) return steps.map((step, index) => [actionNote(step, index, stage)]);
  // A stage that is a world's has its steps and states.
  const worldSteps = steps as readonly Step[];
  const flights = flightsOf(worldSteps, states as readonly WorldState[], stage.processes);
  const [delivered, lost] = [byStep(flights, (f) => f.deliveredAt), byStep(flights, lostAt)];
  return worldSteps.map((step, index) => {
    const gone = lost.get(index) ?? [];
    if (step.type === "drop") return gone.map((flight) => lossOf(flight, index, stage));
    const own = momentOf(step, index, delivered.get(index)?.[0], stage);
    return [own, ...lossesOf(gone, index, stage)];
  });
}

/** The processes that a diagram of `scene` has: all of a world's, or those that actions mention. */
export function linesOf({ trace, stage }: Scene): string[] {
  if (stage.isWorld) return [...stage.processes];
  const mentioned = new Set(trace.steps.flatMap((step) => participantsOf(step, stage)));
  return [...stage.names].filter((name) => mentioned.has(name));
}

function momentOf(step: Step, index: number, flight: Flight | undefined, stage: Stage): Moment {
  const { names, processes } = stage;
  const note = (over: readonly string[], text: string): Moment => ({
    kind: "note",
    over,
    text: numbered(index, text),
  });
  switch (step.type) {
    case "event":
      return note([step.process], typedText(step.event, names));
    case "deliver": {
      const isFirst = flight?.copiedAt === undefined && flight?.deliveredAt[0] === index;
      const text = messageText(step.message, index, flight, stage);
      const how = isFirst ? "delivered" : "again";
      return { kind: "arrow", how, from: step.from, to: step.process, text };
    }
    case "drop":
    case "duplicate":
      return note(
        [step.from, step.process],
        `the network ${step.type}s ${typedText(step.message, names)}`,
      );
    case "crash":
      return note([step.process], `✗ ${step.process} crashes`);
    case "restart":
      return note([step.process], `↻ ${step.process} restarts`);
    case "partition":
      return note([], `partition: ${cutText(step.links, processes)}`);
    case "heal":
      return note([], "the partition heals");
  }
}

function lossesOf(gone: readonly Flight[], index: number, stage: Stage): Moment[] {
  const shown = gone.slice(0, LOST_SHOWN).map((flight) => lossOf(flight, index, stage));
  const rest = gone.length - shown.length;
  if (rest === 0) return shown;
  return [...shown, { kind: "note", over: [], text: numbered(index, `and ${rest} more are lost`) }];
}

function lossOf(flight: Flight, index: number, stage: Stage): Moment {
  const { from, to, message } = flight;
  const text = messageText(message, index, flight, stage, "lost: ");
  return { kind: "arrow", how: "lost", from, to, text };
}

/** A message, and where it was sent if that was not just before. */
function messageText(
  message: Typed,
  index: number,
  flight: Flight | undefined,
  { names }: Stage,
  prefix = "",
): string {
  const isLate = flight !== undefined && flight.sentAt !== index - 1;
  const sent = isLate ? ` (sent in ${flight.sentAt + 2})` : "";
  return numbered(index, `${prefix}${typedText(message, names)}${sent}`);
}

function actionNote(action: Typed, index: number, stage: Stage): Moment {
  const text = numbered(index, typedText(action, stage.names));
  return { kind: "note", over: participantsOf(action, stage), text };
}

function numbered(index: number, text: string): string {
  return `${index + 2} ${text}`;
}

function lostAt(flight: Flight): readonly number[] {
  return flight.lostAt === undefined ? [] : [flight.lostAt];
}

function byStep(
  flights: readonly Flight[],
  stepsOf: (flight: Flight) => readonly number[],
): Map<number, Flight[]> {
  const found = new Map<number, Flight[]>();
  for (const flight of flights) {
    for (const step of stepsOf(flight)) found.set(step, [...(found.get(step) ?? []), flight]);
  }
  return found;
}
