/**
 * Raft with a bug: each made from Raft's rules by replacing one of them. The lengths are those of the
 * shortest traces at this granularity, where every message is a step; models/raft-static has those
 * that are too deep for it.
 */
import type { Mutant } from "../kit/instance.ts";
import type { Bug } from "./bug.ts";
import { electionBugs } from "./election-bugs.ts";
import { membershipBugs } from "./membership-bugs.ts";
import { probeBugs } from "./probe-bugs.ts";
import { raftWith } from "./raft.ts";
import { extensionBugs } from "./extension-bugs.ts";
import { readBugs } from "./read-bugs.ts";
import { replicationBugs } from "./replication-bugs.ts";
import { rules } from "./rules.ts";
import { snapshotBugs } from "./snapshot-bugs.ts";

export const raftMutants: readonly Mutant[] = [
  ...electionBugs,
  ...replicationBugs,
  ...membershipBugs,
  ...snapshotBugs,
  ...probeBugs,
].map(mutantOf);

/** Those of the extensions. */
export const raftExtensionMutants: readonly Mutant[] = [...extensionBugs, ...readBugs].map(
  mutantOf,
);

function mutantOf({ rule, budgets, ...bug }: Bug): Mutant {
  return {
    ...bug,
    model: raftWith({ ...rules, ...rule }),
    environment: { budgets },
    symmetry: true,
  };
}
