/**
 * From names and flags to what is checked: the protocol's defaults, then the instance's or else the
 * mutant's settings, then the variant's, then those of the flags; later ones win.
 */
import type { CheckOptions } from "../checker/check.ts";
import { type EnvironmentOverrides, FAULTS } from "../checker/environment.ts";
import { unknownName } from "../checker/errors.ts";
import { type Config, configOf, type Parameters, parseSetting } from "../checker/parameters.ts";
import type { CatalogEntry } from "../models/catalog.ts";
import type { Expectation, Instance, Mutant, Variant } from "../models/kit/instance.ts";
import { chosenClaims } from "./claims.ts";
import { commandFor } from "./command-line.ts";
import { type CheckFlags, faultBudgets, readBudget } from "./flags.ts";

/** A check that is ready to run. */
export interface Plan {
  readonly entry: CatalogEntry;
  /** The protocol, or the mutant of it. */
  readonly model: CatalogEntry["model"];
  readonly instance: Instance | undefined;
  readonly mutant: Mutant | undefined;
  readonly config: Config;
  /** The variant whose config this is. */
  readonly variant: Variant | undefined;
  readonly options: CheckOptions;
  /** The names of the properties that are checked; undefined for all that are claimed. */
  readonly only: readonly string[] | undefined;
  /** What the catalog knows of it; undefined as soon as a flag changes what is checked. */
  readonly expected: Expectation | undefined;
  readonly seed: number | null;
  /** The limit on time, in seconds. */
  readonly time: number | null;
  /** The command that runs it again. */
  readonly command: string;
}

/** The entry of `catalog` for `protocol`. @throws CheckerError `UnknownName`. */
export function entryOf(catalog: readonly CatalogEntry[], protocol: string): CatalogEntry {
  return find("protocol", catalog, ({ model }) => model.name, protocol);
}

/** What flags change. */
export type Basis = Pick<Instance, "variant" | "config" | "environment" | "only" | "symmetry">;

/**
 * What to check of `entry`: the instance or else the mutant where it shows, as flags change it.
 * @param given is taken in place of the mutant's settings.
 * @throws CheckerError for names and values that make no sense.
 */
export function planFor(entry: CatalogEntry, flags: CheckFlags, given?: Basis): Plan {
  const { instances, mutants, variants } = entry;
  const mutant = named("mutant", mutants, flags.mutant);
  const instance = named("instance", instances, flags.instance);
  const basis: Basis = instance ?? given ?? mutant ?? {};
  const model = mutant?.model ?? entry.model;
  const variantOfBasis = named("variant", variants, basis.variant);
  const variant = named("variant", variants, flags.variant);
  const settings = {
    ...variantOfBasis?.config,
    ...basis.config,
    ...variant?.config,
    ...settingsOf(model.parameters, flags),
  };
  const config = configOf(model.parameters, settings);
  const environment = merged(basis.environment ?? {}, environmentOf(model, flags));
  const isGiven = basis === given;
  const only = flags.only ?? (isGiven || mutant === undefined ? basis.only : undefined);
  const expected = mutant === undefined ? expectationOf(instance, flags) : undefined;
  const properties = chosenClaims(entry, config, only);
  return {
    entry,
    model,
    instance,
    mutant,
    config,
    variant: variantOf(entry, config, variant ?? variantOfBasis),
    options: {
      config: settings,
      environment,
      properties,
      symmetry: flags.symmetry ?? basis.symmetry ?? false,
      audit: flags.audit ?? false,
      limits: {
        depth: flags.maxDepth,
        states: flags.maxStates,
        stopAt: flags.all === true ? "all" : stopAt(mutant, expected, properties),
      },
    },
    only,
    expected,
    seed: flags.seed ?? null,
    time: flags.time ?? null,
    command: commandFor(entry.model.name, flags),
  };
}

export function named<T extends { readonly name: string }>(
  kind: string,
  items: readonly T[],
  name: string | undefined,
): T | undefined {
  return name === undefined ? undefined : find(kind, items, (item) => item.name, name);
}

function find<T>(kind: string, items: readonly T[], nameOf: (item: T) => string, name: string): T {
  const found = items.find((item) => nameOf(item) === name);
  if (found === undefined) throw unknownName(kind, name, items.map(nameOf));
  return found;
}

function settingsOf(parameters: Parameters, { set = [] }: CheckFlags): Config {
  const settings = set.map(({ name, value }) => [name, parseSetting(parameters, name, value)]);
  return Object.fromEntries(settings);
}

function environmentOf(model: CatalogEntry["model"], flags: CheckFlags): EnvironmentOverrides {
  const { cuts, order, delivery, timing, detection } = flags;
  const events = (flags.budget ?? []).map(({ name, value }) => {
    const known = [...FAULTS, ...Object.keys(model.actions ?? {})];
    if (model.actions !== undefined && !known.includes(name)) {
      throw unknownName("event or message", name, known);
    }
    return [name, readBudget(`--budget ${name}`, value)] as const;
  });
  const budgets = { ...faultBudgets(flags), ...Object.fromEntries(events) };
  const given = Object.entries({ cuts, order, delivery, timing, detection });
  return {
    ...Object.fromEntries(given.filter(([, value]) => value !== undefined)),
    ...(Object.keys(budgets).length > 0 && { budgets }),
  };
}

function merged(first: EnvironmentOverrides, second: EnvironmentOverrides): EnvironmentOverrides {
  const budgets = { ...first.budgets, ...second.budgets };
  return { ...first, ...second, ...(Object.keys(budgets).length > 0 && { budgets }) };
}

/** The properties whose violation ends the search; undefined for any. */
function stopAt(
  mutant: Mutant | undefined,
  expected: Expectation | undefined,
  checked: readonly { readonly name: string }[],
): readonly string[] | undefined {
  const known = [mutant?.violates ?? [], Object.keys(expected?.violated ?? {})].flat();
  const names = known.filter((name) => checked.some((property) => property.name === name));
  return names.length > 0 ? names : undefined;
}

/** The variant whose config `config` is: that which was named, if it still is, or any that fits. */
export function variantOf(
  { variants, model }: CatalogEntry,
  config: Config,
  preferred: Variant | undefined,
): Variant | undefined {
  const has = (settings: Partial<Config>): boolean =>
    Object.entries(settings).every(([key, value]) => config[key] === value);
  if (preferred !== undefined && has(preferred.config)) return preferred;
  const keys = [...new Set(variants.flatMap((variant) => Object.keys(variant.config)))];
  const standard = Object.fromEntries(keys.map((key) => [key, model.parameters[key]?.default]));
  return variants.find((variant) => has({ ...standard, ...variant.config }));
}

/** What the catalog knows of this check; nothing if flags change what is checked. */
function expectationOf(instance: Instance | undefined, flags: CheckFlags): Expectation | undefined {
  const { variant, set, budget, cuts, order, delivery, timing, detection } = flags;
  const changes = { variant, set, budget, cuts, order, delivery, timing, detection };
  const isChanged = [...Object.values(changes), ...Object.values(faultBudgets(flags))].some(
    (value) => value !== undefined,
  );
  if (instance === undefined || isChanged) return undefined;
  const { violated = {}, ...counts } = instance.expected;
  const { only } = flags;
  const checked = Object.entries(violated).filter(([name]) => only?.includes(name) ?? true);
  const isCounted = only === undefined && flags.all !== true && flags.symmetry === undefined;
  return { violated: Object.fromEntries(checked), ...(isCounted && counts) };
}
