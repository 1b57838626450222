/**
 * What happened because of what (Lamport's happened-before): a step depends on the one before it of the
 * same process, and on the step that sent the message which it takes.
 */
import { encode } from "../../checker/data.ts";
import type { Envelope } from "../../checker/world/step.ts";
import type { Told } from "./told.ts";

/** By step: the steps that it depends on directly. */
export function causesIn(told: Told): number[][] {
  const latest = new Map<string, number>();
  const senders = new Map<string, number[]>();
  return told.steps.map((step, index) => {
    const causes: number[] = [];
    if ("process" in step) {
      const isOfNetwork = step.type === "drop" || step.type === "duplicate";
      if (!isOfNetwork) {
        const before = latest.get(step.process);
        if (before !== undefined) causes.push(before);
        latest.set(step.process, index);
      }
      if ("from" in step) causes.push(...taken(senders, step.process, step, told));
    }
    for (const [to, envelope] of sentBy(told, index)) {
      const key = keyOf(to, envelope);
      senders.set(key, [...(senders.get(key) ?? []), index]);
    }
    return causes;
  });
}

/** The step that sent the message; of several equal ones in flight, the earliest. */
function taken(
  senders: Map<string, number[]>,
  to: string,
  { from, message }: Envelope,
  { stage }: Told,
): number[] {
  const sent = senders.get(keyOf(to, { from, message })) ?? [];
  const [first] = sent;
  if (!stage.isMonotone && sent.length > 1) sent.shift();
  return first === undefined ? [] : [first];
}

/** The messages that are in an inbox after a step, and were not before it. */
function sentBy({ states, stage }: Told, step: number): [to: string, envelope: Envelope][] {
  return stage.processes.flatMap((to, index) => {
    const counts = new Map<string, number>();
    for (const envelope of states[step]!.inboxes[index]!) {
      const text = encode(envelope);
      counts.set(text, (counts.get(text) ?? 0) + 1);
    }
    return states[step + 1]!.inboxes[index]!.flatMap((envelope): [string, Envelope][] => {
      const text = encode(envelope);
      const left = counts.get(text) ?? 0;
      counts.set(text, left - 1);
      return left > 0 ? [] : [[to, envelope]];
    });
  });
}

/** All steps that those of `ends` depend on, themselves included. */
export function pastOf(
  ends: readonly number[],
  causes: readonly (readonly number[])[],
): ReadonlySet<number> {
  const past = new Set<number>();
  const pending = [...ends];
  for (let step = pending.pop(); step !== undefined; step = pending.pop()) {
    if (past.has(step)) continue;
    past.add(step);
    pending.push(...causes[step]!);
  }
  return past;
}

function keyOf(to: string, envelope: Envelope): string {
  return `${to} ${encode({ from: envelope.from, message: envelope.message })}`;
}
