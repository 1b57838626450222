/**
 * Consensus, and nothing else: a value is chosen, once. Lamport's Consensus.tla (tlaplus/Examples,
 * PaxosHowToWinATuringAward). There are no processes; what chooses a value refines this.
 */
import { defineSystem, integer } from "../../checker/protocol.ts";
import { processIds } from "../kit/cluster.ts";

/** The values that are chosen. */
export interface Consensus {
  readonly chosen: ReadonlySet<string>;
}

/** `Next`, which has no other name there. */
export interface Choose {
  readonly type: "Choose";
  readonly value: string;
}

/** The two decisions in it. */
export interface ConsensusRules {
  /** May something be chosen, when this is chosen already? */
  mayChoose(chosen: ReadonlySet<string>): boolean;
  /** What is chosen once `value` is. */
  choose(chosen: ReadonlySet<string>, value: string): ReadonlySet<string>;
}

/** Consensus.tla as it is. */
export const consensusRules: ConsensusRules = {
  mayChoose: (chosen) => chosen.size === 0,
  choose: (_chosen, value) => new Set([value]),
};

/** Consensus put together from `rules`: its own, or some with a bug. */
export function consensusWith({ mayChoose, choose }: ConsensusRules) {
  return defineSystem({
    name: "consensus",
    source: "Consensus.tla (tlaplus/Examples)",
    about: "Consensus itself: one value is chosen, once and for all.",
    parameters: {
      values: integer(3, { min: 1, max: 9 }, "how many values there are to choose from"),
    },
    actions: { Choose: "a value is chosen" },
    symmetry: ({ values }) => [processIds(values, "v")],
    system: ({ values }) => ({
      initialStates: (): Consensus[] => [{ chosen: new Set() }],
      enabled: ({ chosen }: Consensus): Choose[] =>
        mayChoose(chosen)
          ? processIds(values, "v").map((value) => ({ type: "Choose", value }))
          : [],
      next: ({ chosen }: Consensus, { value }: Choose): Consensus => ({
        chosen: choose(chosen, value),
      }),
      done: ({ chosen }: Consensus) => chosen.size > 0,
    }),
  });
}

/** Consensus as it is. */
export const consensus = consensusWith(consensusRules);
