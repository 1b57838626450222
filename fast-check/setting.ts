/**
 * What schedules are of: a model with its config, its environment and the properties that are judged
 * along the way. Schedules of one setting share its player, whose tables grow warm.
 */
import { type AnyModel, type CheckOptions, type Target, targetOf } from "../checker/check.ts";
import type { Property, SystemProperty } from "../checker/property.ts";
import { bind } from "../checker/world/model.ts";
import { snapshotOf } from "../checker/world/observe.ts";
import type { WorldState } from "../checker/world/world-state.ts";
import { Player } from "../traces/player.ts";

/** A property of a protocol or of a transition system, whatever it sees. */
export type AnyProperty = Property<unknown> | SystemProperty<unknown>;

/** What of a check's options a schedule depends on. */
export type SettingOptions<V = unknown> = Pick<
  CheckOptions<V>,
  "config" | "environment" | "properties" | "audit"
>;

/** So many settings with other properties are kept: each has tables. */
const JUDGED_MAX = 4;

export class Setting {
  readonly target: Target;
  readonly properties: readonly AnyProperty[];
  readonly player: Player;
  readonly #model: AnyModel;
  readonly #options: SettingOptions;
  readonly #snapshot: (state: unknown) => unknown;
  /** The same with other properties, as it was asked for last: predicates ask again and again. */
  readonly #judged: Setting[] = [];

  /** @throws CheckerError for a config, an environment or a property that makes no sense. */
  constructor(model: AnyModel, options: SettingOptions) {
    this.#model = model;
    this.#options = options;
    this.properties = options.properties ?? [];
    this.target = targetOf(model, options);
    this.player = new Player(this.target);
    this.#snapshot = snapshotsOf(model, options);
  }

  /** What properties see of `state`. */
  snapshot(state: unknown): unknown {
    return this.#snapshot(state);
  }

  /** The same model, judged by `properties` instead. */
  judgedBy(properties: readonly AnyProperty[]): Setting {
    const isSame = (others: readonly AnyProperty[]): boolean =>
      others.length === properties.length && properties.every((p, index) => p === others[index]);
    if (isSame(this.properties)) return this;
    const known = this.#judged.find((other) => isSame(other.properties));
    if (known !== undefined) return known;
    const other = new Setting(this.#model, { ...this.#options, properties });
    this.#judged.unshift(other);
    this.#judged.splice(JUDGED_MAX);
    return other;
  }
}

/** What properties see of a state: the members' views, or the state itself at the lower door. */
function snapshotsOf(model: AnyModel, options: SettingOptions): (state: unknown) => unknown {
  if ("system" in model) return (state) => state;
  const { config = {}, environment = {} } = options;
  const bound = bind(model, { config, environment });
  return (state) => {
    // The states of a protocol are those of its world.
    const { processes, environment: surroundings } = state as WorldState;
    return snapshotOf(bound, processes, (process) => !surroundings.down.has(process));
  };
}
