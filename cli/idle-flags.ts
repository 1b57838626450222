/**
 * Flags that would change nothing, or be overruled by another: they are rejected, so that nobody takes
 * what was explored for more than it was.
 */
import { budgetOf, type EnvironmentOptions, type Fault } from "../checker/environment.ts";
import { CheckerError } from "../checker/errors.ts";
import type { CheckFlags } from "./flags.ts";

type Delivery = EnvironmentOptions["delivery"];

/** What each delivery lets happen, as budgets that must be granted. */
const GRANTS: Readonly<Record<Delivery, readonly Fault[]>> = {
  "exactly-once": [],
  "at-most-once": ["drops"],
  "at-least-once": ["duplicates"],
  unreliable: ["drops", "duplicates"],
  monotone: [],
};

/**
 * Rejects flags that `environment`, which was resolved from them, does not heed.
 * @throws CheckerError `UsageError`.
 */
export function rejectIdleFlags(
  { cuts, delivery }: CheckFlags,
  environment: EnvironmentOptions | undefined,
): void {
  if (environment === undefined) return;
  if (cuts !== undefined && budgetOf(environment, "partitions") === 0) {
    reject(`--cuts ${cuts} cuts nothing: no partitions are granted.`, "Grant --partitions too.");
  }
  if (delivery !== undefined) rejectIdleDelivery(delivery, environment);
}

function rejectIdleDelivery(delivery: Delivery, environment: EnvironmentOptions): void {
  for (const fault of ["drops", "duplicates"] as const) {
    const isGranted = budgetOf(environment, fault) !== 0;
    if (isGranted === GRANTS[delivery].includes(fault)) continue;
    if (isGranted) {
      reject(
        `--delivery ${delivery} has no ${fault}, and a budget of them is granted.`,
        `Leave --delivery out, or set --${fault} 0.`,
      );
    }
    reject(
      `--delivery ${delivery} changes nothing: no ${fault} are granted.`,
      `Grant --${fault} too.`,
    );
  }
}

function reject(sentence: string, hint: string): never {
  throw new CheckerError("UsageError", sentence, { hint });
}
