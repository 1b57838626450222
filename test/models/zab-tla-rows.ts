/** Which rows of `zab-tla` are for the slow tests. */
import type { Instance, Mutant } from "../../models/kit/instance.ts";
import { zabTlaInstances, zabTlaMutants } from "../../models/zab-tla/index.ts";

/** What takes more than a few seconds each. */
const HEAVY = [
  "small-whole",
  "small-view",
  "restarts",
  "restart-and-time-out",
  "three-servers",
  "medium",
];

/** Those that `npm test` has time for, or those that are left for the slow tests. */
export function zabRows(extent: "quick" | "heavy"): {
  readonly instances: readonly Instance[];
  readonly mutants: readonly Mutant[];
} {
  const isHeavy = extent === "heavy";
  return {
    instances: zabTlaInstances.filter(({ name }) => HEAVY.includes(name) === isHeavy),
    mutants: zabTlaMutants.filter(({ isSlow = false }) => isSlow === isHeavy),
  };
}
