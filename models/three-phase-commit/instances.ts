/** The bounded forms of three-phase commit: where it is right, and what it can't do without. */
import type { Instance } from "../kit/instance.ts";

const SOURCE = "own run, 2026-11-24: engine and reference explorer";

export const threePhaseCommitInstances: readonly Instance[] = [
  {
    name: "small",
    about: "a coordinator and 2 slaves; all sites but one may crash",
    config: { slaves: 2 },
    isDefault: true,
    expected: { distinctStates: 6_275, generatedStates: 9_783, depth: 24, source: SOURCE },
  },
  {
    name: "medium",
    about: "a coordinator and 3 slaves; one site may crash",
    config: { slaves: 3 },
    environment: { budgets: { crashes: 1 } },
    isDefault: true,
    expected: { distinctStates: 52_063, generatedStates: 71_015, depth: 35, source: SOURCE },
  },
  {
    name: "large",
    about: "a coordinator and 3 slaves; all sites but one may crash",
    config: { slaves: 3 },
    expected: {
      distinctStates: 799_946,
      generatedStates: 1_431_222,
      depth: 42,
      source: "own run of the engine, 2026-11-26",
    },
  },
  {
    name: "partition",
    about: "a coordinator and 2 slaves, split once (TPC-09: both sides decide, and not alike)",
    config: { slaves: 2 },
    environment: { budgets: { crashes: 0, partitions: 1 } },
    only: ["AtomicCommitment"],
    isDefault: true,
    expected: {
      violated: { AtomicCommitment: 14 },
      distinctStates: 3_627,
      generatedStates: 7_011,
      depth: 14,
      source: SOURCE,
    },
  },
  {
    name: "false-suspicion",
    about: "a coordinator and 2 slaves, all up, but anyone may be taken to have failed",
    config: { slaves: 2 },
    environment: { timing: "asynchronous", detection: "unreliable", budgets: { crashes: 0 } },
    only: ["AtomicCommitment"],
    isDefault: true,
    expected: {
      violated: { AtomicCommitment: 10 },
      distinctStates: 9_236,
      generatedStates: 32_300,
      depth: 10,
      source: SOURCE,
    },
  },
  {
    name: "late-messages",
    about:
      "a coordinator and 2 slaves; what a failed site has sent may arrive after the news of it",
    config: { slaves: 2 },
    environment: { timing: "asynchronous" },
    only: ["AtomicCommitment"],
    isDefault: true,
    expected: {
      violated: { AtomicCommitment: 16 },
      distinctStates: 21_381,
      generatedStates: 44_671,
      depth: 16,
      source: SOURCE,
    },
  },
];
