/** From a trace to the model of the catalog that it is of, as it is now. */
import { VERSION } from "../checker/version.ts";
import { catalog } from "../models/catalog.ts";
import type { AnyTrace, Trace } from "../traces/format.ts";
import {
  anyTargetIn,
  type AnyTraceTarget,
  targetIn,
  type TraceTarget,
} from "../traces/trace-target.ts";

export type { AnyTraceTarget, TraceTarget } from "../traces/trace-target.ts";

/**
 * What `trace` was found in: the protocol or mutant, config and environment, and its property.
 * @throws CheckerError `BadTrace` if the catalog has nothing like it any more.
 */
export function targetOfTrace(trace: Trace): TraceTarget {
  return targetIn(catalog, trace);
}

/** As `targetOfTrace`, of a behaviour that may violate nothing. */
export function targetOfAnyTrace(trace: AnyTrace): AnyTraceTarget {
  return anyTargetIn(catalog, trace);
}

/** Says so if another version wrote `trace`. */
export function versionNote({ tool }: AnyTrace): string | undefined {
  return tool === VERSION ? undefined : `It was written by Scrutineer ${tool}; this is ${VERSION}.`;
}
