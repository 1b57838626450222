/** Correct protocols, fuzzed as their profiles say: whatever is reported is a false alarm. */
import { Fuzz } from "../../../checker/fuzz/fuzz.ts";
import { fuzzPlanFor } from "../../../cli/fuzz-plan.ts";
import type { CatalogEntry } from "../../../models/catalog.ts";
import { cpuClock } from "./cpu-clock.ts";
import type { Options } from "./options.ts";
import { fuzzFlags } from "./subjects.ts";

/** A protocol's share of the time, with one strategy. */
export interface Quiet {
  readonly protocol: string;
  readonly strategy: string;
  readonly runs: number;
  readonly steps: number;
  readonly cpuSeconds: number;
  /** What was reported, with its reason. */
  readonly alarms: readonly string[];
}

const SLICE_MS = 100;

/** Fuzzes each of `entries` with each strategy, in all its sizes, for its share of the CPU time. */
export function* quietRuns(
  entries: readonly CatalogEntry[],
  { strategies, steps, time }: Pick<Options, "strategies" | "steps" | "time">,
): Generator<Quiet> {
  const share = time / (entries.length * strategies.length);
  for (const entry of entries) {
    for (const kind of strategies) {
      const flags = fuzzFlags({ steps, strategy: kind.name });
      const { targets, stream } = fuzzPlanFor(entry, flags, 1);
      const fuzz = new Fuzz(targets, { strategy: kind.make({ steps }), seed: stream, steps });
      const spent = cpuClock();
      while (fuzz.advance(Math.min(SLICE_MS, share * 1000)) && spent() < share);
      const cpuSeconds = spent();
      const { runs, steps: taken, violations } = fuzz.result();
      const alarms = violations.map(({ property, reason }) => `${property}: ${reason}`);
      const { name: protocol } = entry.model;
      yield { protocol, strategy: kind.name, runs, steps: taken, cpuSeconds, alarms };
    }
  }
}
