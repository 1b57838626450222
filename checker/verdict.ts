/**
 * Verdicts: what a search allows one to say of a property, and no more. "Holds" is only said of an
 * exhausted state space; a limit that was reached is named.
 */
import type { Ending, Exploration } from "./search/exploration.ts";

/** `holds to depth d` stands for all behaviours of up to d states. */
export type Verdict =
  "holds" | `holds to depth ${number}` | "violated" | "inconclusive" | "vacuous";

export interface PropertyVerdict {
  readonly name: string;
  readonly verdict: Verdict;
  /** Why it is violated, inconclusive or vacuous. */
  readonly reason: string | undefined;
}

/** What `exploration` allows to say of a property. */
export function verdictOn(
  property: { readonly name: string; readonly kind: string },
  exploration: Exploration<unknown>,
): PropertyVerdict {
  const { name, kind } = property;
  const violation = exploration.violations.find((found) => found.property === name);
  if (violation !== undefined) return { name, verdict: "violated", reason: violation.reason };
  const isTriggered =
    kind === "deadlock" || exploration.triggered.has(name) || exploration.distinctStates === 0;
  const { ending, completeDepth } = exploration;
  if (kind === "witness" && isTriggered) return { name, verdict: "holds", reason: undefined };
  if (!isTriggered) return untriggered(name, kind, ending, completeDepth);
  // Whether a state is stuck is known once it was expanded, and those of the last level were not.
  const depth = kind === "deadlock" ? completeDepth - 1 : completeDepth;
  const wasCutShort = ending === "violated" || ending === "depth";
  if (wasCutShort && depth < 1) {
    const reason = `no state was expanded: nothing is known to depth ${completeDepth}`;
    return { name, verdict: "inconclusive", reason };
  }
  switch (ending) {
    case "exhausted":
      return { name, verdict: "holds", reason: undefined };
    case "violated":
      return {
        name,
        verdict: `holds to depth ${depth}`,
        reason: "the search ended there, at the violation of another property",
      };
    case "depth":
      return {
        name,
        verdict: `holds to depth ${depth}`,
        reason: "the search was told to end there",
      };
    default:
      return { name, verdict: "inconclusive", reason: limitReached(ending, completeDepth) };
  }
}

/** By kind of property: what is missing where it is vacuous. */
const UNTRIGGERED: Readonly<Record<string, string>> = {
  witness: "no such state",
  refinement: "no step that its specification would see",
};

function untriggered(
  name: string,
  kind: string,
  ending: Ending,
  completeDepth: number,
): PropertyVerdict {
  const what = UNTRIGGERED[kind] ?? "nothing that puts it to the test";
  if (ending === "exhausted") {
    return { name, verdict: "vacuous", reason: `${what} is reachable within these budgets` };
  }
  return { name, verdict: "inconclusive", reason: `${what} was found to depth ${completeDepth}` };
}

/** Says which limit ended the search, and what is certain all the same. */
export function limitReached(ending: Ending, completeDepth: number): string {
  const limits: Record<Ending, string> = {
    exhausted: "nothing was left to explore",
    violated: "a property was violated",
    depth: "the depth limit was reached",
    states: "the limit on states was reached",
    time: "the time was up",
    memory: "the memory limit was reached",
    interrupted: "it was interrupted",
  };
  return `${limits[ending]}; all behaviours of up to ${completeDepth} states were covered`;
}

/** The exit code for a set of verdicts: 0 holds, 1 violated, 3 inconclusive, 4 vacuous. */
export function exitCodeOf(verdicts: readonly PropertyVerdict[], ending: Ending): 0 | 1 | 3 | 4 {
  const has = (verdict: Verdict): boolean => verdicts.some((each) => each.verdict === verdict);
  if (has("violated")) return 1;
  const wasCutShort = !["exhausted", "violated", "depth"].includes(ending);
  if (has("inconclusive") || wasCutShort) return 3;
  return has("vacuous") ? 4 : 0;
}

/** The probability that two of `states` distinct states had the same 64-bit fingerprint. */
export function collisionProbability(states: number): number {
  return (states * (states - 1)) / 2 / 2 ** 64;
}
