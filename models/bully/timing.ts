/**
 * What the Bully algorithm assumes of the world around it: time-outs that are long enough, and a
 * failure detector that is right. The environment's options take these assumptions away.
 */
import { match } from "ts-pattern";
import type { EnvironmentOverrides, ProcessId } from "../../checker/protocol.ts";
import type { BullyEvent } from "./messages.ts";
import type { BullyConfig } from "./rules.ts";

/**
 * Garcia-Molina assumes that messages arrive in time, and that only the dead are taken for dead.
 * The budgets keep behaviours from electing for ever.
 */
export function environment({ ask }: BullyConfig): EnvironmentOverrides {
  return {
    timing: "synchronous",
    detection: "perfect",
    budgets: { SuspectLeader: 2, VictoryTimeout: 2, ...(ask && { OpinionTimeout: 2 }) },
  };
}

/**
 * How long time-outs are, in order. Who comes back speaks up first, and a leader misses a lost
 * majority before others elect another leader. An election ends before one who took part gives up
 * on it, and that before anyone who trusts a leader misses it.
 */
export function waits(event: BullyEvent): number {
  return match(event.type)
    .with("StartElection", "LoseBacker", () => 1)
    .with("AliveTimeout", () => 2)
    .with("VictoryTimeout", () => 3)
    .with("SuspectLeader", () => 4)
    .with("OpinionTimeout", () => 5)
    .exhaustive();
}

/** Only a trusted node is suspected; that a larger id does not answer is a matter of time. */
export function suspects(event: BullyEvent): ProcessId | undefined {
  if (event.type === "SuspectLeader") return event.leader;
  return event.type === "LoseBacker" ? event.backer : undefined;
}
