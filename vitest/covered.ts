/** What a search covered, in a sentence or two: no verdict is worth more than that. */
import type { CheckResult, Target } from "../checker/check.ts";
import { dataText, type Names } from "../checker/data-text.ts";

/** How much was explored, of what, and what never happened in it. */
export function coveredText({ exploration, target, unfired }: CheckResult): string {
  const { distinctStates, generatedStates, depth, ending, constrained } = exploration;
  const parts = [
    `${statesText(distinctStates)} (${generatedStates} generated), depth ${depth}, ending: ${ending}`,
    boundsText(target),
    ...(constrained === 0 ? [] : [`${constrained} generated states were outside the constraint`]),
    ...(unfired.length === 0 ? [] : [`never happened: ${unfired.join(", ")}`]),
  ];
  return parts.join("; ");
}

/** `1 state`, `5 states`. */
export function statesText(count: number): string {
  return count === 1 ? "1 state" : `${count} states`;
}

/** The config, and what the environment was allowed. */
function boundsText({ config, environment, names }: Target): string {
  const known: Names = new Set(names);
  const settings = `config ${dataText(config, known)}`;
  if (environment === undefined) return settings;
  const { order, delivery, timing, budgets } = environment;
  const granted = Object.entries(budgets).filter(([, budget]) => budget !== 0);
  const allowed = granted.map(([name, budget]) =>
    budget === "unlimited" ? `${name} unlimited` : `${name} ≤ ${budget}`,
  );
  const faults = allowed.length === 0 ? "no faults" : allowed.join(", ");
  return `${settings}; ${order} ${delivery} network, ${timing}, ${faults}`;
}
