/**
 * The report on one check for people: what is checked (said before the search begins), what was found
 * and what holds. It never says more than was explored.
 */
import type { Target } from "../checker/check.ts";
import { budgetOf, FAULTS } from "../checker/environment.ts";
import { wrap } from "../traces/wrap.ts";
import type { CheckReport } from "./check-report.ts";
import type { Io } from "./io.ts";
import { bytes, count, counted, duration } from "./numbers.ts";
import type { Plan } from "./plan.ts";
import { verdictLines } from "./verdict-text.ts";

const LABEL_WIDTH = 15;

/** What is about to be checked. */
export function openingText(plan: Plan, target: Target, io: Io): string {
  return `${[io.palette.strong(`Checking ${titleOf(plan)}`), ...modelLines(plan, target, io)].join("\n")}\n\n`;
}

/** What the model is, and all that bounds it. */
export function modelLines(plan: Plan, target: Target, io: Io): string[] {
  const { model, mutant, instance, variant } = plan;
  return [
    `  ${wrap(mutant?.about ?? instance?.about ?? model.about, io.columns, 2)}`,
    field("source", model.source, io),
    ...(variant === undefined ? [] : [field("variant", `${variant.name}: ${variant.about}`, io)]),
    field("config", configText(target), io),
    ...worldFields(target, io),
    ...(plan.options.symmetry === true ? [field("symmetry", "one state per orbit", io)] : []),
    ...(plan.options.audit === true ? [field("audit", "every function is called twice", io)] : []),
  ];
}

/** "two-phase-commit", with the mutant or the instance if one is named. */
export function titleOf({ model, mutant, instance }: Plan): string {
  const parts = [
    model.name,
    ...(instance === undefined ? [] : [`instance ${instance.name}`]),
    ...(mutant === undefined ? [] : [`mutant ${mutant.name} (${mutant.bug})`]),
  ];
  return parts.join(", ");
}

/** A line of a report: what it is of, and its text. */
export function field(label: string, text: string, { palette, columns }: Io): string {
  const indent = LABEL_WIDTH + 2;
  return `  ${palette.faint(label.padEnd(LABEL_WIDTH))}${wrap(text, columns, indent)}`;
}

function configText({ config }: Target): string {
  const settings = Object.entries(config).map(([key, value]) => `${key}=${value}`);
  return settings.length === 0 ? "(none)" : settings.join(" ");
}

function worldFields({ environment }: Target, io: Io): string[] {
  if (environment === undefined) {
    return [field("environment", "none: the model is a transition system", io)];
  }
  const { order, delivery, timing, detection, cuts, budgets } = environment;
  const partitions = budgetOf(environment, "partitions") === 0 ? [] : [`partitions are ${cuts}`];
  const parts = [`${order} ${delivery} network`, timing, `${detection} detection`, ...partitions];
  const granted = Object.entries(budgets).filter(([, budget]) => budget !== 0);
  const names = new Set([...FAULTS, ...Object.keys(budgets)]);
  const denied = [...names].filter((name) => budgetOf(environment, name) === 0);
  const texts = [
    ...granted.map(([name, budget]) => `${name} ≤ ${budget}`),
    ...(denied.length === 0 ? [] : [`no ${denied.join(", ")}`]),
  ];
  return [
    field("environment", parts.join(", "), io),
    field("budgets", texts.join(" · ").replaceAll("≤ unlimited", "unlimited"), io),
  ];
}

/** What the search covered, what happened in it, and what holds. */
export function findingsText(report: CheckReport, io: Io): string {
  const sections = [coveredLines(report, io), coverageLines(report, io), verdictLines(report, io)];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;
}

function coveredLines(report: CheckReport, io: Io): string[] {
  const { distinctStates, generatedStates, seconds, statesPerSecond } = report;
  const memory = `${bytes(report.tableBytes)} of tables, ${bytes(report.processBytes)} in all`;
  const speed = `${duration(seconds)}, ${count(statesPerSecond)} states/s, ${memory}`;
  const cut = report.constrainedStates;
  return [
    field(
      "found",
      `${counted(distinctStates, "distinct state")}, ${count(generatedStates)} generated, depth ${report.depth}`,
      io,
    ),
    field("covered", coveredText(report), io),
    ...(cut === 0
      ? []
      : [field("constraint", `${count(cut)} generated states were outside, and not explored`, io)]),
    field("took", speed, io),
    field("fingerprints", collisionText(report.collisionProbability), io),
  ];
}

function coveredText({ ending, limit, completeDepth, constrainedStates }: CheckReport): string {
  if (ending === "exhausted") {
    const inside = constrainedStates === 0 ? "" : " and the model's constraint";
    return `everything: every state within these budgets${inside} was explored`;
  }
  if (ending === "violated") {
    return `all behaviours of up to ${completeDepth} states; the search ended at a violation`;
  }
  return limit ?? "";
}

function collisionText(probability: number): string {
  return probability === 0
    ? "64 bits; no two states can have collided"
    : `64 bits; two states collided with a probability of about ${probability.toExponential(0)}`;
}

/** How often each action happened; those that never did are a warning if all was explored. */
function coverageLines({ coverage, exhaustive }: CheckReport, io: Io): string[] {
  const entries = Object.entries(coverage.actions);
  if (entries.length === 0 && coverage.unfired.length === 0) return [];
  const width = Math.max(...entries.map(([name]) => name.length), 6) + 2;
  const { palette } = io;
  const head = `  ${"action".padEnd(width)}${"generated".padStart(14)}${"new states".padStart(14)}`;
  const rows = entries.map(
    ([name, { generated, distinct }]) =>
      `  ${name.padEnd(width)}${count(generated).padStart(14)}${count(distinct).padStart(14)}`,
  );
  return [palette.faint(head), ...rows, ...unfiredLines(coverage.unfired, exhaustive, io)];
}

/** What never happened is suspicious; what had not happened yet is worth knowing. */
function unfiredLines(unfired: readonly string[], exhaustive: boolean, io: Io): string[] {
  if (unfired.length === 0) return [];
  const names = unfired.join(", ");
  const text = exhaustive
    ? `! never happened within these budgets: ${names}. Does the model lack something?`
    : `not before the search ended: ${names}`;
  const line = `  ${wrap(text, io.columns, 4)}`;
  return [exhaustive ? io.palette.warning(line) : io.palette.faint(line)];
}

/** The command that runs the check again. */
export function closingText({ command }: CheckReport, { palette }: Io): string {
  return `${palette.faint("Run it again:")} ${command}\n`;
}
