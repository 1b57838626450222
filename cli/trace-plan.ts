/** What is explored that begins with a trace: the model that it is of, with all that it claims. */
import { CheckerError } from "../checker/errors.ts";
import type { CatalogEntry } from "../models/catalog.ts";
import type { AnyTrace } from "../traces/format.ts";
import type { CheckFlags } from "./flags.ts";
import { type Basis, named, type Plan, planFor } from "./plan.ts";

/** What says by itself which model it is, and can't be said of a trace too. */
const FLAGS_OF_MODEL = [
  "instance",
  "variant",
  "mutant",
  "set",
  "crashes",
  "restarts",
  "drops",
  "duplicates",
  "partitions",
  "budget",
  "cuts",
  "order",
  "delivery",
  "timing",
  "detection",
] as const satisfies readonly (keyof CheckFlags)[];

/**
 * The plan for the model of `trace`, a behaviour of `entry`'s protocol.
 * @throws CheckerError `UsageError` if it is of another, or if flags would change the model.
 */
export function planOfTrace(entry: CatalogEntry, trace: AnyTrace, flags: CheckFlags): Plan {
  const { name } = entry.model;
  if (trace.protocol !== name) {
    throw new CheckerError("UsageError", `The trace is of ${trace.protocol}, not of ${name}.`);
  }
  const given = FLAGS_OF_MODEL.find((flag) => flags[flag] !== undefined);
  if (given !== undefined) {
    throw new CheckerError("UsageError", `--${given} and --trace do not go together.`, {
      hint: "The trace says which model it is of.",
    });
  }
  const basis: Basis = {
    config: trace.config,
    ...(trace.environment !== null && { environment: trace.environment }),
    symmetry: trace.symmetry,
  };
  const mutant = trace.mutant === null ? {} : { mutant: trace.mutant };
  const plan = planFor(entry, { ...flags, ...mutant }, basis);
  return { ...plan, instance: named("instance", entry.instances, trace.instance ?? undefined) };
}
