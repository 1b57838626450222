/** The bounded forms of consensus: the one that is published, and one with more values. */
import type { Instance } from "../kit/instance.ts";

export const consensusInstances: readonly Instance[] = [
  {
    name: "small",
    about: "3 values, as MCConsensus has it",
    isDefault: true,
    expected: {
      distinctStates: 4,
      generatedStates: 4,
      depth: 2,
      source: "tlaplus/Examples, PaxosHowToWinATuringAward/manifest.json, MCConsensus",
    },
  },
  {
    name: "medium",
    about: "9 values",
    config: { values: 9 },
    expected: { distinctStates: 10, generatedStates: 10, depth: 2, source: "own run, 2026-11-26" },
  },
];
