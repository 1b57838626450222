/** The bounded form of consensus that is published. */
import type { Instance } from "../kit/instance.ts";

export const consensusInstances: readonly Instance[] = [
  {
    name: "three-values",
    about: "3 values, as MCConsensus has it",
    isDefault: true,
    expected: {
      distinctStates: 4,
      generatedStates: 4,
      depth: 2,
      source: "tlaplus/Examples, PaxosHowToWinATuringAward/manifest.json, MCConsensus",
    },
  },
];
