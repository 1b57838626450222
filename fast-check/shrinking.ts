/**
 * Shorter schedules that may still fail, the boldest first: without faults, without a process, without
 * long and then short stretches of steps (delta debugging, Zeller & Hildebrandt 2002), and at last
 * with two steps replaced by one. Every candidate was played: it is a behaviour of the model. They
 * depend on nothing but the schedule, so that fast-check's path finds them again.
 */
import type { Walk } from "../checker/fuzz/walk.ts";
import type { Typed } from "../checker/protocol.ts";
import { type Behaviour, type Likeness, play, textOf } from "./play.ts";

/** What goes together: a restart without its crash is not possible anyway. */
const FAULTS = [["crash", "restart"], ["drop"], ["duplicate"], ["partition", "heal"]];

/** Steps to play in place of a schedule's. */
interface Candidate {
  readonly steps: readonly Typed[];
  readonly likeness: Likeness;
}

/** The shorter behaviours to try in place of `schedule`, made when they are asked for. */
export function* shorter(
  schedule: Behaviour,
  walkOf: () => Walk,
): Generator<Behaviour, void, undefined> {
  const seen = new Set<string>();
  for (const { steps, likeness } of candidates(schedule, walkOf)) {
    const behaviour = play(walkOf(), schedule.initial, steps, likeness);
    const text = behaviour.steps.map(textOf).join("\n");
    if (behaviour.steps.length >= schedule.steps.length || seen.has(text)) continue;
    seen.add(text);
    yield behaviour;
  }
}

function* candidates(schedule: Behaviour, walkOf: () => Walk): Generator<Candidate> {
  const { steps, objection } = schedule;
  // Where no property of its own ends it, nobody knows yet where it goes wrong.
  if (objection === undefined) yield* prefixes(steps);
  yield* withoutSome(steps);
  yield* withoutStretches(steps);
  yield* withReplacements(schedule, walkOf);
}

/** Its beginnings: none of it, half, three quarters, … */
function* prefixes(steps: readonly Typed[]): Generator<Candidate> {
  for (let missing = steps.length; missing > 0; missing = Math.floor(missing / 2)) {
    yield { steps: steps.slice(0, steps.length - missing), likeness: "exact" };
  }
}

/** Without any fault, without one kind of fault, without one process. */
function* withoutSome(steps: readonly Typed[]): Generator<Candidate> {
  for (const kinds of [FAULTS.flat(), ...FAULTS]) {
    yield* without(steps, (step) => kinds.includes(step.type));
  }
  for (const process of new Set(steps.map(processOf))) {
    if (process !== undefined) yield* without(steps, (step) => processOf(step) === process);
  }
}

function* without(steps: readonly Typed[], isGone: (step: Typed) => boolean): Generator<Candidate> {
  const rest = steps.filter((step) => !isGone(step));
  if (rest.length < steps.length) yield { steps: rest, likeness: "kin" };
}

/** Without half of it, a quarter, …, one step: the last first, for less depends on them. */
function* withoutStretches(steps: readonly Typed[]): Generator<Candidate> {
  const count = steps.length;
  for (let size = Math.ceil(count / 2); size >= 1; size = halfOf(size)) {
    for (let end = count; end > 0; end -= size) {
      const rest = [...steps.slice(0, Math.max(0, end - size)), ...steps.slice(end)];
      yield { steps: rest, likeness: "exact" };
      yield { steps: rest, likeness: "kin" };
    }
  }
}

/** Half of a stretch; of a single step nothing is left. */
function halfOf(size: number): number {
  return size === 1 ? 0 : Math.ceil(size / 2);
}

/** With two steps in a row replaced by another that is possible there and no fault. */
function* withReplacements(
  { initial, steps }: Behaviour,
  walkOf: () => Walk,
): Generator<Candidate> {
  for (let index = 0; index + 2 <= steps.length; index++) {
    const before = steps.slice(0, index);
    const after = steps.slice(index + 2);
    for (const step of possibleAfter(walkOf(), initial, before)) {
      yield { steps: [...before, step, ...after], likeness: "kin" };
    }
  }
}

/** The steps that are possible after others, but for faults. */
function possibleAfter(walk: Walk, initial: number, steps: readonly Typed[]): Typed[] {
  play(walk, initial, steps, "exact");
  const possible = Array.from({ length: walk.count }, (_, choice) => walk.stepAt(choice));
  return possible.filter(({ type }) => !FAULTS.flat().includes(type));
}

/** The process whose step it is; a system's actions may be anyone's. */
function processOf(step: Typed): string | undefined {
  return "process" in step ? String(step.process) : undefined;
}
