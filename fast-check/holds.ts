/** The predicate for fast-check: no property objects to the schedule. */
import { CheckerError } from "../checker/errors.ts";
import type {
  Change,
  DeadlockFreedom,
  Invariant,
  Observer,
  Refinement,
  Snapshot,
  SystemStep,
  TransitionProperty,
  Witness,
} from "../checker/property.ts";
import { confirmed } from "../checker/search/replay.ts";
import type { Behaviour } from "../traces/player.ts";
import type { Schedule } from "./schedule.ts";
import type { AnyProperty, Setting } from "./setting.ts";

/** What a property has to see. */
type SeenBy<P> =
  P extends Observer<infer _H, infer V>
    ? Snapshot<V>
    : P extends TransitionProperty<infer S>
      ? SeenInStep<S>
      : P extends
            | Invariant<infer S>
            | Witness<infer S>
            | DeadlockFreedom<infer S>
            | Refinement<infer S, infer _A>
        ? S
        : never;

type SeenInStep<S> =
  S extends Change<infer V> ? Snapshot<V> : S extends SystemStep<infer State> ? State : never;

/** What all of several properties have to see: each gets its own. */
type SeenByAll<P> = (P extends unknown ? (seen: SeenBy<P>) => void : never) extends (
  seen: infer All,
) => void
  ? All
  : never;

/**
 * The predicate that `properties` hold of a schedule, or without any those that the schedule was drawn
 * with. It throws the sentence that says how one is violated. Witnesses are passed over: they speak of
 * all behaviours, and no single one violates them.
 */
export function holds<const P extends readonly AnyProperty[]>(
  ...properties: P
): (schedule: Schedule<SeenByAll<P[number]>>) => void {
  if (properties.length > 0) rejectNothingToJudge(properties);
  return (schedule) => {
    const judged = properties.length === 0 ? schedule.setting.properties : properties;
    rejectNothingToJudge(judged);
    const verdict = verdictOn(schedule, schedule.setting.judgedBy(judged));
    if (verdict === undefined) return;
    schedule.tell(verdict);
    throw new Error(`${verdict.objection.property} is violated: ${verdict.objection.reason}.`);
  };
}

/** @throws CheckerError `UsageError` if no single schedule can violate any of `properties`. */
function rejectNothingToJudge(properties: readonly AnyProperty[]): void {
  if (properties.some(({ kind }) => kind !== "witness")) return;
  throw new CheckerError("UsageError", "holds() has no property to judge a schedule by.", {
    hint: "Name properties in holds(…) or in the options of schedules(…); witnesses do not count.",
  });
}

/** A behaviour that a property objects to. */
type Violation = Behaviour & { readonly objection: NonNullable<Behaviour["objection"]> };

/**
 * `schedule` up to where a property of `setting` objects; undefined if none does.
 * @throws CheckerError `ReplayDiverged` if the plain world does not agree: nothing else is shown.
 */
function verdictOn(schedule: Schedule, setting: Setting): Violation | undefined {
  const { initial, steps, objection } =
    setting === schedule.setting
      ? schedule
      : setting.player.play(schedule.initial, schedule.steps, "exact");
  if (objection === undefined) return undefined;
  const { property } = objection;
  const violation = { property, reason: objection.reason, initial, steps };
  const { reason } = confirmed(setting.target.subject, violation);
  return { initial, steps, objection: { property, reason } };
}
