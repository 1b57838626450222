/** Protocols with faults that types would not let pass, and the errors that they end with. */
import { check, type CheckOptions } from "../../checker/check.ts";
import { CheckerError } from "../../checker/errors.ts";
import type { AnyProtocol } from "../../checker/protocol.ts";
import { counter } from "../miniatures.ts";

/** A process that counts to 2, some of its parts replaced by others, however wrong. */
export function faulty(parts: Readonly<Record<string, unknown>>): AnyProtocol {
  return { ...counter(2), name: "faulty", ...parts };
}

/** The error that a check ends with. */
export function errorOf(model: AnyProtocol, options: CheckOptions = {}): CheckerError {
  try {
    check(model, options);
  } catch (error) {
    if (error instanceof CheckerError) return error;
    throw error;
  }
  throw new Error("the check did not fail");
}

/** Lets a process crash, so that `recover` is asked. */
export const CRASHES: CheckOptions = { environment: { budgets: { crashes: 1 } } };
