/** What TLC prints for TwoPhase.tla of tlaplus/Examples, for the fast and the slow tests. */
import type { Instance } from "../../models/kit/instance.ts";

const COUNTS: Readonly<
  Record<number, readonly [distinct: number, generated: number, depth: number]>
> = {
  3: [288, 1_146, 11],
  4: [1_568, 8_258, 14],
  5: [8_832, 58_146, 17],
  6: [50_816, 402_306, 20],
  7: [296_448, 2_744_706, 23],
  8: [1_745_408, 18_507_778, 26],
};

/** Two-phase commit without faults, as TLC counts it. */
export function managersByTlc(resourceManagers: number): Instance {
  const [distinctStates, generatedStates, depth] = COUNTS[resourceManagers]!;
  return {
    name: `${resourceManagers} managers`,
    about: "no faults",
    config: { resourceManagers },
    expected: { distinctStates, generatedStates, depth },
  };
}
