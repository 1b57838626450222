/**
 * Checking a model: binds it, searches its states, replays every counterexample in the plain world,
 * and says what is certain. The one entry for the command line, the tests and everyone else.
 */
import { ProtocolSpace } from "./engine/protocol-space.ts";
import type { Space, SpaceFindings } from "./engine/space.ts";
import { SystemSpace } from "./engine/system-space.ts";
import type { EnvironmentOptions, EnvironmentOverrides } from "./environment.ts";
import { CheckerError } from "./errors.ts";
import { PlainWalk } from "./fuzz/plain-walk.ts";
import { isWalkable, ProtocolWalk } from "./fuzz/protocol-walk.ts";
import { SpaceWalk } from "./fuzz/space-walk.ts";
import { SystemWalk } from "./fuzz/system-walk.ts";
import type { Walk } from "./fuzz/walk.ts";
import { type Config, configOf } from "./parameters.ts";
import type { Property, SystemProperty } from "./property.ts";
import type { AnyProtocol, Typed } from "./protocol.ts";
import { BreadthFirst } from "./search/breadth-first.ts";
import type { Exploration, Progress } from "./search/exploration.ts";
import { guardedSystem } from "./search/guarded-system.ts";
import { type Limits, rejectSenseless } from "./search/limits.ts";
import { confirmed } from "./search/replay.ts";
import { type Subject, subjectOf, subjectOfSystem } from "./search/subject.ts";
import { findGrowth } from "./search/unbounded.ts";
import type { AnySystem } from "./transition-system.ts";
import { type PropertyVerdict, verdictOn } from "./verdict.ts";
import { audited } from "./world/audit.ts";
import { auditedForSymmetry } from "./world/symmetry-audit.ts";
import { bind, type Model, rejectDoubles } from "./world/model.ts";
import { renamings } from "./world/symmetry.ts";

export type AnyModel<V = unknown> = AnyProtocol<V> | AnySystem<V>;

export interface CheckOptions<V = unknown> {
  /** Settings on top of the parameters' defaults. */
  readonly config?: Readonly<Record<string, unknown>> | undefined;
  /** Overrides of what the protocol assumes of its environment. */
  readonly environment?: EnvironmentOverrides | undefined;
  readonly properties?: readonly (Property<V> | SystemProperty<V>)[] | undefined;
  /** Explore one state per orbit of the declared symmetry. */
  readonly symmetry?: boolean | undefined;
  /** Call each of the model's functions twice, and compare. */
  readonly audit?: boolean | undefined;
  readonly limits?: Limits | undefined;
}

/** A property as reports speak of it. */
export type PropertySummary = Pick<
  Property<unknown>,
  "name" | "kind" | "claim" | "source" | "concern"
>;

/** What was checked, fully resolved. */
export interface Target {
  readonly name: string;
  readonly config: Config;
  /** Undefined for a transition system, which has no world around it. */
  readonly environment: EnvironmentOptions | undefined;
  readonly properties: readonly PropertySummary[];
  /** Empty for a transition system, as are the histories. */
  readonly processes: readonly string[];
  /** The names that states speak of: the processes, and the members of the symmetry classes. */
  readonly names: readonly string[];
  /** The names of the histories that the properties keep, in the order in which states hold them. */
  readonly histories: readonly string[];
  readonly subject: Subject<unknown, Typed>;
  /** The protocol, bound to all of this; undefined for a transition system. */
  readonly model: Model | undefined;
  /** The types of actions that should occur, with what each does. */
  readonly actions: Readonly<Record<string, string>>;
  readonly space: (findings: SpaceFindings) => Space<Typed>;
  /** One behaviour at a time, for fuzzing. */
  readonly walk: () => Walk;
  /** The same for those who only go on: it may list what turns out to be no step (see `Walk.take`). */
  readonly probingWalk: () => Walk;
}

export interface CheckResult {
  readonly target: Target;
  readonly exploration: Exploration<Typed>;
  readonly verdicts: readonly PropertyVerdict[];
  /** The actions of the model that never happened: suspicious. */
  readonly unfired: readonly string[];
  readonly seconds: number;
}

/** Without a limit of the user's, a search this deep is taken for endless. */
const DEPTH_MAX = 2_000;
/** Without a limit of the user's, the tables may take this much. */
const BYTES_MAX = 4 * 2 ** 30;
/** A search that ran out of memory before it was this deep may well be of a large, bounded model. */
const DEPTH_TELLING = 100;

/**
 * Resolves what to check.
 * @throws CheckerError for a config, an environment or a property that makes no sense.
 */
export function targetOf<V>(model: AnyModel<V>, options: CheckOptions<NoInfer<V>> = {}): Target {
  return "system" in model ? targetOfSystem(model, options) : targetOfProtocol(model, options);
}

function targetOfProtocol<V>(protocol: AnyProtocol<V>, options: CheckOptions<V>): Target {
  const bound = bind<V>(protocol, {
    config: options.config ?? {},
    environment: options.environment ?? {},
    properties: (options.properties ?? []) as readonly Property<V>[],
    symmetry: options.symmetry ?? false,
  });
  const model = options.audit === true ? auditedModel(bound) : bound;
  const space: Target["space"] = (findings) => new ProtocolSpace(model, findings);
  const walk = (probes: boolean): Walk =>
    isWalkable(model) ? new ProtocolWalk(model, probes) : new SpaceWalk(space, model.processes);
  return {
    name: protocol.name,
    config: model.config,
    environment: model.environment,
    properties: model.properties,
    processes: model.processes,
    names: [...model.processes, ...(protocol.symmetry?.(model.config).flat() ?? [])],
    histories: model.histories.map((history) => history.name),
    subject: subjectOf(model),
    model,
    actions: withoutIdle(protocol.actions ?? {}, protocol.idle?.(model.config) ?? []),
    space,
    walk: () => walk(false),
    probingWalk: () => walk(true),
  };
}

/** `model` with its protocol audited: is it pure and, if it is reduced by symmetry, symmetric? */
function auditedModel<V>(model: Model<V>): Model<V> {
  const { protocol, config, renamings: symmetries } = model;
  const pure = audited(protocol);
  return {
    ...model,
    protocol: symmetries.length > 1 ? auditedForSymmetry(pure, config) : pure,
  };
}

function withoutIdle(
  actions: Readonly<Record<string, string>>,
  idle: readonly string[],
): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(actions).filter(([name]) => !idle.includes(name)));
}

function targetOfSystem<V>(definition: AnySystem<V>, options: CheckOptions<V>): Target {
  const config: Config = configOf(definition.parameters, options.config);
  const objection = definition.invalid?.(config);
  if (objection !== undefined) {
    throw new CheckerError("BadValue", `${definition.name} can't have this config: ${objection}`);
  }
  if (Object.keys(options.environment ?? {}).length > 0) {
    throw new CheckerError("UsageError", `${definition.name} has no environment to set.`, {
      hint: "It is a transition system: its faults are among its actions.",
    });
  }
  const system = guardedSystem(definition.name, definition.system(config), options.audit === true);
  const properties = (options.properties ?? []) as readonly SystemProperty<V>[];
  rejectDoubles(
    definition.name,
    "properties",
    properties.map(({ name }) => name),
  );
  const classes = options.symmetry === true ? definition.symmetry?.(config) : [];
  if (classes === undefined) {
    throw new CheckerError("UsageError", `${definition.name} declares no symmetry to reduce by.`);
  }
  const symmetries = renamings(classes);
  const subject = subjectOfSystem(system, properties, symmetries);
  const space: Target["space"] = (findings) =>
    new SystemSpace(system, properties, symmetries, findings);
  return {
    name: definition.name,
    config,
    environment: undefined,
    properties,
    processes: [],
    names: definition.symmetry?.(config).flat() ?? [],
    histories: [],
    subject,
    model: undefined,
    actions: withoutIdle(definition.actions ?? {}, definition.idle?.(config) ?? []),
    space,
    walk: () => new PlainWalk(subject, [], true),
    probingWalk: () => new SystemWalk(subject),
  };
}

/** A check under way, in slices, so that its owner may show progress and stop it. */
export class Check {
  readonly target: Target;
  readonly #search: BreadthFirst<Typed>;
  readonly #limits: Limits;
  readonly #started = performance.now();

  /** @throws CheckerError for limits that make no sense. */
  constructor(target: Target, limits: Limits = {}) {
    rejectSenseless(
      limits,
      target.properties.map(({ name }) => name),
    );
    this.target = target;
    this.#limits = limits;
    const bounded = {
      ...limits,
      depth: limits.depth ?? DEPTH_MAX,
      bytes: limits.bytes ?? BYTES_MAX,
    };
    this.#search = new BreadthFirst(target.space, bounded, target.properties.length);
  }

  get progress(): Progress {
    return this.#search.progress;
  }

  /** Searches on for about `milliseconds`; false when there is no more to do. */
  advance(milliseconds?: number): boolean {
    return this.#search.advance(milliseconds);
  }

  stop(ending: "time" | "memory" | "interrupted"): void {
    this.#search.stop(ending);
  }

  /**
   * What was found out.
   * @throws CheckerError if a counterexample does not replay, or the model is without bound.
   */
  result(): CheckResult {
    const exploration = this.#search.result();
    for (const violation of exploration.violations) confirmed(this.target.subject, violation);
    this.#rejectUnbounded(exploration);
    const { target } = this;
    const { properties, actions } = target;
    return {
      target,
      exploration,
      verdicts: properties.map((property) => verdictOn(property, exploration)),
      unfired: Object.keys(actions).filter(
        (name) => (exploration.actions.get(name)?.generated ?? 0) === 0,
      ),
      seconds: (performance.now() - this.#started) / 1000,
    };
  }

  #rejectUnbounded({ ending }: Exploration<Typed>): void {
    const byDefault =
      (ending === "depth" && this.#limits.depth === undefined) ||
      (ending === "memory" && this.#limits.bytes === undefined);
    if (!byDefault) return;
    const { subject, name } = this.target;
    const { initial, steps } = this.#search.stepsToDeepest();
    if (steps.length < DEPTH_TELLING) return;
    let state = subject.system.initialStates()[initial];
    const states = [state];
    for (const step of steps) states.push((state = subject.system.next(state, step)));
    const growth = findGrowth(states);
    if (growth === undefined) return;
    const { path, first, last } = growth;
    const error = new CheckerError(
      "UnboundedModel",
      `${name} has no bound: ${path} grows from ${first} to ${last} in ${steps.length} steps.`,
      { hint: "Bound it with a guard, a budget or a constraint, or give --max-depth." },
    );
    error.path = steps.slice(-3).map((step) => subject.actionOf(step));
    throw error;
  }
}

/**
 * Checks `model` exhaustively within its bounds, and waits for the result.
 * @throws CheckerError as `targetOf` and `Check.result`.
 */
export function check<V>(model: AnyModel<V>, options: CheckOptions<NoInfer<V>> = {}): CheckResult {
  const run = new Check(targetOf(model, options), options.limits);
  while (run.advance());
  return run.result();
}
