/** later */
import type { Mutant } from "../kit/instance.ts";
export const paxosMutants: readonly Mutant[] = [];
