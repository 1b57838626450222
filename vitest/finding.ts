/** What a check found out about one property, and what its test makes of it. */
import type { CheckResult } from "../checker/check.ts";
import type { Typed } from "../checker/protocol.ts";
import type { Ending, Violation } from "../checker/search/exploration.ts";
import type { PropertyVerdict } from "../checker/verdict.ts";
import { coveredText } from "./covered.ts";
import type { AnyProperty } from "./examination.ts";

/** A verdict and what it rests on. */
export interface Finding extends PropertyVerdict {
  readonly property: AnyProperty;
  /** Is it as claimed: of all behaviours, or of those up to the depth that was asked for? */
  readonly isAsClaimed: boolean;
  /** What the search covered. */
  readonly covered: string;
  readonly ending: Ending;
  readonly violation: Violation<Typed> | undefined;
}

/** What `result` says of `property`. */
export function findingOn(
  property: AnyProperty,
  result: CheckResult,
  depth: number | undefined,
): Finding {
  const { name } = property;
  const verdict = result.verdicts.find((each) => each.name === name)!;
  return {
    ...verdict,
    property,
    isAsClaimed: isAsClaimed(verdict, claimedDepth(property, depth)),
    covered: coveredText(result),
    ending: result.exploration.ending,
    violation: result.exploration.violations.find((found) => found.property === name),
  };
}

/**
 * The depth to which `property` is claimed: that of the search, but for deadlocks. Whether a state of
 * the last level is stuck, nobody looked.
 */
export function claimedDepth({ kind }: AnyProperty, depth = Infinity): number {
  return kind === "deadlock" ? depth - 1 : depth;
}

function isAsClaimed({ verdict }: PropertyVerdict, depth: number): boolean {
  if (verdict === "holds") return true;
  const known = /^holds to depth (\d+)$/.exec(verdict)?.[1];
  return known !== undefined && Number(known) >= depth;
}
