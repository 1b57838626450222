/** Schedules for the tests: of mutants of the catalog where they show, and of a Raft that forgets. */
import type * as fc from "fast-check";
import { configOf } from "../../checker/parameters.ts";
import type { AnyProtocol, AnySystem, Typed } from "../../checker/protocol.ts";
import type { Replayable } from "../../checker/search/replay.ts";
import { type Schedule, type ScheduleOptions, schedules } from "../../fast-check/index.ts";
import type { AnyProperty } from "../../fast-check/setting.ts";
import { catalog, type CatalogEntry } from "../../models/catalog.ts";
import { raftRules, raftWith } from "../../models/index.ts";

/** A mutant with what it takes to draw schedules of it. */
export interface Mutated {
  readonly model: CatalogEntry["model"];
  /** Config and environment in which it shows. */
  readonly where: Pick<ScheduleOptions, "config" | "environment">;
  /** The property that catches it. */
  readonly property: AnyProperty;
  /** The states of the shortest trace. */
  readonly length: number;
}

/** The mutant of a protocol with this name. */
export function mutated(protocol: string, name: string): Mutated {
  const entry = catalog.find(({ model }) => model.name === protocol)!;
  const { model, config, environment, violates, length } = entry.mutants.find(
    (mutant) => mutant.name === name,
  )!;
  const claims = entry.properties(configOf(model.parameters, config));
  const property = claims.find((claim) => claim.name === violates)!;
  return { model, where: { config, environment }, property, length: length! };
}

/** The schedules of any model of the catalog, whose types are not known. */
export function schedulesOf(
  model: AnyProtocol | AnySystem,
  options: ScheduleOptions,
): fc.Arbitrary<Schedule> {
  return "system" in model ? schedules(model, options) : schedules(model, options);
}

/** A Raft whose servers forget their votes when they crash. */
export const forgetsVote = raftWith({
  ...raftRules,
  durable: (server) => ({ ...raftRules.durable(server), votedFor: null }),
});

/** Where it shows. */
export const oneTerm = {
  config: { maxTerm: 1, values: 0 },
  environment: { budgets: { ElectionTimeout: 2, Replicate: 0, crashes: 1, restarts: 1 } },
};

/** How many faults there are in a schedule; what undoes one is none. */
export function faultsIn({ steps }: Schedule): number {
  return steps.filter(({ type }) => /^(crash|drop|duplicate|partition)$/.test(type)).length;
}

/** A schedule as the plain world replays it, whatever it violates. */
export function replayable({ initial, steps }: Schedule): Replayable<Typed> {
  return { property: "", initial, steps };
}

/** What `body` throws, in words. */
export function messageOf(body: () => void): string {
  try {
    body();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return "nothing was thrown";
}
