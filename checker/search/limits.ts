/** How far a search goes before it is complete. */
import { CheckerError, unknownName } from "../errors.ts";

/** Where a search has to stop. */
export interface Limits {
  /** Find states up to this depth. */
  readonly depth?: number | undefined;
  /** Stop when this many distinct states were found. */
  readonly states?: number | undefined;
  /** Stop when the search's own tables take this many bytes. */
  readonly bytes?: number | undefined;
  /**
   * The properties whose violation ends the search, once the level is complete; by default any.
   * `all`: go on until each is violated or nothing is left.
   */
  readonly stopAt?: readonly string[] | "all" | undefined;
}

/**
 * @param properties the names of those that are judged.
 * @throws CheckerError `UsageError` for a number that is none of a thing that is counted, and
 *   `UnknownName` for a property in `stopAt` that nobody judges: the search would never end there.
 */
export function rejectSenseless(limits: Limits, properties: readonly string[]): void {
  for (const name of ["depth", "states", "bytes"] as const) {
    const limit = limits[name];
    if (limit === undefined || limit === Infinity) continue;
    if (!Number.isSafeInteger(limit) || limit < 0) {
      throw new CheckerError("UsageError", `limits.${name} can't be ${limit}.`, {
        hint: "Allowed: whole numbers from 0 on, Infinity, or nothing.",
      });
    }
  }
  const { stopAt = [] } = limits;
  if (stopAt === "all") return;
  const unknown = stopAt.find((name) => !properties.includes(name));
  if (unknown !== undefined) throw unknownName("property", unknown, properties);
}
