/**
 * Who makes a step, and whether it is a fault: what a counterexample is judged by besides its length.
 * The steps of a world say so. Of a transition system's action only the names that it mentions are
 * known: the first is taken for the one who acts, and none of its actions for a fault.
 */
import { FAULTS } from "../checker/environment.ts";
import { encode, isRecord } from "../checker/data.ts";
import type { Typed } from "../checker/protocol.ts";
import { actionOf, type Step } from "../checker/world/step.ts";
import type { Stage } from "./stage.ts";

/** The network, as one who acts. */
const NETWORK = "";

const FAULT_OF: Readonly<Record<string, (typeof FAULTS)[number] | "heals">> = {
  crash: "crashes",
  restart: "restarts",
  drop: "drops",
  duplicate: "duplicates",
  partition: "partitions",
  heal: "heals",
};

/** Who makes `step`: a process, the network, or whom an action mentions first. */
export function actorOf(step: Typed, stage: Stage): string {
  if (!stage.isWorld) return namesIn(step, stage)[0] ?? NETWORK;
  const isByNetwork = step.type === "drop" || step.type === "duplicate";
  return "process" in step && !isByNetwork ? String(step.process) : NETWORK;
}

/** The processes that take part in `step`; of an action, all that it mentions. */
export function participantsOf(step: Typed, stage: Stage): readonly string[] {
  if (!stage.isWorld) return namesIn(step, stage);
  const actor = actorOf(step, stage);
  return actor === NETWORK ? [] : [actor];
}

/** The processes that take part in `steps`, in the order in which they do. */
export function participants(steps: readonly Typed[], stage: Stage): string[] {
  return [...new Set(steps.flatMap((step) => participantsOf(step, stage)))];
}

/** The budget that `step` is a fault of, if it is one. */
export function faultOf(step: Typed, stage: Stage): string | undefined {
  return stage.isWorld ? FAULT_OF[step.type] : undefined;
}

/** What `step` takes of a budget: a fault, or the type of its event or message. */
export function budgetNameOf(step: Typed): string {
  // Asked only of the steps of a world.
  return FAULT_OF[step.type] ?? actionOf(step as Step);
}

/**
 * What a step has in common with those that may stand in for it: who makes it, what it does, and whom it
 * receives from.
 */
export function kindOf(step: Typed, stage: Stage): string {
  const from = "from" in step && stage.isWorld ? step.from : "";
  const action = stage.isWorld ? actionOf(step as Step) : step.type;
  return encode([step.type, action, actorOf(step, stage), from]);
}

/** The fields of a step and of its event or message, each with its value. */
export function partsOf(value: object): string[] {
  return Object.entries(value).flatMap(([key, item]) =>
    isRecord(item) ? partsOf(item) : [`${key}: ${encode(item)}`],
  );
}

/** The names of processes in an action, in the order in which it mentions them. */
function namesIn(action: Typed, { names }: Stage): string[] {
  const found: string[] = [];
  const visit = (value: unknown): void => {
    if (typeof value === "string" && names.has(value)) found.push(value);
    else if (Array.isArray(value) || value instanceof Set) for (const item of value) visit(item);
    else if (value instanceof Map) for (const entry of value) visit(entry);
    else if (isRecord(value)) for (const item of Object.values(value)) visit(item);
  };
  visit(action);
  return [...new Set(found)];
}
