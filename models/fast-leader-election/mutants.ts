/** Fast leader election with a bug. */
import type { Mutant } from "../kit/instance.ts";

export const fastLeaderElectionMutants: readonly Mutant[] = [];
