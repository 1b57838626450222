/** The corpus of a session: read from its folder before the first run, written back after the last. */
import { CheckerError } from "../checker/errors.ts";
import { STRATEGIES } from "../checker/fuzz/strategies/index.ts";
import type { StrategyKind } from "../checker/fuzz/strategy.ts";
import type { Fuzz } from "../checker/fuzz/fuzz.ts";
import type { Beginning } from "../checker/fuzz/prefixes.ts";
import { readCorpus, writeCorpus } from "../traces/corpus.ts";
import type { FuzzFlags } from "./flags.ts";
import type { FuzzPlan } from "./fuzz-plan.ts";

/** A session keeps so many prefixes for later ones. */
const KEPT_MAX = 512;

/** How much of a corpus a session took over, and left. */
export interface CorpusReport {
  readonly file: string;
  readonly read: number;
  readonly written: number;
}

/**
 * The prefixes in the plan's folder that fit one of its sizes; none without a folder.
 * @throws CheckerError if a file is no corpus.
 */
export async function corpusFor(fuzzPlan: FuzzPlan): Promise<readonly Beginning[]> {
  const { flags } = fuzzPlan;
  if (flags.corpus === undefined) return [];
  const sizes = sizesOf(fuzzPlan);
  const prefixes = await readCorpus(flags.corpus, nameOf(fuzzPlan));
  return prefixes
    .map(({ size, initial, steps }) => ({ walk: sizes.indexOf(size), initial, steps }))
    .filter(({ walk }) => walk !== -1);
}

/** Writes what `session` keeps; null without a folder. @throws CheckerError `BadOutput`. */
export async function keepCorpus(
  fuzzPlan: FuzzPlan,
  session: Fuzz,
  read: number,
): Promise<CorpusReport | null> {
  const { corpus, shard } = fuzzPlan.flags;
  if (corpus === undefined) return null;
  const sizes = sizesOf(fuzzPlan);
  const kept = session
    .corpus(KEPT_MAX)
    .map(({ walk, initial, steps }) => ({ size: sizes[walk]!, initial, steps }));
  const part = shard === undefined ? undefined : `${shard.index}-of-${shard.count}`;
  const file = await writeCorpus(corpus, nameOf(fuzzPlan), part, kept);
  return { file, read, written: kept.length };
}

function nameOf({ plan }: FuzzPlan): string {
  const { entry, mutant } = plan;
  return mutant === undefined ? entry.model.name : `${entry.model.name}.${mutant.name}`;
}

function sizesOf({ targets, plan }: FuzzPlan): number[] {
  return targets.map(({ config }) => Number(config[plan.entry.fuzz.size]));
}

/** Rejects a corpus for a strategy that keeps none. @throws CheckerError `UsageError`. */
export function rejectIdleCorpus({ corpus }: FuzzFlags, { name }: StrategyKind): void {
  if (corpus === undefined) return;
  const able = STRATEGIES.filter((kind) => kind.make({ steps: 1 }).adopt !== undefined);
  if (able.some((kind) => kind.name === name)) return;
  throw new CheckerError("UsageError", `The strategy ${name} keeps no corpus.`, {
    hint: `Of use with --corpus: ${able.map((kind) => kind.name).join(", ")}.`,
  });
}
