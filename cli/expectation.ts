/** Is a check's outcome the one that the catalog expects? */
import type { Expectation } from "../models/kit/instance.ts";
import type { CheckReport, PropertyReport } from "./check-report.ts";

/** How a report compares with what is known. */
export interface Comparison {
  /**
   * `unexpected`: something differs. `cut short`: nothing differs, but a limit or an interruption
   * kept the search from what is expected.
   */
  readonly kind: "as expected" | "unexpected" | "cut short";
  /** What differs, or what was not reached, in a sentence each. */
  readonly differences: readonly string[];
}

/** Compares `report` with `expected`. */
export function compare(report: CheckReport, expected: Expectation): Comparison {
  const wasCutShort = report.limit !== null;
  const differences = [
    ...report.properties.flatMap((property) => ofProperty(property, expected, report)),
    ...(wasCutShort ? [] : ofCounts(report, expected)),
  ];
  if (differences.length > 0) return { kind: "unexpected", differences };
  if (wasCutShort) return { kind: "cut short", differences: [report.limit] };
  return { kind: "as expected", differences: [] };
}

function ofProperty(
  { name, verdict, length, reason }: PropertyReport,
  { violated = {} }: Expectation,
  { limit, ending }: CheckReport,
): string[] {
  const known = violated[name];
  if (verdict === "violated") {
    if (known === undefined) return [`${name} is violated: ${reason}`];
    return length === known ? [] : [`${name} is violated in ${length} states, not in ${known}`];
  }
  if (known !== undefined && limit === null) return [`${name} is not violated`];
  const isCutOff = limit !== null || ending === "violated";
  if (verdict === "holds" || isCutOff) return [];
  return [`${name} is ${verdict}: ${reason}`];
}

function ofCounts(report: CheckReport, expected: Expectation): string[] {
  return (["distinctStates", "generatedStates", "depth"] as const).flatMap((name) => {
    const known = expected[name];
    const isEqual = known === undefined || known === report[name];
    return isEqual ? [] : [`${name} is ${report[name]}, not ${known}`];
  });
}
