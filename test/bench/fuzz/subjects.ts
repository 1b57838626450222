/**
 * What is measured: each mutant of the catalog as `scrutineer fuzz PROTOCOL --mutant M --nodes N` has
 * it, without the properties that the protocol violates there without the bug too.
 */
import type { Target } from "../../../checker/check.ts";
import { CheckerError } from "../../../checker/errors.ts";
import { Fuzz } from "../../../checker/fuzz/fuzz.ts";
import { DEFAULT_STRATEGY } from "../../../checker/fuzz/strategies/index.ts";
import type { FuzzFlags } from "../../../cli/flags.ts";
import { fuzzPlanFor } from "../../../cli/fuzz-plan.ts";
import type { CatalogEntry } from "../../../models/catalog.ts";
import type { Mutant } from "../../../models/kit/instance.ts";
import type { Options } from "./options.ts";

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

/** The protocol without the bug is fuzzed so long, to learn what it violates: in runs. */
const CONTROL_RUNS = 500;
const CONTROL_MS = 1_000;

/** `mutant` with the number of processes that is wanted, or the usual one of those that show it. */
export function subjectOf(
  entry: CatalogEntry,
  mutant: Mutant,
  { nodes: wanted, steps }: Pick<Options, "nodes" | "steps">,
): Subject | Refused {
  const { name, violates, sizes } = mutant;
  const nodes = sizes === undefined || sizes.includes(wanted) ? wanted : sizes[0]!;
  const about = { protocol: entry.model.name, mutant: name, violates, nodes };
  const flags = fuzzFlags({ steps, nodes: [nodes], mutant: name });
  try {
    const excused = violatedWithoutBug(entry, mutant, flags);
    return { ...about, target: targetWith(entry, mutant, flags, excused), excused };
  } catch (error) {
    if (!(error instanceof CheckerError)) throw error;
    return { ...about, refusal: error.message };
  }
}

/** The flags of `fuzz`, as they are without being given. */
export function fuzzFlags(flags: Partial<FuzzFlags> & Pick<FuzzFlags, "steps">): FuzzFlags {
  const usual = { out: ".", strategy: DEFAULT_STRATEGY.name, minimise: false, regressions: false };
  return { ...usual, ...flags };
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
