/**
 * What a model can be configured by. A parameter says its default, what is allowed and what it means,
 * so that the command line can parse and explain it; the type of the config is inferred from it.
 */
import { CheckerError, unknownName } from "./errors.ts";

export interface IntegerParameter {
  readonly kind: "integer";
  readonly default: number;
  readonly min: number;
  readonly max: number;
  readonly about: string;
}

export interface FlagParameter {
  readonly kind: "flag";
  readonly default: boolean;
  readonly about: string;
}

export interface ChoiceParameter<T extends string = string> {
  readonly kind: "choice";
  readonly default: T;
  readonly choices: readonly T[];
  readonly about: string;
}

export type Parameter = IntegerParameter | FlagParameter | ChoiceParameter;
export type Parameters = Readonly<Record<string, Parameter>>;

/** The config that a set of parameters describes. */
export type ConfigOf<P extends Parameters> = { readonly [K in keyof P]: ValueOf<P[K]> };

type ValueOf<T> = T extends IntegerParameter
  ? number
  : T extends FlagParameter
    ? boolean
    : T extends ChoiceParameter<infer C>
      ? C
      : never;

/** The config of a model whose parameters are not known by type. */
export type Config = Readonly<Record<string, number | boolean | string>>;

/** An integer from `min` to `max`, both included. */
export function integer(
  standard: number,
  range: { readonly min: number; readonly max: number },
  about: string,
): IntegerParameter {
  return { kind: "integer", default: standard, ...range, about };
}

/** True or false. */
export function flag(standard: boolean, about: string): FlagParameter {
  return { kind: "flag", default: standard, about };
}

/** One of `choices`. */
export function choice<const T extends string>(
  standard: NoInfer<T>,
  choices: readonly T[],
  about: string,
): ChoiceParameter<T> {
  return { kind: "choice", default: standard, choices, about };
}

/**
 * The defaults of `parameters` with `settings` on top.
 * @throws CheckerError `UnknownName` or `BadValue`.
 */
export function configOf<P extends Parameters>(
  parameters: P,
  settings: Readonly<Record<string, unknown>> = {},
): ConfigOf<P> {
  for (const name of Object.keys(settings)) {
    if (!Object.hasOwn(parameters, name)) {
      throw unknownName("config key", name, Object.keys(parameters));
    }
  }
  const entries = Object.entries(parameters).map(([name, parameter]) => {
    const value = settings[name];
    return [name, value === undefined ? parameter.default : checked(name, parameter, value)];
  });
  // The entries are the parameters' own keys, each with a value of its parameter's kind.
  return Object.fromEntries(entries) as ConfigOf<P>;
}

/** Reads the text of `--set name=text`. @throws CheckerError `UnknownName` or `BadValue`. */
export function parseSetting(parameters: Parameters, name: string, text: string): Config[string] {
  if (!Object.hasOwn(parameters, name)) {
    throw unknownName("config key", name, Object.keys(parameters));
  }
  const parameter = parameters[name]!;
  if (parameter.kind === "integer" && /^-?\d+$/.test(text)) {
    return checked(name, parameter, Number(text));
  }
  if (parameter.kind === "flag" && (text === "true" || text === "false")) return text === "true";
  return checked(name, parameter, text);
}

/** What `parameter` allows, in words. */
export function allowedValues(parameter: Parameter): string {
  switch (parameter.kind) {
    case "integer":
      return `an integer from ${parameter.min} to ${parameter.max}`;
    case "flag":
      return "true or false";
    case "choice":
      return `one of ${parameter.choices.join(", ")}`;
  }
}

function checked(name: string, parameter: Parameter, value: unknown): Config[string] {
  if (isAllowed(parameter, value)) return value;
  throw new CheckerError("BadValue", `${name} can't be ${JSON.stringify(value)}.`, {
    hint: `Allowed for ${name}: ${allowedValues(parameter)}.`,
  });
}

function isAllowed(parameter: Parameter, value: unknown): value is Config[string] {
  switch (parameter.kind) {
    case "integer":
      return (
        typeof value === "number" &&
        Number.isSafeInteger(value) &&
        value >= parameter.min &&
        value <= parameter.max
      );
    case "flag":
      return typeof value === "boolean";
    case "choice":
      return typeof value === "string" && parameter.choices.includes(value);
  }
}
