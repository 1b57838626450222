/**
 * The moves of one process: every outcome of its events and of a delivered message, validated. Both
 * explorers call this; the plain world each time, the engine once per distinct input.
 */
import { inspect } from "node:util";
import { encode, findNotData } from "../data.ts";
import { CheckerError } from "../errors.ts";
import type { Delivered, Outcome, Outcomes, ProcessId, Typed } from "../protocol.ts";
import type { Model } from "./model.ts";
import type { Envelope, Step } from "./step.ts";

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

/** The events that `self` may do by itself, each with all its outcomes. */
export function eventMoves(
  model: Model,
  self: ProcessId,
  state: unknown,
  inbox: readonly Envelope[],
): Move[] {
  const { protocol, config } = model;
  const messages = visibleInbox(model, inbox);
  const events = guarded(model, `events of ${self}`, state, () =>
    protocol.events(self, state, config, messages),
  );
  return events.flatMap((event) => {
    checkData(model, `an event of ${self}`, event, state);
    return outcomesOf(model, self, state, event, messages).map((outcome, index): Move => {
      const step: Step = { type: "event", process: self, event, outcome: index };
      return moveOf(model, self, step, outcome, false);
    });
  });
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
    return moveOf(model, self, step, outcome, outcome.keep !== true);
  });
}

/** The state that a crash of `self` leaves. */
export function recoveredState(model: Model, self: ProcessId, state: unknown): unknown {
  const { protocol, config } = model;
  return guarded(model, `recover of ${self}`, state, () =>
    protocol.recover === undefined
      ? protocol.init(self, config)
      : protocol.recover(self, state, config),
  );
}

function outcomesOf(
  model: Model,
  self: ProcessId,
  state: unknown,
  input: Typed | Delivered<Typed>,
  inbox: readonly Delivered<Typed>[],
): readonly Outcome<unknown, Typed>[] {
  const { protocol, config } = model;
  const outcomes: Outcomes<unknown, Typed> = guarded(
    model,
    `reduce of ${self} on ${show(input)}`,
    state,
    () => protocol.reduce(self, state, input, config, inbox),
  );
  if (outcomes === undefined) return [];
  return isList(outcomes) ? outcomes : [outcomes];
}

function isList<T>(value: T | readonly T[]): value is readonly T[] {
  return Array.isArray(value);
}

function moveOf(
  model: Model,
  self: ProcessId,
  step: Step,
  outcome: Outcome<unknown, Typed>,
  consumes: boolean,
): Move {
  const where = `reduce of ${self} on ${show(inputOf(step))}`;
  checkData(model, `the next state from ${where}`, outcome.state, undefined);
  const sends = (outcome.send ?? []).map(({ to, message }) => {
    if (!model.processes.includes(to)) {
      throw new CheckerError("ModelThrew", `${model.protocol.name}: ${where} sends to "${to}".`, {
        hint: `Its processes are ${model.processes.join(", ")}.`,
      });
    }
    checkData(model, `a message from ${where}`, message, undefined);
    if (Object.hasOwn(message, "from")) {
      throw new CheckerError("ModelThrew", `${model.protocol.name}: ${where} sends a "from".`, {
        hint: "The checker adds the sender itself when it delivers a message.",
      });
    }
    return { to, envelope: { from: self, message } };
  });
  return { step, state: outcome.state, sends, consumes, acknowledged: outcome.acknowledge ?? [] };
}

function inputOf(step: Step): unknown {
  return step.type === "event" ? step.event : step.type === "deliver" ? step.message : step;
}

/** What the reducer sees of its inbox: only a protocol that says so may look. */
function visibleInbox(model: Model, inbox: readonly Envelope[]): readonly Delivered<Typed>[] {
  if (model.protocol.readsInbox === true) {
    return inbox.map(({ from, message }) => ({ ...message, from }));
  }
  return CLOSED_INBOX;
}

const CLOSED_INBOX: readonly Delivered<Typed>[] = new Proxy([], {
  get(_target, property) {
    throw new Error(
      `the inbox (.${String(property)}) was read without \`readsInbox: true\` in the protocol`,
    );
  },
});

/** Runs one of the model's functions; what it throws is reported with its name and its input. */
function guarded<T>(model: Model, what: string, state: unknown, body: () => T): T {
  try {
    return body();
  } catch (error) {
    const mutation = error instanceof TypeError && /read only|not extensible/.test(error.message);
    const reason = error instanceof Error ? error.message : String(error);
    throw new CheckerError(
      mutation ? "MutatedInput" : "ModelThrew",
      `${model.protocol.name}: ${what} ${mutation ? "changes its input" : "threw"}: ${reason}`,
      { hint: `The local state was ${show(state)}.`, cause: error },
    );
  }
}

function checkData(model: Model, what: string, value: unknown, state: unknown): void {
  const fault = findNotData(value);
  if (fault === undefined) return;
  const context = state === undefined ? "" : ` The local state was ${show(state)}.`;
  throw new CheckerError("NotData", `${model.protocol.name}: ${what} is not data: ${fault}.`, {
    hint: `Allowed: null, booleans, safe integers, strings, arrays, plain records, Set, Map.${context}`,
  });
}

/** Data as text for an error message, however broken. */
export function show(value: unknown): string {
  return findNotData(value) === undefined ? encode(value) : inspect(value);
}
