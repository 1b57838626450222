/**
 * What a check says, as data: the object that `check --json` prints, described in
 * docs/check-output.schema.json. The text for people (check-text.ts) is made of it.
 */
import { budgetOf, type Budgets, type Fault, isFault } from "../checker/environment.ts";
import type { Concern } from "../checker/property.ts";
import type { Config } from "../checker/protocol.ts";
import type { ActionCount, Ending } from "../checker/search/exploration.ts";
import {
  collisionProbability,
  exitCodeOf,
  limitReached,
  type Verdict,
} from "../checker/verdict.ts";
import { VERSION } from "../checker/version.ts";
import type { Searched } from "./search.ts";
import { SIGNAL_EXIT_CODES } from "./io.ts";

/** What is said of one property. */
export interface PropertyReport {
  readonly name: string;
  readonly kind: string;
  readonly claim: string;
  readonly source: string;
  readonly concern: Concern;
  readonly verdict: Verdict;
  /** Why it is violated, inconclusive or vacuous; null where it needs no reason. */
  readonly reason: string | null;
  /** The states of its counterexample, the initial one included. */
  readonly length: number | null;
  /** The file of its counterexample. */
  readonly trace: string | null;
}

/** What happened in a search, and what did not. */
export interface Coverage {
  readonly actions: Readonly<Record<string, ActionCount>>;
  /** Actions of the model, and faults that were granted, that never happened. */
  readonly unfired: readonly string[];
}

/** The object that `check --json` prints. */
export interface CheckReport {
  readonly version: string;
  readonly protocol: string;
  readonly variant: string | null;
  readonly instance: string | null;
  readonly mutant: string | null;
  readonly config: Config;
  /** Null for a transition system, which has no world around it. */
  readonly environment: Readonly<Record<string, string>> | null;
  readonly budgets: Budgets;
  readonly symmetry: boolean;
  readonly audit: boolean;
  readonly seed: number | null;
  readonly limits: {
    readonly maxDepth: number | null;
    readonly maxStates: number | null;
    readonly time: number | null;
  };
  readonly distinctStates: number;
  readonly generatedStates: number;
  readonly depth: number;
  readonly completeDepth: number;
  /** Was every state within the bounds found? */
  readonly exhaustive: boolean;
  readonly ending: Ending;
  /** Which limit ended the search, and what is certain all the same; null if none did. */
  readonly limit: string | null;
  /** Generated states outside the model's constraint: judged, but not explored. */
  readonly constrainedStates: number;
  readonly reductions: readonly string[];
  readonly collisionProbability: number;
  readonly seconds: number;
  readonly statesPerSecond: number;
  /** The most that the search's own tables took. */
  readonly tableBytes: number;
  /** The most that the process took so far: tables, objects, and Node itself. */
  readonly processBytes: number;
  readonly properties: readonly PropertyReport[];
  readonly coverage: Coverage;
  readonly exitCode: number;
  readonly command: string;
}

/** The report on a check; `traces` are the files of the counterexamples, by property. */
export function reportOn(searched: Searched, traces: ReadonlyMap<string, string>): CheckReport {
  const { plan, target, result, signal } = searched;
  const { exploration, verdicts, seconds } = result;
  const { ending, distinctStates, completeDepth } = exploration;
  const { budgets = {}, ...environment } = target.environment ?? {};
  const { options } = plan;
  const symmetry = options.symmetry === true;
  const wasLimited = ending !== "exhausted" && ending !== "violated";
  return {
    version: VERSION,
    protocol: target.name,
    variant: plan.variant?.name ?? null,
    instance: plan.instance?.name ?? null,
    mutant: plan.mutant?.name ?? null,
    config: target.config,
    environment: target.environment === undefined ? null : environment,
    budgets,
    symmetry,
    audit: options.audit === true,
    seed: plan.seed,
    limits: {
      maxDepth: options.limits?.depth ?? null,
      maxStates: options.limits?.states ?? null,
      time: plan.time,
    },
    distinctStates,
    generatedStates: exploration.generatedStates,
    depth: exploration.depth,
    completeDepth,
    exhaustive: ending === "exhausted",
    ending,
    limit: wasLimited ? limitReached(ending, completeDepth) : null,
    constrainedStates: exploration.constrained,
    reductions: symmetry ? ["symmetry"] : [],
    collisionProbability: collisionProbability(distinctStates),
    seconds,
    statesPerSecond: Math.round(distinctStates / Math.max(seconds, 1e-3)),
    tableBytes: searched.tableBytes,
    processBytes: searched.processBytes,
    properties: propertyReports(searched, traces),
    coverage: {
      actions: Object.fromEntries(exploration.actions),
      unfired: unfired(searched),
    },
    exitCode: signal === undefined ? exitCodeOf(verdicts, ending) : SIGNAL_EXIT_CODES[signal],
    command: plan.command,
  };
}

function propertyReports(
  { target, result }: Searched,
  traces: ReadonlyMap<string, string>,
): PropertyReport[] {
  const { exploration, verdicts } = result;
  return target.properties.map(({ name, kind, claim, source, concern }, index) => {
    const { verdict, reason } = verdicts[index]!;
    const violation = exploration.violations.find(({ property }) => property === name);
    return {
      name,
      kind,
      claim,
      source,
      concern,
      verdict,
      reason: reason ?? null,
      length: violation === undefined ? null : violation.steps.length + 1,
      trace: traces.get(name) ?? null,
    };
  });
}

const FAULT_ACTIONS: Readonly<Record<Fault, string>> = {
  crashes: "crash",
  restarts: "restart",
  drops: "drop",
  duplicates: "duplicate",
  partitions: "partition",
};

/** What could have happened and never did: the model's actions, and what has a budget. */
function unfired({ target, result }: Searched): string[] {
  const { environment } = target;
  const budgets = Object.keys(environment?.budgets ?? {});
  const granted = (name: string): boolean =>
    environment === undefined || budgetOf(environment, name) !== 0;
  const actions = result.unfired.filter(granted);
  const budgeted = budgets
    .filter(granted)
    .map((name) => (isFault(name) ? FAULT_ACTIONS[name] : name));
  return [...new Set([...actions, ...budgeted])].filter(
    (action) => (result.exploration.actions.get(action)?.generated ?? 0) === 0,
  );
}
