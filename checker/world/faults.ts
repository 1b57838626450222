/**
 * The environment's own state: who is down, which links are cut, what has been spent of each budget.
 * Pure functions over plain data; the engine memoises them, the plain world calls them.
 */
import { budgetOf, type EnvironmentOptions } from "../environment.ts";
import type { ProcessId } from "../protocol.ts";
import type { Link } from "./step.ts";

export interface Environment {
  readonly down: ReadonlySet<ProcessId>;
  /** From each process, those that it can't reach. */
  readonly cut: ReadonlyMap<ProcessId, ReadonlySet<ProcessId>>;
  /** What has been spent of each limited budget; what nothing was spent of is absent. */
  readonly spent: Readonly<Record<string, number>>;
}

export const CALM: Environment = { down: new Set(), cut: new Map(), spent: {} };

/** `environment` with one of `budget` spent, or undefined if there is none left. */
export function spend(
  environment: Environment,
  options: EnvironmentOptions,
  budget: string,
): Environment | undefined {
  const limit = budgetOf(options, budget);
  if (limit === "unlimited") return environment;
  const spent = environment.spent[budget] ?? 0;
  if (spent >= limit) return undefined;
  return { ...environment, spent: { ...environment.spent, [budget]: spent + 1 } };
}

/** What decides which steps an environment lets happen: of budgets, only which have nothing left. */
export interface Regime extends Pick<Environment, "down" | "cut"> {
  readonly exhausted: ReadonlySet<string>;
}

/** Environments of the same regime let the same steps happen. */
export function regimeOf({ down, cut, spent }: Environment, options: EnvironmentOptions): Regime {
  const budgets = Object.keys(spent);
  const exhausted = budgets.filter((budget) => spent[budget] === budgetOf(options, budget));
  return { down, cut, exhausted: new Set(exhausted) };
}

/** Can a message from `from` reach `to`: is the link whole? */
export function linked(environment: Environment, from: ProcessId, to: ProcessId): boolean {
  return environment.cut.get(from)?.has(to) !== true;
}

/** May a perfect failure detector at `self` suspect `other`: is it down, or can't it be heard? */
export function isGone(environment: Environment, self: ProcessId, other: ProcessId): boolean {
  return environment.down.has(other) || !linked(environment, other, self);
}

/** `process` goes down. */
export function crash(
  environment: Environment,
  options: EnvironmentOptions,
  process: ProcessId,
): Environment | undefined {
  const paid = spend(environment, options, "crashes");
  return paid && { ...paid, down: new Set([...paid.down, process]) };
}

/** `process` comes back. */
export function restart(
  environment: Environment,
  options: EnvironmentOptions,
  process: ProcessId,
): Environment | undefined {
  const paid = spend(environment, options, "restarts");
  return paid && { ...paid, down: new Set([...paid.down].filter((other) => other !== process)) };
}

/** The links are cut, on top of those that are. */
export function partition(
  environment: Environment,
  options: EnvironmentOptions,
  links: readonly Link[],
): Environment | undefined {
  const paid = spend(environment, options, "partitions");
  if (paid === undefined) return undefined;
  const cut = new Map(paid.cut);
  for (const [from, to] of links) cut.set(from, new Set([...(cut.get(from) ?? []), to]));
  return { ...paid, cut };
}

/** All links are whole again. */
export function heal(environment: Environment): Environment | undefined {
  return environment.cut.size === 0 ? undefined : { ...environment, cut: new Map() };
}

/** Every partition of the kind that `options` name, as the links that it cuts. */
export function possibleCuts(
  options: EnvironmentOptions,
  processes: readonly ProcessId[],
): readonly (readonly Link[])[] {
  if (budgetOf(options, "partitions") === 0) return [];
  const directed = processes.flatMap((from) =>
    processes.filter((to) => to !== from).map((to): Link => [from, to]),
  );
  const pairs = directed.filter(([from, to]) => processes.indexOf(from) < processes.indexOf(to));
  switch (options.cuts) {
    case "one-way":
      return directed.map((link) => [link]);
    case "partial":
      return pairs.map(([a, b]) => [
        [a, b],
        [b, a],
      ]);
    case "splits":
      return sidesWithFirst(processes).map((side) =>
        directed.filter(([from, to]) => side.has(from) !== side.has(to)),
      );
  }
}

/** Would cutting `links` change anything? */
export function cutsAnew(environment: Environment, links: readonly Link[]): boolean {
  return links.some(([from, to]) => linked(environment, from, to));
}

/** Every proper side of a two-sided split that holds the first process. */
function sidesWithFirst(processes: readonly ProcessId[]): Set<ProcessId>[] {
  const [first, ...rest] = processes;
  if (first === undefined) return [];
  return Array.from(
    { length: 2 ** rest.length - 1 },
    (_, mask) => new Set([first, ...rest.filter((_process, bit) => ((mask >> bit) & 1) === 1)]),
  );
}
