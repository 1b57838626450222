/**
 * The arbitrary of schedules. It draws by walking: at each state a strategy chooses among the steps that
 * are possible. Its values are the steps themselves, so that they shrink by leaving some out.
 */
import * as fc from "fast-check";
import { Random } from "../checker/fuzz/random.ts";
import { strategyNamed } from "../checker/fuzz/strategies/index.ts";
import { uniform } from "../checker/fuzz/strategies/uniform.ts";
import type { StrategyKind } from "../checker/fuzz/strategy.ts";
import { CheckerError } from "../checker/errors.ts";
import type { Snapshot } from "../checker/property.ts";
import type { AnyProtocol, AnySystem, SystemDefinition, Typed } from "../checker/protocol.ts";
import type { Parameters } from "../checker/parameters.ts";
import type { Step } from "../checker/world/step.ts";
import { behaviourOf, textOf } from "../traces/player.ts";
import { scheduleFrom, traceFiles } from "./examples.ts";
import { Schedule } from "./schedule.ts";
import { Setting, type SettingOptions } from "./setting.ts";
import { shorter } from "./shrinking.ts";

/** What schedules to draw. */
export interface ScheduleOptions<V = unknown> extends SettingOptions<V> {
  /** The most steps of a schedule; 60 if absent. */
  readonly steps?: number | undefined;
  /** How steps are chosen: one of the strategies of `scrutineer fuzz` by name, or one's own. */
  readonly strategy?: string | StrategyKind | undefined;
}

const STEPS = 60;

export class ScheduleArbitrary<Seen, S extends Typed> extends fc.Arbitrary<Schedule<Seen, S>> {
  readonly #setting: Setting;
  readonly #steps: number;
  readonly #strategy: StrategyKind;

  constructor(setting: Setting, steps: number, strategy: StrategyKind) {
    super();
    this.#setting = setting;
    this.#steps = steps;
    this.#strategy = strategy;
  }

  override generate(random: fc.Random): fc.Value<Schedule<Seen, S>> {
    // A strategy of its own for each schedule: what it learns must not depend on the runs before,
    // which are not repeated when fast-check goes back to one of them.
    const strategy = this.#strategy.make({ steps: this.#steps });
    const chance = new Random(String(random.nextInt()));
    const walk = strategy.begin([this.#setting.player.walk], chance);
    while (walk.count > 0 && walk.length < this.#steps && walk.objections.length === 0) {
      walk.take(strategy.choose(walk, chance));
    }
    return this.#value(new Schedule(this.#setting, behaviourOf(walk)));
  }

  /** Is it a schedule, of whatever origin, that this model can follow? */
  override canShrinkWithoutContext(value: unknown): value is Schedule<Seen, S> {
    if (!(value instanceof Schedule)) return false;
    const { player } = this.#setting;
    if (value.initial >= player.walk.initials) return false;
    const { steps } = player.play(value.initial, value.steps, "exact");
    const isTaken = (step: Typed, index: number): boolean =>
      steps[index] !== undefined && textOf(steps[index]) === textOf(step);
    return value.steps.every(isTaken);
  }

  override shrink(value: Schedule<Seen, S>): fc.Stream<fc.Value<Schedule<Seen, S>>> {
    const behaviours = shorter(value, this.#setting.player);
    return fc.stream(behaviours).map((each) => this.#value(new Schedule(this.#setting, each)));
  }

  /**
   * The schedules of trace files, for the `examples` of a property of one schedule; of a folder, all
   * `*.trace.json` in it.
   * @throws CheckerError `BadTrace` for a file that is no trace of this model under this config.
   */
  async examples(...paths: readonly string[]): Promise<[Schedule<Seen, S>][]> {
    const files = (await Promise.all(paths.map(traceFiles))).flat();
    const examples: [Schedule<Seen, S>][] = [];
    // One after the other: they are played in one walk.
    for (const file of files) examples.push([await scheduleFrom<Seen, S>(file, this.#setting)]);
    return examples;
  }

  #value(schedule: Schedule<Seen, S>): fc.Value<Schedule<Seen, S>> {
    return new fc.Value(schedule, undefined);
  }
}

/**
 * Schedules of a protocol, or of a transition system, under a config and an environment. Each ends
 * after `steps` steps, where nothing more can happen, or where one of `properties` is violated.
 * @throws CheckerError for a config, an environment or a property that makes no sense.
 */
export function schedules<V>(
  protocol: AnyProtocol<V>,
  options?: ScheduleOptions<NoInfer<V>>,
): ScheduleArbitrary<Snapshot<V>, Step>;
export function schedules<P extends Parameters, S, A extends Typed>(
  system: SystemDefinition<P, S, A>,
  options?: ScheduleOptions<NoInfer<S>>,
): ScheduleArbitrary<S, A>;
export function schedules(
  model: AnyProtocol | AnySystem,
  { steps = STEPS, strategy = uniform, ...options }: ScheduleOptions = {},
): ScheduleArbitrary<unknown, Typed> {
  if (!Number.isSafeInteger(steps) || steps < 1) {
    throw new CheckerError("BadValue", `A schedule can't have at most ${steps} steps.`, {
      hint: "Allowed: 1, 2, 3, …",
    });
  }
  const kind = typeof strategy === "string" ? strategyNamed(strategy) : strategy;
  return new ScheduleArbitrary(new Setting(model, options), steps, kind);
}
