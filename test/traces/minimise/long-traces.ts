/**
 * Counterexamples that are longer than need be, of the mutants whose shortest one is known: what a
 * random walk stumbles over, and the shortest with steps put in between that are not needed.
 */
import {
  type AnyModel,
  check,
  type CheckOptions,
  type Target,
  targetOf,
} from "../../../checker/check.ts";
import { PlainWalk } from "../../../checker/fuzz/plain-walk.ts";
import { Random } from "../../../checker/fuzz/random.ts";
import { configOf } from "../../../checker/parameters.ts";
import type { Property, SystemProperty } from "../../../checker/property.ts";
import type { Typed } from "../../../checker/protocol.ts";
import { catalog } from "../../../models/catalog.ts";
import type { Mutant } from "../../../models/kit/instance.ts";
import { type Trace, TRACE_FORMAT, TRACE_VERSION } from "../../../traces/format.ts";
import { Player } from "../../../traces/player.ts";

/** A mutant with the property that catches it, and the states of the shortest trace. */
export interface Subject {
  readonly name: string;
  readonly model: AnyModel;
  readonly property: Property<unknown> | SystemProperty<unknown>;
  readonly options: Pick<CheckOptions, "config" | "environment">;
  readonly symmetry: boolean;
  readonly length: number;
}

/** The mutants of the catalog whose shortest trace is known, and found within seconds. */
export const subjects: readonly Subject[] = catalog.flatMap((entry) =>
  entry.mutants.flatMap((mutant) => {
    const { length, isSlow, model, config, environment, symmetry = false } = mutant;
    if (length === null || isSlow === true) return [];
    const properties = entry.properties(configOf(model.parameters, config));
    const property = properties.find(({ name }) => name === mutant.violates)!;
    const options = { config, environment };
    return [{ name: nameOf(model, mutant), model, property, options, symmetry, length }];
  }),
);

/** The mutant called `name`, as in `raft.forgets-vote`. */
export function subjectCalled(name: string): Subject {
  return subjects.find((subject) => subject.name === name)!;
}

function nameOf({ name }: AnyModel, mutant: Mutant): string {
  return `${name}.${mutant.name}`;
}

/** `subject` with two more of every event and fault that it bounds. */
export function widened(subject: Subject): Subject {
  const budgets = Object.entries(subject.options.environment?.budgets ?? {}).map(
    ([name, budget]) => [name, typeof budget === "number" && budget > 0 ? budget + 2 : budget],
  );
  if (budgets.length === 0) return subject;
  const environment = { ...subject.options.environment, budgets: Object.fromEntries(budgets) };
  return { ...subject, options: { ...subject.options, environment } };
}

/** `subject`, with the one property, to walk in and to replay in. */
export function targetFor({ model, options, property }: Subject): Target {
  return targetOf(model, { ...options, properties: [property] });
}

/** The shortest trace, found by breadth-first search. */
export function shortestTrace(subject: Subject): Trace {
  const { model, options, property, symmetry } = subject;
  const { exploration } = check(model, {
    ...options,
    symmetry,
    properties: [property],
    limits: { stopAt: [property.name] },
  });
  const { initial, steps } = exploration.violations[0]!;
  return traceOf(subject, targetFor(subject), initial, steps);
}

/** The longest counterexample that `walks` random walks meet, each of up to `steps` steps. */
export function walkedTrace(
  subject: Subject,
  seed: string,
  { walks, steps }: { readonly walks: number; readonly steps: number },
): Trace | undefined {
  const target = targetFor(subject);
  const walk = new PlainWalk(target.subject, target.processes);
  const random = new Random(`${seed} ${subject.name}`);
  let longest: Trace | undefined;
  for (let count = 0; count < walks; count++) {
    walk.begin(random.below(walk.initials));
    while (walk.objections.length === 0 && walk.count > 0 && walk.length < steps) {
      walk.take(random.below(walk.count));
    }
    const [objection] = walk.objections;
    const isLonger = longest === undefined || walk.length >= longest.length;
    if (objection === undefined || !isLonger) continue;
    const last = objection.step === undefined ? [] : [objection.step];
    longest = traceOf(subject, target, walk.initial, [...walk.path(), ...last]);
  }
  return longest;
}

/**
 * `trace` with steps put in between, as long as the property is violated only at its end; undefined if
 * it is not violated in the environment of `subject`.
 */
export function grownTrace(
  subject: Subject,
  trace: Trace,
  seed: string,
  tries: number,
): Trace | undefined {
  const target = targetFor(subject);
  const { system } = target.subject;
  const player = new Player(target);
  const random = new Random(`${seed} ${subject.name}`);
  let steps: readonly Typed[] | undefined = player.violating(trace.initial, trace.steps, "exact");
  if (steps === undefined) return undefined;
  for (let attempt = 0; attempt < tries; attempt++) {
    const at = random.below(steps.length);
    const start = system.initialStates()[trace.initial];
    const before = steps.slice(0, at).reduce((state, step) => system.next(state, step), start);
    const enabled = system.enabled(before);
    if (enabled.length === 0) continue;
    const more = steps.toSpliced(at, 0, { ...random.pick(enabled) });
    const found = player.violating(trace.initial, more, "alike");
    if (found !== undefined && found.length > steps.length) steps = found;
  }
  return traceOf(subject, target, trace.initial, steps);
}

function traceOf(
  { property, symmetry }: Subject,
  { name, config, environment }: Target,
  initial: number,
  steps: readonly Typed[],
): Trace {
  return {
    format: TRACE_FORMAT,
    version: TRACE_VERSION,
    tool: "0.1.0",
    protocol: name,
    variant: null,
    instance: null,
    mutant: null,
    config,
    environment: environment ?? null,
    symmetry,
    property: property.name,
    reason: "",
    seed: null,
    length: steps.length + 1,
    shortest: false,
    initial,
    steps,
  };
}
