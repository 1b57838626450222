/**
 * From a trace to the model that it is of, as it is now. The catalog is handed in: traces are read by
 * the command line, by tests and by those who bring a catalog of their own.
 */
import { type AnyModel, type Target, targetOf } from "../checker/check.ts";
import { CheckerError, unknownName } from "../checker/errors.ts";
import type { Property, SystemProperty } from "../checker/property.ts";
import type { Config } from "../checker/protocol.ts";
import type { Trace } from "./format.ts";

/** What has to be known of a protocol to replay its traces; the catalog's entries are such. */
export interface Traced {
  readonly model: AnyModel;
  /** What the protocol claims under a config. */
  readonly properties: (config: Config) => readonly (Property<unknown> | SystemProperty<unknown>)[];
  readonly mutants: readonly {
    readonly name: string;
    readonly about: string;
    readonly model: AnyModel;
  }[];
}

/** A model that a trace is of. */
export interface TraceTarget {
  readonly target: Target;
  /** The protocol, or the mutant of it. */
  readonly model: AnyModel;
  /** What the trace violates. */
  readonly property: Property<unknown> | SystemProperty<unknown>;
  /** What the model, or its bug, is. */
  readonly about: string;
}

/**
 * What `trace` was found in: the protocol or mutant, config and environment, and its property.
 * @throws CheckerError `BadTrace` if `catalog` has nothing like it any more.
 */
export function targetIn(catalog: readonly Traced[], trace: Trace): TraceTarget {
  try {
    return foundIn(catalog, trace);
  } catch (error) {
    if (!(error instanceof CheckerError)) throw error;
    throw new CheckerError("BadTrace", `The trace does not fit this version: ${error.message}`, {
      ...(error.hint !== undefined && { hint: error.hint }),
      cause: error,
    });
  }
}

function foundIn(catalog: readonly Traced[], trace: Trace): TraceTarget {
  const entry = named("protocol", catalog, ({ model }) => model.name, trace.protocol);
  const mutant =
    trace.mutant === null
      ? undefined
      : named("mutant", entry.mutants, ({ name }) => name, trace.mutant);
  const model = mutant?.model ?? entry.model;
  const options = { config: trace.config, environment: trace.environment ?? {} };
  const { config, environment } = targetOf(model, options);
  if ((environment === undefined) !== (trace.environment === null)) {
    const kind = environment === undefined ? "a transition system" : "a protocol in a world";
    throw new CheckerError("BadTrace", `${trace.protocol} is ${kind}, and the trace is not.`);
  }
  const claims = entry.properties(config);
  const property = named("property", claims, ({ name }) => name, trace.property);
  const target = targetOf(model, { ...options, properties: [property] });
  return { target, model, property, about: mutant?.about ?? model.about };
}

function named<T>(kind: string, items: readonly T[], nameOf: (item: T) => string, name: string): T {
  const found = items.find((item) => nameOf(item) === name);
  if (found === undefined) throw unknownName(kind, name, items.map(nameOf));
  return found;
}
