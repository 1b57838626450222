/** Steps a second on one thread: each protocol as its profile says, and Raft without faults too. */
import { Fuzz } from "../../../checker/fuzz/fuzz.ts";
import { fuzzPlanFor } from "../../../cli/fuzz-plan.ts";
import type { CatalogEntry } from "../../../models/catalog.ts";
import type { Options } from "./options.ts";
import { fuzzFlags } from "./subjects.ts";

export interface Throughput {
  readonly protocol: string;
  /** The config and budgets: the profile's, or the protocol's own. */
  readonly budgets: "profile" | "default";
  readonly strategy: string;
  readonly runs: number;
  readonly steps: number;
  readonly seconds: number;
}

/** Measures each of `entries` with each strategy, as `scrutineer fuzz PROTOCOL --nodes N` runs it. */
export function* throughputs(
  entries: readonly CatalogEntry[],
  { strategies, nodes, steps, time }: Pick<Options, "strategies" | "nodes" | "steps" | "time">,
): Generator<Throughput> {
  for (const entry of entries) {
    const { size, sizes } = entry.fuzz;
    const forms = [
      { budgets: "profile", form: entry },
      { budgets: "default", form: { ...entry, fuzz: { size, sizes } } },
    ] as const;
    for (const { budgets, form } of forms) {
      for (const kind of strategies) {
        const flags = fuzzFlags({ steps, strategy: kind.name, nodes: [nodes] });
        const { targets, stream } = fuzzPlanFor(form, flags, 1);
        const start = performance.now();
        const strategy = kind.make({ steps });
        const fuzz = new Fuzz(targets, { strategy, seed: stream, steps, goesOn: true });
        fuzz.advance(time * 1000);
        const seconds = (performance.now() - start) / 1000;
        const { runs, steps: taken } = fuzz.progress;
        const { name: protocol } = entry.model;
        yield { protocol, budgets, strategy: kind.name, runs, steps: taken, seconds };
      }
    }
  }
}
