/**
 * What the catalog says of a model besides its code: its variants, the instances that are worth
 * checking with what is known of them, and its mutants.
 */
import type {
  AnyProtocol,
  AnySystem,
  Config,
  EnvironmentOverrides,
} from "../../checker/protocol.ts";

/** An alternative that the article or the papers offer, as settings of the config. */
export interface Variant {
  readonly name: string;
  readonly about: string;
  readonly config: Partial<Config>;
}

/** A bounded form of a model. */
export interface Instance {
  /** `small`, `medium`, or what it shows. */
  readonly name: string;
  readonly about: string;
  readonly variant?: string;
  readonly config?: Partial<Config>;
  readonly environment?: EnvironmentOverrides;
  readonly symmetry?: boolean;
  /** Only these properties; all of the model's if absent. */
  readonly only?: readonly string[];
  /** Is it checked when no protocol is named? */
  readonly isDefault?: boolean;
  readonly expected: Expectation;
}

/** What is known of an instance, and from where. */
export interface Expectation {
  /** The properties that are violated, with the length of the shortest trace in states. */
  readonly violated?: Readonly<Record<string, number>>;
  readonly distinctStates?: number;
  readonly generatedStates?: number;
  readonly depth?: number;
  /** Where the counts come from: a paper, TLC, an own run with its date. */
  readonly source?: string;
}

/**
 * How a model is fuzzed if nothing else is said: larger than exhaustion reaches, with faults, and only
 * where it has to be right.
 */
export interface FuzzProfile {
  /** The parameter that says how many processes there are. */
  readonly size: string;
  /** Its values, the usual one first; a strategy may vary it. */
  readonly sizes: readonly number[];
  readonly variant?: string;
  /** Other variants that have to be right there too. */
  readonly alsoFor?: readonly string[];
  readonly config?: Partial<Config>;
  readonly environment?: EnvironmentOverrides;
  /** What to try instead in a variant, by its name: where faults would only be in the way. */
  readonly perVariant?: Readonly<Record<string, Pick<Instance, "config" | "environment">>>;
  /** Only these properties; all of the model's if absent. */
  readonly only?: readonly string[];
}

/** A bug put into a model by replacing one of its functions. */
export interface Mutant {
  readonly name: string;
  /** Its id in the list of known bugs, such as "RFT-03". */
  readonly bug: string;
  readonly about: string;
  /** The model with the bug. */
  readonly model: AnyProtocol | AnySystem;
  /** The property that catches it; null for a control, which nothing must catch. */
  readonly violates: string | null;
  /** The states of the shortest trace, the initial one included; null for a control. */
  readonly length: number | null;
  /** The cluster sizes that show it, the usual one first; absent if all do that are large enough. */
  readonly sizes?: readonly number[];
  /** Does it take long to find? Then only the slow tests look for it. */
  readonly isSlow?: boolean;
  /** Where it shows: the smallest config and budgets that are enough. */
  readonly config?: Partial<Config>;
  readonly environment?: EnvironmentOverrides;
  readonly symmetry?: boolean;
}
