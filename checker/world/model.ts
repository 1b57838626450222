/**
 * A model: a protocol with its config, its environment and the properties it is checked for, all
 * resolved and validated. What both explorers, the fuzzer and replay start from.
 */
import type { EnvironmentOptions, EnvironmentOverrides } from "../environment.ts";
import { FAULTS, resolveEnvironment } from "../environment.ts";
import { CheckerError, unknownName } from "../errors.ts";
import { type Config, configOf } from "../parameters.ts";
import type { History, Property } from "../property.ts";
import type { AnyProtocol, ProcessId } from "../protocol.ts";
import { deepFreeze, type Renaming } from "../data.ts";
import { guarded } from "./ask.ts";
import { renamings } from "./symmetry.ts";

export interface Model<V = unknown> {
  readonly protocol: AnyProtocol<V>;
  readonly config: Config;
  readonly processes: readonly ProcessId[];
  readonly environment: EnvironmentOptions;
  readonly properties: readonly Property<V>[];
  /** The histories of the properties, each once. */
  readonly histories: readonly History<unknown, V>[];
  /** The symmetries to reduce by, the identity first. */
  readonly renamings: readonly Renaming[];
  /** The most messages in flight, and the most copies of one, inside the constraint. */
  readonly bounds: { readonly messages: number; readonly copies: number };
}

export interface ModelOptions<V> {
  readonly config?: Readonly<Record<string, unknown>>;
  readonly environment?: EnvironmentOverrides;
  readonly properties?: readonly Property<V>[];
  /** Explore one state per orbit of the protocol's declared symmetry. */
  readonly symmetry?: boolean;
}

/**
 * Binds `protocol` to a config, an environment and properties.
 * @throws CheckerError for names, values or options that make no sense.
 */
export function bind<V>(protocol: AnyProtocol<V>, options: ModelOptions<V>): Model<V> {
  const config: Config = deepFreeze(configOf(protocol.parameters, options.config));
  const ask = <T>(what: string, body: () => T): T => guarded({ protocol }, what, undefined, body);
  const objection = ask("invalid", () => protocol.invalid?.(config));
  if (objection !== undefined) {
    throw new CheckerError("BadValue", `${protocol.name} can't have this config: ${objection}`);
  }
  const declared = ask("environment", () => protocol.environment?.(config)) ?? {};
  const environment = resolveEnvironment(declared, options.environment ?? {});
  rejectUnknownBudgets(protocol, environment);
  const properties = options.properties ?? [];
  const classes =
    options.symmetry === true ? ask("symmetry", () => protocol.symmetry?.(config)) : [];
  if (classes === undefined) {
    throw new CheckerError("UsageError", `${protocol.name} declares no symmetry to reduce by.`);
  }
  const processes = ask("processes", () => protocol.processes(config));
  rejectDoubles(protocol.name, "processes", processes);
  rejectDoubles(
    protocol.name,
    "properties",
    properties.map(({ name }) => name),
  );
  return {
    protocol: protocol,
    config,
    processes,
    environment,
    properties,
    histories: historiesOf(properties),
    renamings: renamings(classes),
    bounds: {
      messages: ask("constraint", () => protocol.constraint?.messages?.(config)) ?? Infinity,
      copies: ask("constraint", () => protocol.constraint?.copies?.(config)) ?? Infinity,
    },
  };
}

/** Rejects a budget that bounds nothing, as far as the protocol says what there is to bound. */
function rejectUnknownBudgets(
  { actions }: Pick<AnyProtocol, "actions">,
  { budgets }: EnvironmentOptions,
): void {
  if (actions === undefined) return;
  const known = [...FAULTS, ...Object.keys(actions)];
  const unknown = Object.keys(budgets).find((name) => !known.includes(name));
  if (unknown !== undefined) throw unknownName("budget", unknown, known);
}

/** @throws CheckerError `BadValue` if two of `names` are the same. */
export function rejectDoubles(model: string, what: string, names: readonly string[]): void {
  const double = names.find((name, index) => names.indexOf(name) !== index);
  if (double === undefined) return;
  throw new CheckerError("BadValue", `${model}: two of its ${what} are called "${double}".`);
}

function historiesOf<V>(properties: readonly Property<V>[]): History<unknown, V>[] {
  const histories = properties.flatMap((p) => (p.kind === "observer" ? [p.history] : []));
  return [...new Set(histories)];
}
