/**
 * What a step changes in a world, by process: its local state, what it sent, what got lost, who is
 * down and what is cut.
 */
import { encode } from "../checker/data.ts";
import type { Typed } from "../checker/protocol.ts";
import type { Environment } from "../checker/world/faults.ts";
import type { Envelope, Link, Step } from "../checker/world/step.ts";
import type { WorldState } from "../checker/world/world-state.ts";
import { typedText } from "../checker/data-text.ts";
import { differenceTexts, fieldTexts } from "./data-text.ts";
import { diff } from "./diff.ts";
import { cutText } from "./narrate.ts";
import type { Stage } from "./stage.ts";

/** Facts about a process or, without a subject, about the network. */
export interface Fact {
  readonly subject: string;
  readonly text: string;
}

/** What `step` changed between two states of a world. */
export function changesOf(before: WorldState, after: WorldState, step: Step, stage: Stage): Fact[] {
  const { processes, names } = stage;
  const states = processes.flatMap((subject, index) => {
    const differences = diff(before.processes[index], after.processes[index]);
    if (differences.length === 0) return [];
    return [{ subject, text: differenceTexts(differences, names).join(", ") }];
  });
  return [...states, ...messageFacts(before, after, step, stage)];
}

/** The whole of a state. */
export function wholeState(state: WorldState, stage: Stage): Fact[] {
  const { processes, names } = stage;
  const { environment } = state;
  const texts = processes.map((process, index) => ({
    process,
    text: fieldTexts(state.processes[index], names).join(", "),
    isDown: environment.down.has(process),
  }));
  const local = texts.flatMap(({ process, text, isDown }, index) => {
    const same = texts.filter((other) => other.text === text && other.isDown === isDown);
    if (same[0]?.process !== process || texts[index] === undefined) return [];
    const subject = same.map((other) => other.process).join(", ");
    return [{ subject, text: `${isDown ? "down; on its disk: " : ""}${text}` }];
  });
  return [...local, ...inFlight(state, stage), ...cutLinks(environment, stage)];
}

/** The messages in flight, each. */
function inFlight(state: WorldState, { processes, names }: Stage): Fact[] {
  return processes.flatMap((to, index) =>
    state.inboxes[index]!.map(({ from, message }) => ({
      subject: "in flight",
      text: `${from} → ${to}: ${typedText(message, names)}`,
    })),
  );
}

function cutLinks({ cut }: Environment, { processes }: Stage): Fact[] {
  const links = [...cut].flatMap(([from, others]) => [...others].map((to): Link => [from, to]));
  return links.length === 0 ? [] : [{ subject: "cut", text: cutText(links, processes) }];
}

/** The histories of the properties. */
export function historyFacts(state: WorldState, { histories, names }: Stage): Fact[] {
  return histories.map((name, index) => ({
    subject: `history ${name}`,
    text: fieldTexts(state.histories[index], names).join(", "),
  }));
}

/** How many messages are in all inboxes together. */
export function messagesInFlight(state: WorldState): number {
  return state.inboxes.reduce((sum, inbox) => sum + inbox.length, 0);
}

function messageFacts(
  before: WorldState,
  after: WorldState,
  step: Step,
  { processes, names, isMonotone }: Stage,
): Fact[] {
  const sent = new Map<string, { from: string; message: Typed; to: string[] }>();
  const lost: Fact[] = [];
  processes.forEach((to, index) => {
    const [old, young] = [before.inboxes[index]!, after.inboxes[index]!];
    for (const { from, message } of without(young, old)) {
      const key = encode([from, message]);
      const known = sent.get(key) ?? { from, message, to: [] };
      known.to.push(to);
      sent.set(key, known);
    }
    for (const envelope of without(old, young)) {
      if (isTaken(step, to, envelope)) continue;
      const { from, message } = envelope;
      lost.push({ subject: "lost", text: `${from} → ${to}: ${typedText(message, names)}` });
    }
  });
  if (step.type === "duplicate") return lost;
  const sends = [...sent.values()].map(({ from, message, to }) => ({
    subject: from,
    text: `sends ${typedText(message, names)} to ${to.join(", ")}`,
  }));
  const kept = isMonotone ? [] : keptFact(before, after, step, processes);
  return [...sends, ...lost, ...kept];
}

/** Says that a delivered message stays in the inbox, where that is not the rule. */
function keptFact(
  before: WorldState,
  after: WorldState,
  step: Step,
  processes: readonly string[],
): Fact[] {
  if (step.type !== "deliver") return [];
  const index = processes.indexOf(step.process);
  const taken = without(before.inboxes[index] ?? [], after.inboxes[index] ?? []);
  return taken.some((envelope) => isTaken(step, step.process, envelope))
    ? []
    : [{ subject: step.process, text: "the message stays in the network" }];
}

/** Is it the message that `step` delivers or drops? */
export function isTaken(step: Step, to: string, { from, message }: Envelope): boolean {
  return (
    (step.type === "deliver" || step.type === "drop") &&
    step.process === to &&
    step.from === from &&
    encode(step.message) === encode(message)
  );
}

/** `items` without those of `others`, counted. */
export function without(items: readonly Envelope[], others: readonly Envelope[]): Envelope[] {
  const counts = new Map<string, number>();
  for (const other of others) counts.set(encode(other), (counts.get(encode(other)) ?? 0) + 1);
  return items.filter((item) => {
    const left = counts.get(encode(item)) ?? 0;
    counts.set(encode(item), left - 1);
    return left <= 0;
  });
}
