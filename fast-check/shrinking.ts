/**
 * Shorter schedules that may still fail, the boldest first: without faults, without a process, without
 * long and then short stretches of steps (delta debugging, Zeller & Hildebrandt 2002), and at last
 * with two steps replaced by one. Every candidate was played: it is a behaviour of the model. They
 * depend on nothing but the schedule, so that fast-check's path finds them again.
 */
import type { Typed } from "../checker/protocol.ts";
import { faultOf, participants, participantsOf } from "../traces/actors.ts";
import { ddmin } from "../traces/minimise/delta-debugging.ts";
import { type Behaviour, type Likeness, type Player, textOf } from "../traces/player.ts";
import type { Stage } from "../traces/stage.ts";

/** What goes together: a restart without its crash is not possible anyway. */
const FAULTS = [["crashes", "restarts"], ["drops"], ["duplicates"], ["partitions", "heals"]];

/** Steps to play in place of a schedule's. */
interface Candidate {
  readonly steps: readonly Typed[];
  readonly likeness: Likeness;
}

/** The shorter behaviours to try in place of `schedule`, made when they are asked for. */
export function* shorter(
  schedule: Behaviour,
  player: Player,
): Generator<Behaviour, void, undefined> {
  const seen = new Set<string>();
  for (const { steps, likeness } of candidates(schedule, player)) {
    const behaviour = player.play(schedule.initial, steps, likeness);
    const text = behaviour.steps.map(textOf).join("\n");
    if (behaviour.steps.length >= schedule.steps.length || seen.has(text)) continue;
    seen.add(text);
    yield behaviour;
  }
}

function* candidates(schedule: Behaviour, player: Player): Generator<Candidate> {
  const { steps, objection } = schedule;
  // Where no property of its own ends it, nobody knows yet where it goes wrong.
  if (objection === undefined) yield* prefixes(steps);
  yield* withoutSome(steps, player.stage);
  yield* withoutStretches(steps);
  yield* withReplacements(schedule, player);
}

/** Its beginnings: none of it, half, three quarters, … */
function* prefixes(steps: readonly Typed[]): Generator<Candidate> {
  for (let missing = steps.length; missing > 0; missing = Math.floor(missing / 2)) {
    yield { steps: steps.slice(0, steps.length - missing), likeness: "exact" };
  }
}

/** Without any fault, without one kind of fault, without one process. */
function* withoutSome(steps: readonly Typed[], stage: Stage): Generator<Candidate> {
  for (const kinds of [FAULTS.flat(), ...FAULTS]) {
    yield* without(steps, (step) => kinds.includes(faultOf(step, stage) ?? ""));
  }
  const takesPart = (process: string, step: Typed): boolean =>
    participantsOf(step, stage).includes(process);
  for (const process of participants(steps, stage)) {
    yield* without(steps, (step) => takesPart(process, step));
  }
}

function* without(steps: readonly Typed[], isGone: (step: Typed) => boolean): Generator<Candidate> {
  const rest = steps.filter((step) => !isGone(step));
  if (rest.length < steps.length) yield { steps: rest, likeness: "alike" };
}

/** Without half of it, a quarter, …, one step: delta debugging that gets nowhere tries them all. */
function* withoutStretches(steps: readonly Typed[]): Generator<Candidate> {
  let rest: readonly Typed[] = steps;
  const attempts = ddmin(steps, (fewer) => {
    rest = fewer;
    return undefined;
  });
  while (attempts.next().done !== true) {
    yield { steps: rest, likeness: "exact" };
    yield { steps: rest, likeness: "alike" };
  }
}

/** With two steps in a row replaced by another that is possible there and no fault. */
function* withReplacements({ initial, steps }: Behaviour, player: Player): Generator<Candidate> {
  for (let index = 0; index + 2 <= steps.length; index++) {
    const before = steps.slice(0, index);
    const after = steps.slice(index + 2);
    for (const step of player.possibleAfter(initial, before)) {
      if (faultOf(step, player.stage) !== undefined) continue;
      yield { steps: [...before, step, ...after], likeness: "alike" };
    }
  }
}
