/** From a trace to the model that it is of, as it is now. */
import { type Target, targetOf } from "../checker/check.ts";
import { CheckerError, unknownName } from "../checker/errors.ts";
import { VERSION } from "../checker/version.ts";
import { catalog } from "../models/catalog.ts";
import type { Trace } from "../traces/format.ts";
import { entryOf } from "./plan.ts";

/** A model that a trace is of. */
export interface TraceTarget {
  readonly target: Target;
  /** What the model, or its bug, is. */
  readonly about: string;
}

/**
 * What `trace` was found in: the protocol or mutant, config and environment, and its property.
 * @throws CheckerError `BadTrace` if the catalog has nothing like it any more.
 */
export function targetOfTrace(trace: Trace): TraceTarget {
  try {
    const entry = entryOf(catalog, trace.protocol);
    const mutant = entry.mutants.find(({ name }) => name === trace.mutant);
    if (trace.mutant !== null && mutant === undefined) {
      const known = entry.mutants.map(({ name }) => name);
      throw unknownName("mutant", trace.mutant, known);
    }
    const model = mutant?.model ?? entry.model;
    const options = { config: trace.config, environment: trace.environment ?? {} };
    const { config, environment } = targetOf(model, options);
    if ((environment === undefined) !== (trace.environment === null)) {
      const kind = environment === undefined ? "a transition system" : "a protocol in a world";
      throw new CheckerError("BadTrace", `${trace.protocol} is ${kind}, and the trace is not.`);
    }
    const known = entry.properties(config);
    const properties = known.filter(({ name }) => name === trace.property);
    if (properties.length === 0) {
      throw unknownName(
        "property",
        trace.property,
        known.map(({ name }) => name),
      );
    }
    const target = targetOf(model, { ...options, properties });
    return { target, about: mutant?.about ?? model.about };
  } catch (error) {
    if (!(error instanceof CheckerError)) throw error;
    throw new CheckerError("BadTrace", `The trace does not fit this version: ${error.message}`, {
      ...(error.hint !== undefined && { hint: error.hint }),
      cause: error,
    });
  }
}

/** Says so if another version wrote `trace`. */
export function versionNote({ tool }: Trace): string | undefined {
  return tool === VERSION ? undefined : `It was written by Scrutineer ${tool}; this is ${VERSION}.`;
}
