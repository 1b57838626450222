/**
 * From a trace to the model that it is of, as it is now. The catalog is handed in: traces are read by
 * the command line, by tests and by those who bring a catalog of their own.
 */
import { type AnyModel, type Target, targetOf } from "../checker/check.ts";
import { CheckerError, unknownName } from "../checker/errors.ts";
import type { Property, SystemProperty } from "../checker/property.ts";
import type { Config } from "../checker/protocol.ts";
import type { AnyTrace, Trace } from "./format.ts";

type Claim = Property<unknown> | SystemProperty<unknown>;

/** What has to be known of a protocol to replay its traces; the catalog's entries are such. */
export interface Traced {
  readonly model: AnyModel;
  /** What the protocol claims under a config. */
  readonly properties: (config: Config) => readonly Claim[];
  readonly mutants: readonly {
    readonly name: string;
    readonly about: string;
    readonly model: AnyModel;
  }[];
}

/** A model that a behaviour is of. */
export interface AnyTraceTarget {
  /** With the property that the behaviour violates; with all that are claimed if it violates none. */
  readonly target: Target;
  /** The protocol, or the mutant of it. */
  readonly model: AnyModel;
  /** What the model, or its bug, is. */
  readonly about: string;
}

/** A model that a counterexample is of. */
export interface TraceTarget extends AnyTraceTarget {
  /** What the trace violates. */
  readonly property: Claim;
}

/**
 * What `trace` was found in: the protocol or mutant, config and environment, and its property.
 * @throws CheckerError `BadTrace` if `catalog` has nothing like it any more.
 */
export function targetIn(catalog: readonly Traced[], trace: Trace): TraceTarget {
  const { claims, ...found } = foundIn(catalog, trace);
  return { ...found, property: claims[0]! };
}

/** As `targetIn`, of a behaviour that may violate nothing. */
export function anyTargetIn(catalog: readonly Traced[], trace: AnyTrace): AnyTraceTarget {
  const { claims: _claims, ...found } = foundIn(catalog, trace);
  return found;
}

/** What is found, and the properties that the trace is judged by. */
type Found = AnyTraceTarget & { readonly claims: readonly Claim[] };

function foundIn(catalog: readonly Traced[], trace: AnyTrace): Found {
  try {
    return lookedUpIn(catalog, trace);
  } catch (error) {
    if (!(error instanceof CheckerError)) throw error;
    throw new CheckerError("BadTrace", `The trace does not fit this version: ${error.message}`, {
      ...(error.hint !== undefined && { hint: error.hint }),
      cause: error,
    });
  }
}

function lookedUpIn(catalog: readonly Traced[], trace: AnyTrace): Found {
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
  const all = entry.properties(config);
  const { property } = trace;
  const claims = property === null ? all : [named("property", all, ({ name }) => name, property)];
  const target = targetOf(model, { ...options, properties: claims });
  return { target, model, claims, about: mutant?.about ?? model.about };
}

function named<T>(kind: string, items: readonly T[], nameOf: (item: T) => string, name: string): T {
  const found = items.find((item) => nameOf(item) === name);
  if (found === undefined) throw unknownName(kind, name, items.map(nameOf));
  return found;
}
