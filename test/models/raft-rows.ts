/** Raft as the catalog has it, and which of its rows are for the slow tests. */
import { catalog } from "../../models/catalog.ts";
import type { Instance, Mutant } from "../../models/kit/instance.ts";
import { raftInstances, raftMutants } from "../../models/raft/index.ts";

/** Raft with what it claims. */
export const raft = catalog.find(({ model }) => model.name === "raft")!;

/** What takes seconds each. */
const HEAVY = [
  "duplication",
  "medium",
  "compares-length-only",
  "compares-last-term-only",
  "term-or-length",
  "one-shorter-is-up-to-date",
  "members-of-four",
  "joint-of-three",
  "learners-of-four",
  "snapshots-in-two-terms",
  "changes-before-own-commit",
  "sends-nothing-for-compacted",
  "snapshot-sets-term-back",
  "older-snapshot-replaces-newer",
  "installs-older-snapshot",
];

/** Bugs of extensions that take seconds each. */
export const HEAVY_EXTENSION_MUTANTS: readonly string[] = [
  "forgets-promise",
  "newer-term-ends-promise",
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
