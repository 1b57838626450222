/**
 * The errors that a user can cause, each with a stable code. Verdicts are data and never thrown;
 * broken invariants of the checker itself are plain `Error`s. STYLE: what is wrong, where, what is
 * allowed.
 */

/** What went wrong, as a stable name for scripts; the exit code follows from it. */
export type ErrorCode =
  | "UsageError"
  | "UnknownName"
  | "BadValue"
  | "BadTrace"
  | "BadOutput"
  | "NotData"
  | "ModelThrew"
  | "PropertyThrew"
  | "MutatedInput"
  | "ImpureModel"
  | "FalseSymmetry"
  | "UnboundedModel"
  | "ReplayDiverged"
  | "CapacityReached";

/** 2: the user's input or model is at fault. 5: the model is impure, or the checker is wrong. */
const EXIT_CODES: Readonly<Record<ErrorCode, 2 | 5>> = {
  UsageError: 2,
  UnknownName: 2,
  BadValue: 2,
  BadTrace: 2,
  BadOutput: 2,
  NotData: 2,
  ModelThrew: 2,
  PropertyThrew: 2,
  MutatedInput: 5,
  ImpureModel: 5,
  FalseSymmetry: 2,
  UnboundedModel: 2,
  ReplayDiverged: 5,
  CapacityReached: 2,
};

/** An error with a sentence for people (`message`), an advice (`hint`) and a code for scripts. */
export class CheckerError extends Error {
  override readonly name = "CheckerError";
  readonly code: ErrorCode;
  readonly hint: string | undefined;
  /** The steps that lead to the state in which it happened, where the search knows them. */
  path: readonly string[] | undefined;

  constructor(code: ErrorCode, message: string, options: { hint?: string; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.code = code;
    this.hint = options.hint;
  }

  /** The process exit code for this error. */
  get exitCode(): 2 | 5 {
    return EXIT_CODES[this.code];
  }
}

/** Throws unless `condition` holds: a broken invariant of the checker, never a user's mistake. */
export function assert(condition: boolean, sentence: string): asserts condition {
  if (!condition) throw new Error(`broken invariant: ${sentence}`);
}

/** The name in `known` nearest to `name` ("did you mean …?"), if any is near enough. */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  const scored = known
    .map((candidate) => ({ candidate, distance: editDistance(name.toLowerCase(), candidate) }))
    .toSorted((a, b) => a.distance - b.distance);
  const best = scored[0];
  return best !== undefined && best.distance <= Math.max(2, name.length / 3)
    ? best.candidate
    : undefined;
}

/** An error for a name that is not among `known`, with the nearest one as a suggestion. */
export function unknownName(kind: string, name: string, known: readonly string[]): CheckerError {
  const nearest = nearestName(name, known);
  const meant = nearest === undefined ? "" : ` Did you mean "${nearest}"?`;
  const list = known.length === 0 ? "There are none." : `Known: ${known.join(", ")}.`;
  return new CheckerError("UnknownName", `There is no ${kind} "${name}".${meant}`, { hint: list });
}

/** Levenshtein distance; `b` is lower-cased here. */
function editDistance(a: string, b: string): number {
  const target = b.toLowerCase();
  let row = Array.from({ length: target.length + 1 }, (_, column) => column);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= target.length; j++) {
      const substitution = (row[j - 1] ?? 0) + (a[i - 1] === target[j - 1] ? 0 : 1);
      next.push(Math.min(substitution, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[target.length] ?? 0;
}
