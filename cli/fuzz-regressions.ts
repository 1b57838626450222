/**
 * Before anything new is tried, what once went wrong: the regressions of the protocol, replayed in the
 * model that is fuzzed, each in its own config. A regression is judged by its own property alone: its
 * faults may be more than the session grants, and violate what the session finds to hold.
 */
import { basename } from "node:path";
import type { Target } from "../checker/check.ts";
import { CheckerError } from "../checker/errors.ts";
import type { FuzzViolation } from "../checker/fuzz/fuzz.ts";
import { confirmed } from "../checker/search/replay.ts";
import type { CatalogEntry } from "../models/catalog.ts";
import { type Trace, TRACE_SUFFIX } from "../traces/format.ts";
import { Player } from "../traces/player.ts";
import { type FiledTrace, REGRESSIONS, regressionsFor } from "../traces/regressions.ts";
import { targetIn } from "../traces/trace-target.ts";
import type { FuzzPlan } from "./fuzz-plan.ts";

/** A regression that violates its property again. */
export interface Recurrence {
  /** The name of its file, without what all of them end in. */
  readonly name: string;
  readonly trace: Trace;
  readonly violation: FuzzViolation;
}

/** What became of the regressions. */
export interface TriedRegressions {
  /** How many were replayed. */
  readonly count: number;
  /** The first of each property. */
  readonly recurrences: readonly Recurrence[];
}

/**
 * Replays the regressions in `folder` that are of the plan's protocol and properties, up to the first
 * violation, or all of them with --all.
 * @throws CheckerError `BadTrace` for one that does not fit the protocol any more.
 */
export async function tryRegressions(
  { plan, flags }: FuzzPlan,
  folder = REGRESSIONS,
): Promise<TriedRegressions> {
  const recurrences: Recurrence[] = [];
  if (!flags.regressions) return { count: 0, recurrences };
  const { entry, mutant, only } = plan;
  let count = 0;
  for (const { file, trace } of await regressionsFor(entry.model.name, folder)) {
    const isKnown = recurrences.some(({ violation }) => violation.property === trace.property);
    if (isKnown || only?.includes(trace.property) === false) continue;
    count++;
    const replayed = { file, trace: { ...trace, mutant: mutant?.name ?? null } };
    const violation = violationBy(replayed, entry);
    if (violation === undefined) continue;
    recurrences.push({ name: basename(file, TRACE_SUFFIX), trace, violation });
    if (flags.all !== true) break;
  }
  return { count, recurrences };
}

/** How the steps of `trace` that are possible violate its property, if they do. */
function violationBy({ file, trace }: FiledTrace, entry: CatalogEntry): FuzzViolation | undefined {
  const target = targetOfRegression(file, trace, entry);
  const { property, reason, initial } = trace;
  const steps = new Player(target).violating(initial, trace.steps, "exact");
  if (steps === undefined) return undefined;
  const violation = { property, reason, initial, steps };
  return { ...confirmed(target.subject, violation), target, run: 0 };
}

/** @throws CheckerError `BadTrace` that says which file is to blame. */
function targetOfRegression(file: string, trace: Trace, entry: CatalogEntry): Target {
  try {
    return targetIn([entry], trace).target;
  } catch (error) {
    if (!(error instanceof CheckerError)) throw error;
    throw new CheckerError("BadTrace", `${file}: ${error.message}`, {
      hint: "Mend it or take it away, or go without with --no-regressions.",
      cause: error,
    });
  }
}
