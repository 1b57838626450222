/**
 * Raft with a bug: each made from Raft's rules by replacing one of them. The lengths are those of the
 * shortest traces at this granularity, where every message is a step; models/raft-static has those
 * that are too deep for it.
 */
import type { Mutant } from "../kit/instance.ts";
import type { Bug } from "./bug.ts";
import { electionBugs } from "./election-bugs.ts";
import { membershipBugs } from "./membership-bugs.ts";
import { raftWith } from "./raft.ts";
import { replicationBugs } from "./replication-bugs.ts";
import { rules } from "./rules.ts";
import { snapshotBugs } from "./snapshot-bugs.ts";

const bugs: readonly Bug[] = [
  ...electionBugs,
  ...replicationBugs,
  ...membershipBugs,
  ...snapshotBugs,
];

export const raftMutants: readonly Mutant[] = bugs.map(({ rule, budgets, ...bug }) => ({
  ...bug,
  model: raftWith({ ...rules, ...rule }),
  environment: { budgets },
  symmetry: true,
}));
