/** Raft as the catalog has it, and which of its rows are for the slow tests. */
import { catalog } from "../../models/catalog.ts";
import type { Instance, Mutant } from "../../models/kit/instance.ts";
import { raftExtensionInstances, raftInstances, raftMutants } from "../../models/raft/index.ts";

/** Raft with what it claims. */
export const raft = catalog.find(({ model }) => model.name === "raft")!;

/** What takes seconds each. */
const HEAVY = [
  "one-election",
  "duplication",
  "medium",
  "crash",
  "two-values",
  "learners",
  "change-on-apply",
  "change-on-apply-and-a-value",
  "change-on-apply-and-a-crash",
  "probes",
  "probes-in-three-terms",
  "compares-length-only",
  "compares-last-term-only",
  "term-or-length",
  "one-shorter-is-up-to-date",
  "members-of-four",
  "joint-of-three",
  "learners-of-four",
  "background-snapshots",
  "snapshots-in-two-terms",
  "changes-before-own-commit",
  "campaigns-before-applying",
  "commit-index-not-on-disk",
  "sends-nothing-for-compacted",
  "snapshot-sets-term-back",
  "older-snapshot-replaces-newer",
  "installs-older-snapshot",
];

/** Bugs of extensions that take seconds each. */
export const HEAVY_EXTENSION_MUTANTS: readonly string[] = [
  "forgets-promise",
  "past-heartbeat-confirms",
  "newer-term-ends-promise",
  "late-answers-confirm",
  "lease-outlives-promises",
  "lease-resumes-after-transfer",
];

/** Those that `npm test` has time for, or those that are left for the slow tests. */
export function raftRows(extent: "quick" | "heavy"): {
  readonly instances: readonly Instance[];
  readonly mutants: readonly Mutant[];
} {
  const isWanted = ({ name }: { readonly name: string }): boolean =>
    HEAVY.includes(name) === (extent === "heavy");
  return {
    instances: raftInstances.filter(isWanted),
    // Figure 8 takes minutes and gigabytes here; raft-static.test.ts catches it at once.
    mutants: raftMutants.filter(({ isSlow }) => isSlow !== true).filter(isWanted),
  };
}

/** Those that the reference explorer takes a second and more for. */
const HEAVY_IN_ONE_TERM = ["pre-vote", "check-quorum", "lease", "renewed-lease"];

/** The extensions' instances, as far as the reference explorer gets: one election, and no entry sent. */
export function inOneTerm(extent: "quick" | "heavy"): readonly Instance[] {
  return raftExtensionInstances
    .filter(({ isDefault }) => isDefault === true)
    .filter(({ name }) => HEAVY_IN_ONE_TERM.includes(name) === (extent === "heavy"))
    .map((instance) => {
      const budgets = { ...instance.environment?.budgets, ElectionTimeout: 1, Replicate: 0 };
      return {
        ...instance,
        config: { ...instance.config, maxTerm: 1 },
        environment: { budgets },
      };
    });
}
