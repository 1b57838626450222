/**
 * What is measured: each mutant of the catalog as `scrutineer fuzz PROTOCOL --mutant M --nodes N` has
 * it, without the properties that the protocol violates there without the bug too.
 */
import { type Target, targetOf } from "../../../checker/check.ts";
import { budgetOf, type Budget, type EnvironmentOptions } from "../../../checker/environment.ts";
import { CheckerError } from "../../../checker/errors.ts";
import { Fuzz } from "../../../checker/fuzz/fuzz.ts";
import { DEFAULT_STRATEGY } from "../../../checker/fuzz/strategies/index.ts";
import type { FuzzFlags } from "../../../cli/flags.ts";
import { fuzzPlanFor } from "../../../cli/fuzz-plan.ts";
import { planFor } from "../../../cli/plan.ts";
import type { CatalogEntry } from "../../../models/catalog.ts";
import type { Mutant } from "../../../models/kit/instance.ts";
import type { FaultsOf, Options } from "./options.ts";

export interface Subject {
  readonly protocol: string;
  readonly mutant: string;
  readonly violates: string | null;
  readonly nodes: number;
  readonly target: Target;
  /** What the protocol violates there without the bug too: it was left out. */
  readonly excused: readonly string[];
}

/** A mutant that can't be measured, and why. */
export interface Refused extends Pick<Subject, "protocol" | "mutant" | "violates" | "nodes"> {
  readonly refusal: string;
}

/**
 * Bugs that only an even number of processes shows: half of them are as many as a majority of an odd
 * number, where the mutant is correct. They are measured with one process less.
 */
export const EVEN_ONLY: readonly string[] = [
  "bully half-elects",
  "bully half-of-four-elects",
  "raft half-elects",
  "raft-tla half-is-enough",
  "raft-static elected-by-half",
];

/** The protocol without the bug is fuzzed so long, to learn what it violates: in runs. */
const CONTROL_RUNS = 2_000;
const CONTROL_MS = 2_000;

/** The number of processes to measure a mutant with, if `wanted` are asked for. */
export function nodesFor(protocol: string, mutant: string, wanted: number): number {
  return EVEN_ONLY.includes(`${protocol} ${mutant}`) ? wanted - (wanted % 2) : wanted;
}

type Wanted = Pick<Options, "nodes" | "steps" | "faults">;

/** `mutant` at the size that is wanted, or the nearest at which it is a bug. */
export function subjectOf(
  entry: CatalogEntry,
  mutant: Mutant,
  { nodes: wanted, steps, faults }: Wanted,
): Subject | Refused {
  const protocol = entry.model.name;
  const nodes = nodesFor(protocol, mutant.name, wanted);
  const about = { protocol, mutant: mutant.name, violates: mutant.violates, nodes };
  const flags: FuzzFlags = {
    out: ".",
    steps,
    strategy: DEFAULT_STRATEGY.name,
    nodes: [nodes],
    mutant: mutant.name,
  };
  const inPlace = faults === "command" ? mutant : placed(entry, mutant, nodes, faults);
  try {
    const excused = violatedWithoutBug(entry, inPlace, flags);
    const target = targetWith(entry, inPlace, flags, excused);
    return { ...about, target, excused };
  } catch (error) {
    if (!(error instanceof CheckerError)) throw error;
    return { ...about, refusal: error.message };
  }
}

function targetWith(
  entry: CatalogEntry,
  mutant: Mutant,
  flags: FuzzFlags,
  excused: readonly string[],
): Target {
  const changed = { ...entry, mutants: [mutant] };
  const [all] = fuzzPlanFor(changed, flags, 0).targets;
  if (excused.length === 0) return all!;
  const only = all!.properties
    .map(({ name }) => name)
    .filter((name) => !excused.includes(name) || name === mutant.violates);
  return fuzzPlanFor(changed, { ...flags, only }, 0).targets[0]!;
}

/** What a moment's fuzzing finds violated where `mutant` is fuzzed, if the protocol has no bug. */
function violatedWithoutBug(entry: CatalogEntry, mutant: Mutant, flags: FuzzFlags): string[] {
  const target = targetWith(entry, { ...mutant, model: entry.model }, flags, []);
  const { steps } = flags;
  const strategy = DEFAULT_STRATEGY.make({ steps });
  const fuzz = new Fuzz([target], {
    strategy,
    seed: "control",
    steps,
    runs: CONTROL_RUNS,
    goesOn: true,
  });
  fuzz.advance(CONTROL_MS);
  return fuzz.result().violations.map(({ property }) => property);
}

/** `mutant` in its own config and budgets alone, or in the wider of these and of the profile's. */
function placed(
  entry: CatalogEntry,
  mutant: Mutant,
  nodes: number,
  faults: Exclude<FaultsOf, "command">,
): Mutant {
  if (faults === "mutant") return mutant;
  const sized = { out: ".", set: [{ name: entry.fuzz.size, value: String(nodes) }] };
  const usual = planFor(entry, sized, entry.fuzz);
  const { environment } = targetOf(usual.model, usual.options);
  const config = Object.fromEntries(
    Object.entries({ ...usual.config, ...mutant.config }).map(([name, value]) => [
      name,
      wider(value, usual.config[name]),
    ]),
  );
  if (environment === undefined) return { ...mutant, config };
  const { budgets: _usual, ...others } = { ...entry.fuzz.environment };
  const { budgets: own = {}, ...ownOthers } = { ...mutant.environment };
  const budgets = widest(environment, own);
  return { ...mutant, config, environment: { ...others, ...ownOthers, budgets } };
}

function wider<T>(one: T, other: T): T {
  return typeof one === "number" && typeof other === "number" && other > one ? other : one;
}

function widest(
  usual: EnvironmentOptions,
  own: Readonly<Record<string, Budget>>,
): Record<string, Budget> {
  const names = new Set([...Object.keys(usual.budgets), ...Object.keys(own)]);
  return Object.fromEntries(
    Array.from(names, (name) => {
      const [one, other] = [budgetOf(usual, name), own[name] ?? 0];
      const most = one === "unlimited" || other === "unlimited" ? "unlimited" : wider(one, other);
      return [name, most] as const;
    }),
  );
}
