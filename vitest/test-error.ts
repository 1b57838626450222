/** Errors as a test shows them: named by what they are, and pointing at where the test was written. */
import { CheckerError } from "../checker/errors.ts";

/** Where `caller` was called, as an error whose stack says so. */
export function placeOf(caller: (...given: never[]) => unknown): Error {
  const here = new Error("here");
  Error.captureStackTrace(here, caller);
  return here;
}

/** An error that a report in JUnit's format has as a failure of type `name`, at the place of `here`. */
export function errorAt(here: Error, name: string, message: string): Error {
  const error = new Error(message);
  error.name = name;
  const frames = (here.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
  error.stack = [`${name}: ${message}`, ...frames].join("\n");
  return error;
}

/** What `action` answers. Its errors that a user can cause say all that they know in their message. */
export function told<T>(here: Error, action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw toldError(here, error);
  }
}

/** `error`, with its advice and its path in its message if it is one that a user can cause. */
export function toldError(here: Error, error: unknown): unknown {
  if (!(error instanceof CheckerError)) return error;
  const { code, message, hint, path } = error;
  const steps = path === undefined || path.length === 0 ? [] : [`after: ${path.join("\n       ")}`];
  return errorAt(here, code, [message, ...(hint === undefined ? [] : [hint]), ...steps].join("\n"));
}
