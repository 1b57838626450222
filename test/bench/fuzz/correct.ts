/** Correct protocols, fuzzed as their profiles say: whatever is reported is a false alarm. */
import { Fuzz } from "../../../checker/fuzz/fuzz.ts";
import { fuzzPlanFor } from "../../../cli/fuzz-plan.ts";
import type { CatalogEntry } from "../../../models/catalog.ts";
import { cpuClock } from "./cpu-clock.ts";
import type { Options } from "./options.ts";
import { fuzzFlags } from "./subjects.ts";

/** A protocol's share of the time, in one variant, with one strategy. */
export interface Quiet {
  readonly protocol: string;
  /** Null where it is the one that the profile names, or none. */
  readonly variant: string | null;
  readonly strategy: string;
  readonly runs: number;
  readonly steps: number;
  readonly cpuSeconds: number;
  /** What was reported, with its reason. */
  readonly alarms: readonly string[];
}

const SLICE_MS = 100;

/**
 * Fuzzes each of `entries` with each strategy, in all its sizes, and in all variants that its profile
 * is for, for its share of the CPU time: half of it as the profile has it, the rest in the others.
 */
export function* quietRuns(
  entries: readonly CatalogEntry[],
  { strategies, steps, time }: Pick<Options, "strategies" | "steps" | "time">,
): Generator<Quiet> {
  for (const entry of entries) {
    for (const { kind, variant, part } of partsOf(entry, strategies)) {
      const share = (time * part) / entries.length;
      const flags = fuzzFlags({
        steps,
        strategy: kind.name,
        ...(variant !== null && { variant }),
      });
      const { targets, stream } = fuzzPlanFor(entry, flags, 1);
      const fuzz = new Fuzz(targets, { strategy: kind.make({ steps }), seed: stream, steps });
      const spent = cpuClock();
      while (fuzz.advance(Math.min(SLICE_MS, share * 1000)) && spent() < share);
      const cpuSeconds = spent();
      const { runs, steps: taken, violations } = fuzz.result();
      const alarms = violations.map(({ property, reason }) => `${property}: ${reason}`);
      const { name: protocol } = entry.model;
      yield { protocol, variant, strategy: kind.name, runs, steps: taken, cpuSeconds, alarms };
    }
  }
}

/** The variants that the profile is for, but for those of which an instance says what they violate. */
export function correctVariantsOf({ fuzz, instances }: CatalogEntry): readonly string[] {
  const broken = instances.filter(({ expected }) => expected.violated !== undefined);
  return (fuzz.alsoFor ?? []).filter((name) => !broken.some(({ variant }) => variant === name));
}

/** What a protocol is fuzzed as, and with which part of its time each. */
function partsOf(entry: CatalogEntry, strategies: Options["strategies"]) {
  const others = correctVariantsOf(entry);
  const usual = others.length === 0 ? 1 : 1 / 2;
  const weights: readonly (readonly [string | null, number])[] = [
    [null, usual],
    ...others.map((variant) => [variant, (1 - usual) / others.length] as const),
  ];
  return weights.flatMap(([variant, weight]) =>
    strategies.map((kind) => ({ kind, variant, part: weight / strategies.length })),
  );
}
