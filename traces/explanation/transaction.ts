/**
 * What there is to say of a decision to commit or to abort a transaction besides on whose messages it
 * stands: whether one who had decided the same told it, and, of a commit that nobody told, whose vote
 * it does without.
 */
import { actionOf } from "../../checker/world/step.ts";
import type { Answer } from "./evidence.ts";
import type { Shown, Told } from "./told.ts";

/** A voter that a commit does not wait for, and what it has done by then, in which state. */
export interface Missing {
  readonly process: string;
  readonly did: "committed" | "aborted" | "voted Yes" | "voted No" | "not voted";
  /** The state since which it has; null if it has not voted. */
  readonly state: number | null;
}

export interface OfTransaction {
  /** The action of the step: that of an event, of a message, or a crash that takes a decision away. */
  readonly by: string;
  /** Did one who had decided the same tell it, if only through others? */
  readonly isTold: boolean;
  readonly missing: readonly Missing[];
}

/** Who decides what, with the step to which state. */
interface Made {
  readonly process: string | null;
  readonly state: number;
  readonly value: string | null;
}

/** What there is to say of a decision of `process`, made with the step to `state`. */
export function ofTransaction(
  told: Told,
  { process, state, value }: Made,
  behind: readonly Answer[],
): OfTransaction {
  const { processes } = told.stage;
  const isTold = behind.some(
    ({ from, given }) => told.shown[given]![processes.indexOf(from)]!.outcome === value,
  );
  const heard = new Set([process, ...behind.map(({ from }) => from)]);
  const missing = processes.flatMap((voter, index) =>
    isTold || value !== "commit" || heard.has(voter)
      ? []
      : missingIn(told.shown, voter, index, state),
  );
  return { by: actionOf(told.steps[state - 1]!), isTold, missing };
}

function missingIn(shown: Told["shown"], process: string, index: number, state: number): Missing[] {
  const { vote, outcome } = shown[state]![index]!;
  // Who only tells others what to decide has no vote.
  if (vote === undefined) return [];
  const since = (holds: (each: Shown) => boolean): number =>
    shown.slice(0, state).findLastIndex((members) => !holds(members[index]!)) + 1;
  if (outcome !== null) {
    const did = outcome === "commit" ? "committed" : "aborted";
    return [{ process, did, state: since((each) => each.outcome === outcome) }];
  }
  if (vote === null) return [{ process, did: "not voted", state: null }];
  const did = vote === "yes" ? "voted Yes" : "voted No";
  return [{ process, did, state: since((each) => each.vote === vote) }];
}
