/**
 * The moves of one process: every outcome of its events and of a delivered message, validated. Both
 * explorers call this; the plain world each time, the engine once per distinct input.
 */
import { encode } from "../data.ts";
import type { Delivered, Outcome, Outcomes, ProcessId, Typed } from "../protocol.ts";
import { checkData, guarded, show } from "./ask.ts";
import type { Model } from "./model.ts";
import { eventsIn, outcomesIn } from "./shapes.ts";
import type { Envelope, EventStep, Step } from "./step.ts";

/** A step that a process may take, and what it does to the process and its messages. */
export interface Move {
  readonly step: Step;
  /** The process's next local state. */
  readonly state: unknown;
  readonly sends: readonly { readonly to: ProcessId; readonly envelope: Envelope }[];
  /** Is the delivered message taken out of the inbox? */
  readonly consumes: boolean;
  readonly acknowledged: readonly string[];
}

/** The events that `self` may do by itself when it sees `messages`, each with all its outcomes. */
export function eventMoves(
  model: Model,
  self: ProcessId,
  state: unknown,
  messages: readonly Delivered<Typed>[],
): Move[] {
  const events = eventsOf(model, self, state, messages);
  return events.flatMap((event) => movesOfEvent(model, self, state, event, messages));
}

/** The events that `self` may do by itself when it sees `messages` in its inbox. */
export function eventsOf(
  model: Model,
  self: ProcessId,
  state: unknown,
  messages: readonly Delivered<Typed>[],
): readonly Typed[] {
  const { protocol, config } = model;
  const where = `events of ${self}`;
  const answer = guarded(model, where, state, () => protocol.events(self, state, config, messages));
  return eventsIn(model, where, answer);
}

/** The outcomes of one event of `self` when it sees `messages` in its inbox. */
export function movesOfEvent(
  model: Model,
  self: ProcessId,
  state: unknown,
  event: Typed,
  messages: readonly Delivered<Typed>[],
): Move[] {
  return outcomesOf(model, self, state, event, messages).map((outcome, index): Move => {
    const step: Step = { type: "event", process: self, event, outcome: index };
    return moveOf(self, step, outcome, false);
  });
}

/** What `step` comes to in `state` with this inbox; undefined if it is not possible then. */
export function eventMove(
  model: Model,
  step: EventStep,
  state: unknown,
  inbox: readonly Envelope[],
): Move | undefined {
  const { process: self, event } = step;
  const messages = visibleInbox(model, inbox);
  const wanted = encode(event);
  const isOffered = eventsOf(model, self, state, messages).some((each) => encode(each) === wanted);
  if (!isOffered) return undefined;
  const outcome = outcomesOf(model, self, state, event, messages)[step.outcome];
  return outcome && moveOf(self, step, outcome, false);
}

/** What delivering `envelope` to `self` may lead to. */
export function deliveryMoves(
  model: Model,
  self: ProcessId,
  state: unknown,
  { from, message }: Envelope,
): Move[] {
  const input: Delivered<Typed> = { ...message, from };
  return outcomesOf(model, self, state, input, visibleInbox(model, [])).map((outcome, index) => {
    const step: Step = { type: "deliver", process: self, from, message, outcome: index };
    return moveOf(self, step, outcome, outcome.keep !== true);
  });
}

/** The state in which `self` starts. */
export function initialState(model: Model, self: ProcessId): unknown {
  const { protocol, config } = model;
  const state: unknown = guarded(model, `init of ${self}`, undefined, () =>
    protocol.init(self, config),
  );
  checkData(model, `the initial state of ${self}`, state, undefined);
  return state;
}

/** The state that a crash of `self` leaves. */
export function recoveredState(model: Model, self: ProcessId, state: unknown): unknown {
  const { protocol, config } = model;
  const { recover } = protocol;
  if (recover === undefined) return initialState(model, self);
  const recovered: unknown = guarded(model, `recover of ${self}`, state, () =>
    recover.call(protocol, self, state, config),
  );
  checkData(model, `what recover of ${self} leaves`, recovered, state);
  return recovered;
}

function outcomesOf(
  model: Model,
  self: ProcessId,
  state: unknown,
  input: Typed | Delivered<Typed>,
  inbox: readonly Delivered<Typed>[],
): readonly Outcome<unknown, Typed>[] {
  const { protocol, config } = model;
  const where = (): string => `reduce of ${self} on ${show(input)}`;
  const answer: Outcomes<unknown, Typed> = guarded(model, where, state, () =>
    protocol.reduce(self, state, input, config, inbox),
  );
  return outcomesIn(model, where, answer, state);
}

function moveOf(
  self: ProcessId,
  step: Step,
  { state, send = [], acknowledge = [] }: Outcome<unknown, Typed>,
  consumes: boolean,
): Move {
  const sends = send.map(({ to, message }) => ({ to, envelope: { from: self, message } }));
  return { step, state, sends, consumes, acknowledged: acknowledge };
}

/** What the reducer sees of its inbox: only a protocol that says so may look. */
export function visibleInbox(
  model: Model,
  inbox: readonly Envelope[],
): readonly Delivered<Typed>[] {
  if (model.protocol.readsInbox !== true) return CLOSED_INBOX;
  // A bag has no order: whoever looks at its first message must see the same one in each explorer.
  const ordered = model.environment.order === "fifo" ? inbox : inTextOrder(inbox);
  return ordered.map(({ from, message }) => ({ ...message, from }));
}

function inTextOrder(inbox: readonly Envelope[]): readonly Envelope[] {
  const texts = new Map(inbox.map((envelope) => [envelope, encode(envelope)]));
  return inbox.toSorted((a, b) => {
    const [first, second] = [texts.get(a)!, texts.get(b)!];
    return first < second ? -1 : first > second ? 1 : 0;
  });
}

const CLOSED_INBOX: readonly Delivered<Typed>[] = new Proxy([], {
  get(_target, property) {
    throw new Error(
      `the inbox (.${String(property)}) was read without \`readsInbox: true\` in the protocol`,
    );
  },
});
