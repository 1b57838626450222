/** The bounded forms of two-phase commit, with the counts that TLC prints for TwoPhase.tla. */
import type { Expectation, FuzzProfile, Instance } from "../kit/instance.ts";

const TLC = "TLC on tlaplus/Examples TwoPhase.tla";

/** Without faults the state space has a closed form: 6^n + 4^n + 2^n states. */
function counts(distinctStates: number, generatedStates: number, depth: number): Expectation {
  return { distinctStates, generatedStates, depth, source: TLC };
}

export const twoPhaseCommitInstances: readonly Instance[] = [
  {
    name: "small",
    about: "3 resource managers, no faults",
    config: { resourceManagers: 3 },
    isDefault: true,
    expected: counts(288, 1_146, 11),
  },
  {
    name: "medium",
    about: "6 resource managers, no faults",
    config: { resourceManagers: 6 },
    isDefault: true,
    expected: counts(50_816, 402_306, 20),
  },
  {
    name: "large",
    about: "8 resource managers, no faults",
    config: { resourceManagers: 8 },
    expected: counts(1_745_408, 18_507_778, 26),
  },
  {
    name: "symmetric",
    about: "5 resource managers, one state per orbit of their permutations",
    config: { resourceManagers: 5 },
    symmetry: true,
    expected: {
      distinctStates: 314,
      depth: 17,
      source: "multisets of managers: C(n+5, 5) + C(n+3, 3) + n + 1",
    },
  },
  {
    name: "blocking",
    about: "3 resource managers; one process may crash for good (TPC-08: all wait for the manager)",
    config: { resourceManagers: 3 },
    environment: { budgets: { crashes: 1 } },
    isDefault: true,
    expected: { violated: { NonBlocking: 5 } },
  },
];

/** Processes crash and come back; that they may wait for ever is known, and `blocking` shows it. */
export const twoPhaseCommitFuzz: FuzzProfile = {
  size: "resourceManagers",
  sizes: [5, 3, 7, 9],
  environment: { budgets: { crashes: 2, restarts: 2 } },
  only: ["AtomicCommitment", "CanCommit"],
};
