/** The bounded forms of non-blocking commitment: where it is right, and what it can't do without. */
import type { Instance } from "../kit/instance.ts";

const SOURCE = "own run, 2026-11-24: engine and reference explorer";

export const nonBlockingCommitInstances: readonly Instance[] = [
  {
    name: "small",
    about: "2 participants; all processes but one may crash",
    config: { participants: 2 },
    isDefault: true,
    expected: { distinctStates: 1_560, generatedStates: 3_048, depth: 17, source: SOURCE },
  },
  {
    name: "medium",
    about: "3 participants, one state per orbit; all processes but one may crash",
    config: { participants: 3 },
    symmetry: true,
    isDefault: true,
    expected: { distinctStates: 104_321, generatedStates: 275_791, depth: 31, source: SOURCE },
  },
  {
    name: "asynchronous",
    about: "2 participants; a decision may arrive after the time-out that waits for it",
    config: { participants: 2 },
    environment: { timing: "asynchronous", budgets: { crashes: 0 } },
    only: ["AtomicCommitment"],
    isDefault: true,
    expected: {
      violated: { AtomicCommitment: 10 },
      distinctStates: 1_274,
      generatedStates: 3_799,
      depth: 10,
      source: SOURCE,
    },
  },
  {
    name: "partition",
    about: "2 participants, split once: one hears of the decision, and the other can't",
    config: { participants: 2 },
    environment: { budgets: { crashes: 0, partitions: 1 } },
    only: ["AtomicCommitment"],
    isDefault: true,
    expected: {
      violated: { AtomicCommitment: 12 },
      distinctStates: 1_409,
      generatedStates: 2_279,
      depth: 12,
      source: SOURCE,
    },
  },
];
