/** Who looks for the violation: a strategy, breadth-first search, or plain fast-check commands. */
import { Check, type Target } from "../../../checker/check.ts";
import { CheckerError } from "../../../checker/errors.ts";
import { Fuzz } from "../../../checker/fuzz/fuzz.ts";
import type { StrategyKind } from "../../../checker/fuzz/strategy.ts";
import { commandsTrial } from "./commands.ts";
import { cpuClock } from "./cpu-clock.ts";
import type { Options } from "./options.ts";

/** What one seed came to. */
export interface Trial {
  /** The property that was violated first; null if none was within the time. */
  readonly property: string | null;
  /** The steps that were taken, or the states that were generated. */
  readonly steps: number;
  /** Of CPU time. */
  readonly seconds: number;
  /** All states were searched: there is nothing to find. */
  readonly isExhausted?: boolean;
}

/** How far a trial may go. */
export interface Extent {
  /** Of CPU time. */
  readonly seconds: number;
  /** The most steps of a run. */
  readonly steps: number;
}

export interface Contender {
  readonly name: string;
  readonly seeds: number;
  trial(target: Target, seed: number, extent: Extent): Trial;
}

/** A slice of a search, after which the time is looked at. */
const SLICE_MS = 20;
/** Breadth-first search's own tables may take so much. */
const BYTES_MAX = 3 * 2 ** 30;

/** All that `options` name, strategies first. */
export function contendersFor(options: Options): Contender[] {
  const { strategies, rivals, seeds, fastCheckSeeds } = options;
  const others: Record<Options["rivals"][number], Contender> = {
    // It has no chance in it: once is enough.
    "breadth-first": { name: "breadth-first", seeds: 1, trial: breadthFirstTrial },
    "fast-check": { name: "fast-check", seeds: fastCheckSeeds, trial: commandsTrial },
  };
  return [
    ...strategies.map((kind) => ({
      name: kind.name,
      seeds,
      trial: (target: Target, seed: number, extent: Extent) =>
        strategyTrial(kind, target, seed, extent),
    })),
    ...rivals.map((rival) => others[rival]),
  ];
}

function strategyTrial(
  kind: StrategyKind,
  target: Target,
  seed: number,
  { seconds, steps }: Extent,
): Trial {
  const elapsed = cpuClock();
  const strategy = kind.make({ steps });
  const fuzz = new Fuzz([target], { strategy, seed: `${seed} 1/1`, steps });
  while (fuzz.advance(SLICE_MS) && elapsed() < seconds);
  const took = elapsed();
  const { steps: taken, violations } = fuzz.result();
  return { property: violations[0]?.property ?? null, steps: taken, seconds: took };
}

function breadthFirstTrial(target: Target, _seed: number, { seconds }: Extent): Trial {
  const elapsed = cpuClock();
  const check = new Check(target, { bytes: BYTES_MAX });
  while (check.advance(SLICE_MS)) if (elapsed() >= seconds) check.stop("time");
  const { generatedStates: steps } = check.progress;
  const took = elapsed();
  try {
    const { violations, ending } = check.result().exploration;
    const property = violations[0]?.property ?? null;
    return { property, steps, seconds: took, isExhausted: ending === "exhausted" };
  } catch (error) {
    // A model without bound, recognised as such: nothing was found in it.
    if (!(error instanceof CheckerError) || error.code !== "UnboundedModel") throw error;
    return { property: null, steps, seconds: took };
  }
}
