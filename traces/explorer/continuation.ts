/**
 * Searches on from where a person is, breadth-first, for the shortest continuation to a violation: in
 * slices, so that its owner may show how far it is, and end it by asking no further.
 */
import type { PropertySummary, Target } from "../../checker/check.ts";
import { encode } from "../../checker/data.ts";
import { CheckerError } from "../../checker/errors.ts";
import { BreadthFirst } from "../../checker/search/breadth-first.ts";
import { type Beginning, continuedFrom } from "../../checker/search/continued.ts";
import type { Ending, Exploration, Violation } from "../../checker/search/exploration.ts";
import { HeapLimit } from "../../checker/search/heap.ts";
import type { Typed } from "../../checker/protocol.ts";
import type { Path, SearchOutcome, SearchProgress } from "./position.ts";
import type { Session } from "./session.ts";

/** How long, and how far. */
export interface SearchLimits {
  readonly seconds: number;
  readonly states: number;
}

export const SEARCH_LIMITS: SearchLimits = { seconds: 30, states: 5_000_000 };

const SLICE_MS = 50;
const BYTES_MAX = 2 * 2 ** 30;

/** Makes the target with only some of the properties, reduced by symmetry if that was asked for. */
export type TargetWith = (isWanted: (property: PropertySummary) => boolean) => Target;

/**
 * Searches on from `path` for a state to which a property objects that has not objected on the way.
 * @throws CheckerError `BadValue` if there is no such path.
 */
export function* searchOn(
  session: Session,
  targetWith: TargetWith,
  path: Path,
  limits: SearchLimits = SEARCH_LIMITS,
): Generator<SearchProgress, SearchOutcome> {
  const taken = path.choices.slice(0, path.at);
  const places = session.places.along(path.initial, taken);
  const mayObject = ({ name, kind }: PropertySummary): boolean =>
    kind !== "witness" && places.every(({ judged }) => judged.get(name)?.reason === undefined);
  const target = targetWith(mayObject);
  if (target.properties.length === 0) {
    return { choices: null, sentence: "No property is left that could object for the first time." };
  }
  if (places.at(-1)!.enabled.length === 0) {
    return { choices: null, sentence: "No step begins here: there is nothing to search." };
  }
  const makeSpace = continuedFrom(beginningOf(session, path.initial, taken), target.space);
  const search = new BreadthFirst(makeSpace, { states: limits.states, bytes: BYTES_MAX });
  const deadline = performance.now() + limits.seconds * 1000;
  const heap = new HeapLimit();
  while (search.advance(SLICE_MS)) {
    const { distinctStates, depth } = search.progress;
    yield { states: distinctStates, steps: depth - 1 };
    if (performance.now() >= deadline) search.stop("time");
    else if (heap.isReached()) search.stop("memory");
  }
  const exploration = search.result();
  const [found] = exploration.violations.toSorted((a, b) => a.steps.length - b.steps.length);
  return found === undefined
    ? { choices: null, sentence: notFoundText(exploration, target) }
    : { choices: followed(session, path.initial, taken, found), sentence: foundText(found) };
}

/** The steps of a path without those that change nothing, of which a search knows nothing. */
function beginningOf(session: Session, initial: number, taken: readonly number[]): Beginning {
  const places = session.places.along(initial, taken);
  const texts = places.map(({ state }) => encode(state));
  const steps = taken.map((choice, index) => places[index]!.enabled[choice]!);
  return { initial, steps: steps.filter((_step, index) => texts[index] !== texts[index + 1]) };
}

/**
 * The path on to `found`, in the plain meaning of the model.
 * @throws CheckerError `ReplayDiverged` if it is not possible there, or the property does not object.
 */
function followed(
  { places }: Session,
  initial: number,
  taken: readonly number[],
  found: Violation<Typed>,
): number[] {
  const choices = [...taken];
  for (const step of found.steps) {
    const choice = places.choiceOf(places.along(initial, choices).at(-1)!, step);
    if (choice === undefined) throw diverged(found, "a step of it is not possible");
    choices.push(choice);
  }
  const end = places.along(initial, choices).at(-1)!;
  if (end.judged.get(found.property)?.reason === undefined) {
    throw diverged(found, "it violates nothing there");
  }
  return choices;
}

function diverged({ property }: Violation<Typed>, why: string): CheckerError {
  const sentence = `What was found against ${property} does not replay: ${why}.`;
  return new CheckerError("ReplayDiverged", sentence, {
    hint: "An impure model is the usual cause: check it with --audit.",
  });
}

function foundText({ property, reason, steps }: Violation<Typed>): string {
  const length = stepsText(steps.length);
  return `${property} objects ${length} later: ${reason}. No shorter continuation leads to a violation.`;
}

const ENDINGS: Partial<Record<Ending, string>> = {
  states: "the limit on states was reached",
  time: "the time was up",
  memory: "the memory limit was reached",
};

/** Whether a state is stuck is known once it was expanded, and those of the last level were not. */
function notFoundText(
  { distinctStates, completeDepth, ending }: Exploration<Typed>,
  { properties }: Target,
): string {
  const states = `${distinctStates.toLocaleString("en")} state${distinctStates === 1 ? "" : "s"}`;
  if (ending === "exhausted") {
    return `No property objects anew in any state that can be reached from here: all ${states} were looked at.`;
  }
  const steps = completeDepth - 1;
  const asks = properties.some(({ kind }) => kind === "deadlock");
  const covered = stepsText(asks ? Math.max(0, steps - 1) : steps);
  return `No violation was found in ${states}; ${ENDINGS[ending]}. All continuations of up to ${covered} were covered.`;
}

function stepsText(count: number): string {
  return `${count} step${count === 1 ? "" : "s"}`;
}
