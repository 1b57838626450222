/**
 * Runs the functions of a model, and looks at what they answer: what throws, and what is not data, is
 * reported with the model's name, the function and its input.
 */
import { inspect } from "node:util";
import { findNotData } from "../data.ts";
import { CheckerError } from "../errors.ts";

/** Whose function it is. */
export interface Owner {
  readonly protocol: { readonly name: string };
}

/** What is called or answered, in words that are not put together until they are needed. */
export type What = string | (() => string);

/** The words of `what`. */
export function words(what: What): string {
  return typeof what === "string" ? what : what();
}

/** What a strict-mode engine says when something frozen is written to. */
const MUTATION = /read only|not extensible|Cannot delete property|Cannot define property/;

const CONTEXT = "The state was";

/** Runs one of the model's functions; what it throws is reported with its name and its input. */
export function guarded<T>(owner: Owner, what: What, state: unknown, body: () => T): T {
  try {
    return body();
  } catch (error) {
    if (error instanceof CheckerError) throw error;
    const mutation = error instanceof TypeError && MUTATION.test(error.message);
    const reason = error instanceof Error ? error.message : String(error);
    throw new CheckerError(
      mutation ? "MutatedInput" : "ModelThrew",
      `${owner.protocol.name}: ${words(what)} ${mutation ? "changes its input" : "threw"}: ${reason}`,
      { ...(state === undefined ? {} : { hint: `${CONTEXT} ${show(state)}.` }), cause: error },
    );
  }
}

/**
 * Looks at what was answered in `state`, which is data.
 * @throws CheckerError `NotData` with the path of what is not data in `value`.
 */
export function checkData(owner: Owner, what: What, value: unknown, state: unknown): void {
  const fault = findNotData(value, state);
  if (fault === undefined) return;
  const context = state === undefined ? "" : ` ${CONTEXT} ${show(state)}.`;
  throw new CheckerError(
    "NotData",
    `${owner.protocol.name}: ${words(what)} is not data: ${fault}.`,
    {
      hint: `Allowed: null, booleans, safe integers, strings, arrays, plain records, Set, Map.${context}`,
    },
  );
}

/** Complains of an answer that types would not have allowed. */
export function reject(owner: Owner, fault: string, hint: string): never {
  throw new CheckerError("ModelThrew", `${owner.protocol.name}: ${fault}.`, { hint });
}

/** A value as text for an error message, however broken it is. */
export function show(value: unknown): string {
  return inspect(value, { depth: 8, breakLength: Infinity });
}
