/** ZAB as the catalog has it, and which of its rows are for the slow tests. */
import { catalog } from "../../models/catalog.ts";
import type { Instance, Mutant } from "../../models/kit/instance.ts";
import { zabInstances, zabMutants } from "../../models/zab/index.ts";

/** ZAB with what it claims. */
export const zab = catalog.find(({ model }) => model.name === "zab")!;

/** What takes more than a second each. */
const HEAVY = [
  "quorum",
  "two-values",
  "observer",
  "partition",
  "medium",
  "compares-zxids-only",
  "one-ack-commits",
  "zxid-advanced-early",
  "bounced-before-write",
  "differences-first",
  "acknowledges-before-write",
  "writes-differences-late",
  "epoch-before-history",
  "epoch-after-acknowledgement",
  "snapshot-acknowledged-early",
  "interrupted-truncation",
];

/** Those that `npm test` has time for, or those that are left for the slow tests. */
export function zabRows(extent: "quick" | "heavy"): {
  readonly instances: readonly Instance[];
  readonly mutants: readonly Mutant[];
} {
  const isWanted = ({ name }: { readonly name: string }): boolean =>
    HEAVY.includes(name) === (extent === "heavy");
  return { instances: zabInstances.filter(isWanted), mutants: zabMutants.filter(isWanted) };
}
