/** Matchers for models: `toSatisfyProperties`, and `toViolate` for bugs that must not go unseen. */
import type { MatcherState, RunnerTestCase } from "vitest";
import type { AnyModel } from "../checker/check.ts";
import { CheckerError } from "../checker/errors.ts";
import type { Property, SystemProperty } from "../checker/property.ts";
import type { Protocol, SystemDefinition } from "../checker/protocol.ts";
import { type AnyProperty, Examination, type TestTime } from "./examination.ts";
import type { ModelOptions } from "./options.ts";
import { requireHolds, requireViolated } from "./requirement.ts";
import { placeOf, told } from "./test-error.ts";

/** What may be claimed of a model. */
export type PropertyOf<M> =
  M extends Protocol<infer _P, infer _T, infer V>
    ? Property<V>
    : M extends SystemDefinition<infer _P, infer S, infer _A>
      ? SystemProperty<S>
      : never;

/** What vitest passes to a matcher. */
type Matching = Pick<MatcherState, "isNot"> & { readonly task?: Readonly<RunnerTestCase> };

declare module "vitest" {
  interface Matchers<T> {
    /** Each of `properties` holds of all behaviours of the model. Nothing less will do. */
    toSatisfyProperties(
      properties: readonly PropertyOf<T>[],
      options?: ModelOptions,
    ): Promise<void>;
    /** Some behaviour of the model, which has a bug, violates `property`. */
    toViolate(property: PropertyOf<T>, options?: ModelOptions): Promise<void>;
  }
}

export const matchers = { toSatisfyProperties, toViolate };

async function toSatisfyProperties(
  this: Matching,
  model: AnyModel,
  properties: readonly AnyProperty[],
  options: ModelOptions = {},
) {
  const here = placeOf(toSatisfyProperties);
  const examination = told(here, () => {
    rejectNot(this, "toSatisfyProperties", "toViolate");
    rejectNoModel(model, "toSatisfyProperties");
    return new Examination(model, properties, options);
  });
  await requireHolds(properties, examination, { task: this.task, time: timeOf(this.task), here });
  return satisfied;
}

async function toViolate(
  this: Matching,
  model: AnyModel,
  property: AnyProperty,
  options: ModelOptions = {},
) {
  const here = placeOf(toViolate);
  const examination = told(here, () => {
    rejectNot(this, "toViolate", "toSatisfyProperties");
    rejectNoModel(model, "toViolate");
    return new Examination(model, [property], options);
  });
  await requireViolated(property, examination, {
    task: this.task,
    time: timeOf(this.task),
    here,
  });
  return satisfied;
}

/** Failures are thrown, for they have a name and a place. */
const satisfied = { pass: true, message: () => "" };

/** @throws CheckerError `UsageError`: what was not decided is neither so nor otherwise. */
function rejectNot({ isNot }: Matching, matcher: string, other: string): void {
  if (!isNot) return;
  throw new CheckerError("UsageError", `.not.${matcher} would pass where nothing was decided.`, {
    hint: `Say ${other}.`,
  });
}

/** @throws CheckerError `UsageError` for anything else than a model. */
function rejectNoModel(model: unknown, matcher: string): void {
  const isModel =
    typeof model === "object" && model !== null && ("system" in model || "processes" in model);
  if (isModel) return;
  throw new CheckerError("UsageError", `${matcher} is for a protocol or a transition system.`, {
    hint: "expect(…) takes what defineProtocol or defineSystem made.",
  });
}

/** What is left of the time of `task`. The clock of a test that is tried again is not known. */
function timeOf(task: Readonly<RunnerTestCase> | undefined): TestTime {
  const signal = task?.context.signal;
  const timeout = task?.timeout || Infinity;
  const { startTime, retryCount = 0, repeatCount = 0 } = task?.result ?? {};
  const isFirst = retryCount === 0 && repeatCount === 0;
  const spentMs = startTime === undefined || !isFirst ? 0 : Date.now() - startTime;
  return { endsAt: performance.now() + timeout - spentMs, signal };
}
