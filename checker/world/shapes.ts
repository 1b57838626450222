/**
 * The shape of what `events` and `reduce` answer. Types say it too, but a model may be written without
 * them, and one wrong answer would otherwise surface far away, or never.
 */
import { isFault } from "../environment.ts";
import { isRecord } from "../data.ts";
import type { Outcome, Typed } from "../protocol.ts";
import { checkData, reject, show, type What, words } from "./ask.ts";
import type { Model } from "./model.ts";

/** The events that `events` answered with. */
export function eventsIn(model: Model, where: What, answer: unknown): readonly Typed[] {
  if (!Array.isArray(answer)) {
    reject(model, `${words(where)} answers ${show(answer)}`, "Allowed: a list of events.");
  }
  return answer.map((event) => typed(model, () => `an event from ${words(where)}`, event));
}

/** The outcomes that `reduce` answered with in `state`. */
export function outcomesIn(
  model: Model,
  where: What,
  answer: unknown,
  state: unknown,
): readonly Outcome<unknown, Typed>[] {
  if (answer === undefined) return [];
  const outcomes: readonly unknown[] = Array.isArray(answer) ? answer : [answer];
  return outcomes.map((outcome) => outcomeIn(model, where, outcome, state));
}

const OUTCOME_KEYS = ["state", "send", "acknowledge", "keep"];

function outcomeIn(
  model: Model,
  where: What,
  outcome: unknown,
  before: unknown,
): Outcome<unknown, Typed> {
  const isOutcome = isRecord(outcome) && Object.hasOwn(outcome, "state");
  const isKnown = isOutcome && Object.keys(outcome).every((key) => OUTCOME_KEYS.includes(key));
  if (!isKnown) {
    const hint = "Allowed: { state, send?, acknowledge?, keep? }, a list of these, or undefined.";
    reject(model, `${words(where)} answers ${show(outcome)}`, hint);
  }
  const { state, send = [], acknowledge = [], keep = false } = outcome;
  checkData(model, () => `the next state from ${words(where)}`, state, before);
  if (!Array.isArray(send)) {
    reject(model, `${words(where)} sends ${show(send)}`, "Allowed: a list of { to, message }.");
  }
  if (!Array.isArray(acknowledge) || acknowledge.some((proposal) => typeof proposal !== "string")) {
    reject(
      model,
      `${words(where)} acknowledges ${show(acknowledge)}`,
      "Allowed: a list of strings.",
    );
  }
  for (const each of send) checkSent(model, where, each);
  return { state, send, acknowledge, keep: keep === true };
}

function checkSent(model: Model, where: What, value: unknown): void {
  const { to, message } = isRecord(value) ? value : {};
  if (typeof to !== "string" || !model.processes.includes(to)) {
    const hint = `Its processes are ${model.processes.join(", ")}.`;
    reject(model, `${words(where)} sends to ${show(to)}`, hint);
  }
  const checked = typed(model, () => `a message from ${words(where)}`, message);
  if (Object.hasOwn(checked, "from")) {
    const hint = "The checker adds the sender itself when it delivers a message.";
    reject(model, `${words(where)} sends a "from"`, hint);
  }
}

/** `value` if it is data with a type that is free to use. */
function typed(model: Model, what: What, value: unknown): Typed {
  checkData(model, what, value, undefined);
  if (!isTyped(value)) {
    reject(
      model,
      `${words(what)} has no type: ${show(value)}`,
      "Its type is a string that names it.",
    );
  }
  if (isFault(value.type) || value.type in {}) {
    const hint = "Budgets go by this name, and it is that of a fault, or of what every object has.";
    reject(model, `${words(what)} is called ${value.type}`, hint);
  }
  return value;
}

function isTyped(value: unknown): value is Typed {
  return isRecord(value) && typeof value["type"] === "string";
}
