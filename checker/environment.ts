/**
 * What surrounds the processes: the network, the faults, failure detection, timing, and the budgets
 * that bound a behaviour. A protocol declares what it assumes; whoever checks it may override each.
 */
import { CheckerError, unknownName } from "./errors.ts";

/** How often something may happen in one behaviour. */
export type Budget = number | "unlimited";

/** The faults that have a budget; it is 0 unless someone grants more. */
export const FAULTS = ["crashes", "restarts", "drops", "duplicates", "partitions"] as const;
export type Fault = (typeof FAULTS)[number];

/**
 * Budgets by fault, by the type of an event, and by the type of a message, for its deliveries. What is
 * no fault is unlimited unless it is named here.
 */
export type Budgets = Readonly<Record<string, Budget>>;

export const ORDERS = ["unordered", "fifo"] as const;
export const DELIVERIES = [
  "exactly-once",
  "at-most-once",
  "at-least-once",
  "unreliable",
  "monotone",
] as const;
export const CUTS = ["splits", "partial", "one-way"] as const;
export const DETECTIONS = ["unreliable", "perfect"] as const;
export const TIMINGS = ["asynchronous", "synchronous"] as const;

export interface EnvironmentOptions {
  /** `unordered`: a bag of messages a process. `fifo`: a queue per ordered pair, as TCP. */
  readonly order: (typeof ORDERS)[number];
  /**
   * `exactly-once`; `at-most-once` (a budget of drops); `at-least-once` (a budget of duplicates);
   * `unreliable` (both); `monotone`: messages are never consumed, so that loss, delay, duplication
   * and reordering come for free, as in Lamport's specifications.
   */
  readonly delivery: (typeof DELIVERIES)[number];
  /** What one partition cuts: all links between two sides, one link, or one direction of a link. */
  readonly cuts: (typeof CUTS)[number];
  /** `perfect`: only a crashed or cut-off process is suspected. `unreliable`: any, at any time. */
  readonly detection: (typeof DETECTIONS)[number];
  /**
   * `synchronous`: messages beat time-outs and short time-outs beat long ones; what arrives at a
   * crashed process or over a cut link is lost. `asynchronous`: any order.
   */
  readonly timing: (typeof TIMINGS)[number];
  readonly budgets: Budgets;
}

export const DEFAULT_ENVIRONMENT: EnvironmentOptions = {
  order: "unordered",
  delivery: "exactly-once",
  cuts: "splits",
  detection: "unreliable",
  timing: "asynchronous",
  budgets: { crashes: 0, restarts: 0, drops: 0, duplicates: 0, partitions: 0 },
};

/** What may be said of each option but the budgets. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  order: ORDERS,
  delivery: DELIVERIES,
  cuts: CUTS,
  detection: DETECTIONS,
  timing: TIMINGS,
};

/** Some of the options, the rest as they were. */
export type EnvironmentOverrides = {
  readonly [K in keyof EnvironmentOptions]?: EnvironmentOptions[K] | undefined;
};

/**
 * The options that hold when each of `layers` overrides those before it. A budget of drops or
 * duplicates makes the delivery as weak as it must be to grant them.
 * @throws CheckerError `BadValue` for options that do not combine.
 */
export function resolveEnvironment(...layers: readonly EnvironmentOverrides[]): EnvironmentOptions {
  let options = DEFAULT_ENVIRONMENT;
  for (const layer of layers) {
    const given = Object.fromEntries(Object.entries(layer).filter(([, v]) => v !== undefined));
    for (const [name, value] of Object.entries(given)) rejectUnknown(name, value);
    options = { ...options, ...given, budgets: { ...options.budgets, ...layer.budgets } };
  }
  options = { ...options, delivery: weakestDelivery(options) };
  rejectContradictions(options);
  return options;
}

/** The budget for `name`: a fault's is 0 unless granted, any other is unlimited unless bounded. */
export function budgetOf(options: EnvironmentOptions, name: string): Budget {
  return options.budgets[name] ?? (isFault(name) ? 0 : "unlimited");
}

export function isFault(name: string): name is Fault {
  return (FAULTS as readonly string[]).includes(name);
}

/** Are messages to a crashed process or over a cut link lost, rather than held back? */
export function losesUndeliverable(options: EnvironmentOptions): boolean {
  return options.timing === "synchronous" || options.order === "fifo";
}

function weakestDelivery(options: EnvironmentOptions): EnvironmentOptions["delivery"] {
  if (options.delivery === "monotone") return "monotone";
  const drops = options.budgets["drops"] !== 0;
  const duplicates = options.budgets["duplicates"] !== 0;
  if (drops && duplicates) return "unreliable";
  if (drops) return options.delivery === "at-least-once" ? "unreliable" : "at-most-once";
  if (duplicates) return options.delivery === "at-most-once" ? "unreliable" : "at-least-once";
  return options.delivery;
}

/** Types say it too, but a model may be written without them; a verdict must be of what was asked. */
function rejectUnknown(name: string, value: unknown): void {
  if (!Object.hasOwn(DEFAULT_ENVIRONMENT, name)) {
    throw unknownName("option of the environment", name, Object.keys(DEFAULT_ENVIRONMENT));
  }
  const allowed = Object.hasOwn(ALLOWED, name) ? ALLOWED[name] : undefined;
  if (allowed === undefined || allowed.some((each) => each === value)) return;
  throw new CheckerError("BadValue", `${name} can't be ${JSON.stringify(value)}.`, {
    hint: `Allowed: ${allowed.join(", ")}.`,
  });
}

function rejectContradictions(options: EnvironmentOptions): void {
  const { order, delivery, timing, budgets } = options;
  const monotone = delivery === "monotone";
  for (const [name, budget] of Object.entries(budgets)) {
    const valid = budget === "unlimited" || (Number.isSafeInteger(budget) && budget >= 0);
    if (!valid) reject(`the budget of ${name} is ${budget}`, "Allowed: 0, 1, 2, … or unlimited.");
  }
  if (monotone && (budgets["drops"] !== 0 || budgets["duplicates"] !== 0)) {
    reject(
      "a monotone network has no budget of drops or duplicates",
      "Its messages are never consumed: loss, delay and duplication come for free.",
    );
  }
  if (monotone && order === "fifo") {
    reject("a monotone network can't be fifo", "Use --order unordered, or another delivery.");
  }
  if (monotone && timing === "synchronous") {
    reject(
      "a monotone network can't be synchronous",
      "Its messages can always still arrive, so that no time-out would ever fire.",
    );
  }
  if (order === "fifo" && budgets["duplicates"] !== 0) {
    reject("a fifo network does not duplicate", "Use --order unordered with --duplicates.");
  }
  if (budgets["restarts"] !== 0 && budgets["crashes"] === 0) {
    reject("restarts without crashes never happen", "Grant --crashes too.");
  }
}

function reject(what: string, hint: string): never {
  throw new CheckerError("BadValue", `These options do not combine: ${what}.`, { hint });
}
