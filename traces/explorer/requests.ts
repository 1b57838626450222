/**
 * What the explorer is asked: JSON from whoever knows its address. It is read as a stranger's all the
 * same: nothing in it reaches the model but numbers.
 */
import * as v from "valibot";
import { CheckerError } from "../../checker/errors.ts";
import { fromJson } from "../codec.ts";
import { parseJson } from "../read-json.ts";
import { count } from "../step-schema.ts";
import type { Path } from "./position.ts";

/** More than a person takes, and few enough to be replayed while one waits. */
export const STEPS_MAX = 2_000;
/** At most so many random steps at once. */
const RANDOM_MAX = 500;

const pathFields = {
  initial: count,
  choices: v.pipe(v.array(count), v.maxLength(STEPS_MAX)),
  at: count,
};
const pathRequest = v.strictObject(pathFields);
const randomRequest = v.strictObject({
  ...pathFields,
  steps: v.pipe(count, v.minValue(1), v.maxValue(RANDOM_MAX)),
});

/** A path, and how many steps to go on at random. */
export type RandomRequest = Path & { readonly steps: number };

/** The path in `text`. @throws CheckerError `BadTrace`, with a sentence that says what is wrong. */
export function readPath(text: string): Path {
  return consistent(read(pathRequest, text));
}

/** The path in `text`, and how many random steps. @throws CheckerError as `readPath`. */
export function readRandom(text: string): RandomRequest {
  return consistent(read(randomRequest, text));
}

function read<T>(schema: v.GenericSchema<unknown, T>, text: string): T {
  const result = v.safeParse(schema, fromJson(parseJson(text)), { abortEarly: true });
  if (result.success) return result.output;
  const [issue] = result.issues;
  const at = v.getDotPath(issue) ?? "the whole";
  throw bad(`It is not a valid request: ${at} should be ${issue.expected ?? "something else"}.`);
}

function consistent<P extends Path>(path: P): P {
  if (path.at <= path.choices.length) return path;
  throw bad(`It has ${path.choices.length} steps: ${path.at} of them can't have been taken.`);
}

function bad(sentence: string): CheckerError {
  return new CheckerError("BadTrace", sentence);
}
