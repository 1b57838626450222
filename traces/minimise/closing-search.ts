/**
 * The closing search: breadth-first for a counterexample that is shorter than what delta debugging left,
 * and for the proof that there is none. First where nothing is granted but what the counterexample uses,
 * which is small and often enough; then with no more faults; then in the trace's own environment.
 */
import { type AnyModel, Check, type Target, targetOf } from "../../checker/check.ts";
import type { EnvironmentOptions } from "../../checker/environment.ts";
import type { Property, SystemProperty } from "../../checker/property.ts";
import type { Typed } from "../../checker/protocol.ts";
import type { Ending, Progress, Violation } from "../../checker/search/exploration.ts";
import type { Trace } from "../format.ts";
import { simplify } from "./passes.ts";
import type { Proof } from "./proof.ts";
import type { Reduction } from "./reduction.ts";
import { grantTheSame, withUsedBudgets, withUsedFaults } from "./used-budgets.ts";

/** What is searched. */
export interface Searchable {
  readonly trace: Trace;
  readonly model: AnyModel;
  readonly property: Property<unknown> | SystemProperty<unknown>;
  /** The types of actions that the model declares. */
  readonly actions: readonly string[];
}

/** How long, and how far. */
export interface ClosingLimits {
  readonly seconds: number;
  readonly states?: number | undefined;
}

/** More than a machine's memory helps no one. */
const BYTES_MAX = 2 * 2 ** 30;
/** A first search for luck, and a second for faults, each leave as much time to those after them. */
const SHARE = 0.5;
const SLICE_MS = 20;

/** What one of the searches came to. */
interface Outcome {
  /** All behaviours of up to so many states were covered. */
  readonly depth: number;
  readonly isComplete: boolean;
  readonly ending: Ending;
  /** The length of what it found that has more faults. */
  readonly shorter: number | undefined;
}

/** Searches for a shorter counterexample than the best of `reduction`; yields what is known so far. */
export function* closingSearch(
  reduction: Reduction,
  searchable: Searchable,
  limits: ClosingLimits,
): Generator<Progress | undefined, Proof> {
  const { trace } = searchable;
  const started = performance.now();
  const left = (): number => limits.seconds - (performance.now() - started) / 1000;
  const search = (environment: EnvironmentOptions | null, share: number) =>
    searchIn(reduction, searchable, environment, { ...limits, seconds: left() * share });
  const proof = { depth: 0, depthWithItsFaults: 0, symmetry: trace.symmetry, shorter: undefined };
  if (reduction.steps.length === 0) {
    return { ...proof, kind: "shortest", seconds: 0, ending: undefined };
  }
  if (limits.seconds <= 0) {
    return { ...proof, kind: "1-minimal", seconds: 0, ending: undefined };
  }
  const own = trace.environment;
  if (own !== null) {
    const used = withUsedBudgets(own, reduction.steps, searchable.actions);
    if (!grantTheSame(used, own)) yield* search(used, SHARE);
  }
  const faults = own === null ? null : withUsedFaults(own, reduction.steps);
  const hasNoMore = own === null || faults === null || grantTheSame(faults, own);
  const first = yield* search(faults, hasNoMore ? 1 : SHARE);
  const second = hasNoMore || !first.isComplete ? undefined : yield* search(own, 1);
  const last = hasNoMore ? first : second;
  const isShortest = last?.isComplete === true;
  return {
    ...proof,
    kind: isShortest ? "shortest" : first.isComplete ? "shortest-with-its-faults" : "1-minimal",
    depth: last?.depth ?? 0,
    depthWithItsFaults: first.depth,
    seconds: (performance.now() - started) / 1000,
    ending: (second ?? first).ending,
    shorter: second?.shorter ?? first.shorter,
  };
}

/** Searches one environment until there is nothing that is shorter and has no more faults. */
function* searchIn(
  reduction: Reduction,
  searchable: Searchable,
  environment: EnvironmentOptions | null,
  limits: ClosingLimits,
): Generator<Progress | undefined, Outcome> {
  const target = targetIn(searchable, environment);
  // A state that no step leaves is recognised when it is expanded, one level later.
  const extra = searchable.property.kind === "deadlock" ? 1 : 0;
  const wanted = reduction.steps.length;
  const check = new Check(target, {
    depth: wanted + extra,
    states: limits.states,
    bytes: BYTES_MAX,
  });
  const deadline = performance.now() + limits.seconds * 1000;
  while (check.advance(SLICE_MS)) {
    yield check.progress;
    if (performance.now() >= deadline) check.stop("time");
  }
  const { ending, completeDepth, violations } = check.result().exploration;
  const found = violations[0];
  if (found !== undefined) return yield* adopted(reduction, found, ending);
  const isComplete = ending === "exhausted" || ending === "depth";
  const depth = isComplete ? wanted : Math.max(0, completeDepth - extra);
  return { depth, isComplete, ending, shorter: undefined };
}

/**
 * Takes over what was found, if it is a counterexample in the trace's environment too and has no more
 * faults. As levels are searched in order, all shorter behaviours were covered, whatever ended it.
 */
function* adopted(
  reduction: Reduction,
  { initial, steps }: Violation<Typed>,
  ending: Ending,
): Generator<undefined, Outcome> {
  const depth = steps.length;
  // What the trace's environment has beyond the one that was searched may violate it even sooner.
  const found = reduction.player.violating(initial, steps, "exact");
  if (found !== undefined && found.length <= depth && reduction.adopt(initial, found)) {
    yield* simplify(reduction);
    return { depth, isComplete: true, ending, shorter: undefined };
  }
  const shorter = found?.length === depth ? depth + 1 : undefined;
  return { depth, isComplete: false, ending, shorter };
}

function targetIn(
  { trace, model, property }: Searchable,
  environment: EnvironmentOptions | null,
): Target {
  return targetOf(model, {
    config: trace.config,
    environment: environment ?? {},
    properties: [property],
    symmetry: trace.symmetry,
  });
}
