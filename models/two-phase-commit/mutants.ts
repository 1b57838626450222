/** Two-phase commit with a bug: each made from the protocol by replacing one of its functions. */
import type { Mutant } from "../kit/instance.ts";
import { twoPhaseCommit } from "./two-phase-commit.ts";

const { reduce } = twoPhaseCommit;

export const twoPhaseCommitMutants: readonly Mutant[] = [
  {
    name: "resource-manager-commits-alone",
    bug: "TPC-01",
    about: "a prepared resource manager that waits too long commits by itself",
    model: {
      ...twoPhaseCommit,
      reduce: (self, manager, input, config, inbox) =>
        manager.kind === "resource-manager" &&
        manager.phase === "prepared" &&
        input.type === "ChooseToAbort"
          ? { state: { ...manager, phase: "committed" } }
          : reduce(self, manager, input, config, inbox),
    } satisfies typeof twoPhaseCommit,
    violates: "AtomicCommitment",
    length: 4,
    config: { resourceManagers: 2 },
  },
];
