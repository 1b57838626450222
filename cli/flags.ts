/** Reads the values of flags; each error says what is allowed. */
import { type Budget, type EnvironmentOptions, FAULTS } from "../checker/environment.ts";
import { CheckerError, nearestName } from "../checker/errors.ts";

/** The flags of `check`, as commander hands them over. */
export interface CheckFlags {
  readonly instance?: string;
  readonly variant?: string;
  readonly mutant?: string;
  readonly set?: readonly Assignment[];
  readonly crashes?: Budget;
  readonly restarts?: Budget;
  readonly drops?: Budget;
  readonly duplicates?: Budget;
  readonly partitions?: Budget;
  readonly budget?: readonly Assignment[];
  readonly cuts?: EnvironmentOptions["cuts"];
  readonly order?: EnvironmentOptions["order"];
  readonly delivery?: EnvironmentOptions["delivery"];
  readonly timing?: EnvironmentOptions["timing"];
  readonly detection?: EnvironmentOptions["detection"];
  readonly only?: readonly string[];
  readonly symmetry?: boolean;
  readonly maxDepth?: number;
  readonly maxStates?: number;
  /** In seconds. */
  readonly time?: number;
  readonly seed?: number;
  readonly json?: boolean;
  readonly out: string;
  readonly full?: boolean;
  readonly audit?: boolean;
  readonly all?: boolean;
}

/** The flags of `fuzz`: those of `check` that it has, and its own. */
export interface FuzzFlags extends CheckFlags {
  readonly nodes?: readonly number[];
  readonly runs?: number;
  readonly steps: number;
  readonly strategy: string;
  readonly shard?: Shard;
  /** The folder of the corpus. */
  readonly corpus?: string;
  readonly minimise: boolean;
  readonly regressions: boolean;
}

/** One of several sessions that share a job: each draws from streams of its own. */
export interface Shard {
  /** From 1 to `count`. */
  readonly index: number;
  readonly count: number;
}

/** The flags of `minimise`. */
export interface MinimiseFlags {
  /** In seconds. */
  readonly time?: number;
  readonly maxStates?: number;
  readonly out?: string;
  readonly json?: boolean;
}

/** `name=value`. */
export interface Assignment {
  readonly name: string;
  readonly value: string;
}

const BUDGETS_ALLOWED = "Allowed: 0, 1, 2, … or unlimited.";

function reject(flag: string, text: string, allowed: string): never {
  const hint = allowed.startsWith("Allowed") ? allowed : `Allowed: ${allowed}.`;
  throw new CheckerError("BadValue", `${flag} can't be "${text}".`, { hint });
}

/** Reads `0`, `1`, … or `unlimited`. */
export function readBudget(flag: string, text: string): Budget {
  if (text === "unlimited") return "unlimited";
  return readInteger(flag, text, 0, BUDGETS_ALLOWED);
}

/** Reads a whole number that is at least `min`. */
export function readInteger(
  flag: string,
  text: string,
  min: number,
  allowed = `a whole number from ${min} on`,
): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value) || value < min) {
    reject(flag, text, allowed);
  }
  return value;
}

const PORT_MAX = 65_535;

/** Reads the number of a port; 0 stands for any that is free. */
export function readPort(text: string): number {
  const allowed = `a port from 1 to ${PORT_MAX}, or 0 for any that is free`;
  const port = readInteger("--port", text, 0, allowed);
  return port <= PORT_MAX ? port : reject("--port", text, allowed);
}

/** Reads a seed, decimal or as `0x…`. */
export function readSeed(text: string): number {
  const value = Number(text);
  if (!/^(0x[\da-f]+|-?\d+)$/i.test(text) || !Number.isSafeInteger(value)) {
    reject("--seed", text, "a whole number, decimal or as 0x…");
  }
  return value;
}

/** Reads `2/8`. */
export function readShard(text: string): Shard {
  const [, index, count] = /^(\d{1,4})\/(\d{1,4})$/.exec(text) ?? [];
  const shard = { index: Number(index), count: Number(count) };
  if (index === undefined || shard.index < 1 || shard.index > shard.count) {
    reject("--shard", text, "i/n, as in 2/8, with i from 1 to n");
  }
  return shard;
}

/** Reads `5` or `3,5,7`: cluster sizes. */
export function readSizes(text: string): number[] {
  return text.split(",").map((size) => readInteger("--nodes", size.trim(), 1));
}

const SECONDS: Readonly<Record<string, number>> = { ms: 0.001, s: 1, m: 60, min: 60, h: 3600 };

/** Reads `30`, `30s`, `5m`, `1.5h`: seconds. */
export function readDuration(text: string): number {
  const [, amount, unit = "s"] = /^(\d+(?:\.\d+)?)(ms|s|m|min|h)?$/.exec(text) ?? [];
  const seconds = Number(amount) * (SECONDS[unit] ?? 1);
  if (amount === undefined || seconds === 0) {
    reject("--time", text, "a time such as 30, 30s, 5m or 1h");
  }
  return seconds;
}

/** Reads the name of a folder: "" is none, but what a shell makes of a variable that is not set. */
export function readFolder(text: string): string {
  if (text.trim() === "") reject("--out", text, "the name of a folder");
  return text;
}

/** Reads `name=value`, and adds it to those before. */
export function readAssignment(
  flag: string,
  text: string,
  before: readonly Assignment[] = [],
): Assignment[] {
  const at = text.indexOf("=");
  if (at < 1)
    reject(flag, text, `name=value, as in ${flag} ${flag === "--set" ? "nodes=3" : "Timeout=2"}`);
  return [...before, { name: text.slice(0, at).trim(), value: text.slice(at + 1).trim() }];
}

/** Reads one of `choices`. */
export function readChoice<T extends string>(flag: string, text: string, choices: readonly T[]): T {
  const found = choices.find((choice) => choice === text);
  if (found !== undefined) return found;
  const nearest = nearestName(text, choices);
  const meant = nearest === undefined ? "" : ` Did you mean "${nearest}"?`;
  throw new CheckerError("BadValue", `${flag} can't be "${text}".${meant}`, {
    hint: `Allowed: ${choices.join(", ")}.`,
  });
}

/** The fault budgets among `flags`. */
export function faultBudgets(flags: CheckFlags): Record<string, Budget> {
  const granted = FAULTS.map((fault) => [fault, flags[fault]] as const);
  return Object.fromEntries(
    granted.filter((pair): pair is [(typeof FAULTS)[number], Budget] => pair[1] !== undefined),
  );
}
