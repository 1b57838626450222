/**
 * Reads a trace file that may be anyone's: too large, truncated, of another program or of another
 * version, or made to do harm. Each of these gets one sentence.
 */
import * as v from "valibot";
import { CUTS, DELIVERIES, DETECTIONS, ORDERS, TIMINGS } from "../checker/environment.ts";
import { CheckerError } from "../checker/errors.ts";
import { isRecord } from "../checker/data.ts";
import { fromJson } from "./codec.ts";
import { type AnyTrace, type Trace, TRACE_FORMAT, TRACE_VERSION } from "./format.ts";
import { parseJson, readText } from "./read-json.ts";
import { count, typed, worldStep } from "./step-schema.ts";

const STEPS_MAX = 100_000;

const environment = v.strictObject({
  order: v.picklist(ORDERS),
  delivery: v.picklist(DELIVERIES),
  cuts: v.picklist(CUTS),
  detection: v.picklist(DETECTIONS),
  timing: v.picklist(TIMINGS),
  budgets: v.record(v.string(), v.union([count, v.literal("unlimited")])),
});

const common = {
  format: v.literal(TRACE_FORMAT),
  version: v.literal(TRACE_VERSION),
  tool: v.string(),
  protocol: v.string(),
  variant: v.nullable(v.string()),
  instance: v.nullable(v.string()),
  mutant: v.nullable(v.string()),
  config: v.record(v.string(), v.union([v.number(), v.boolean(), v.string()])),
  symmetry: v.boolean(),
  property: v.nullable(v.string()),
  reason: v.string(),
  seed: v.nullable(v.pipe(v.number(), v.safeInteger())),
  length: count,
  shortest: v.boolean(),
  initial: count,
};

const worldTrace = v.strictObject({ ...common, environment, steps: v.array(worldStep) });
const systemTrace = v.strictObject({ ...common, environment: v.null(), steps: v.array(typed) });

/**
 * The counterexample in `file`.
 * @throws CheckerError `BadTrace`, with one sentence that says what is wrong with the file.
 */
export async function readTrace(file: string): Promise<Trace> {
  const text = await readText(file);
  return naming(file, () => parseTrace(text));
}

/** The behaviour in `file`, which may violate nothing. @throws CheckerError as `readTrace`. */
export async function readAnyTrace(file: string): Promise<AnyTrace> {
  const text = await readText(file);
  return naming(file, () => showable(anyTraceFromJson(parseJson(text))));
}

/** What `read` makes of the text of `file`, which its errors name. */
export function naming<T>(file: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof CheckerError)) throw error;
    const options = error.hint === undefined ? {} : { hint: error.hint };
    throw new CheckerError(error.code, `${file}: ${error.message}`, options);
  }
}

/** The trace that `text` is. @throws CheckerError `BadTrace`. */
export function parseTrace(text: string): Trace {
  return showableTrace(parseJson(text));
}

/** As `traceFromJson`, but for people to look at. @throws CheckerError `BadTrace`. */
export function showableTrace(json: unknown): Trace {
  return showable(traceFromJson(json));
}

function showable<T>(trace: T): T {
  if (isObeyed(trace)) reject("It has control characters, which a terminal would obey.");
  return trace;
}

/** The counterexample that `json`, the content of a file, is. @throws CheckerError `BadTrace`. */
export function traceFromJson(json: unknown): Trace {
  const trace = anyTraceFromJson(json);
  const { property } = trace;
  if (property !== null) return { ...trace, property };
  throw new CheckerError("BadTrace", "It is a behaviour that violates nothing.", {
    hint: "scrutineer show and scrutineer replay read it; here a counterexample is needed.",
  });
}

/** The trace that `json` is, of a violation or not. @throws CheckerError `BadTrace`. */
export function anyTraceFromJson(json: unknown): AnyTrace {
  checkHeader(json);
  const steps = json["steps"];
  if (Array.isArray(steps) && steps.length > STEPS_MAX) {
    reject(`It has ${steps.length} steps; at most ${STEPS_MAX} are read.`);
  }
  const data = fromJson(json);
  const schema = json["environment"] === null ? systemTrace : worldTrace;
  const result = v.safeParse(schema, data, { abortEarly: true });
  if (!result.success) {
    const [issue] = result.issues;
    const at = v.getDotPath(issue) ?? "the whole";
    reject(`It is not a valid trace: ${at} should be ${issue.expected ?? "something else"}.`);
  }
  const trace = result.output;
  if (trace.length !== trace.steps.length + 1) {
    const states = trace.steps.length + 1;
    reject(`It says that it has ${trace.length} states, but its steps make ${states}.`);
  }
  return trace;
}

/** Is there a text in it that a terminal would obey, rather than show? */
function isObeyed(value: unknown): boolean {
  if (typeof value === "string") return /[^\P{Cc}\t\n]/u.test(value);
  if (value instanceof Set || Array.isArray(value)) return [...value].some(isObeyed);
  if (value instanceof Map) return [...value].flat().some(isObeyed);
  return isRecord(value) && Object.entries(value).flat().some(isObeyed);
}

function checkHeader(json: unknown): asserts json is Record<string, unknown> {
  if (!isRecord(json) || json["format"] !== TRACE_FORMAT) {
    reject(`It is not a trace of Scrutineer: it has no "format": "${TRACE_FORMAT}".`);
  }
  if (json["version"] !== TRACE_VERSION) {
    const version = JSON.stringify(json["version"]) ?? "none";
    reject(
      `It is a trace of format version ${version.slice(0, 20)}; this Scrutineer reads version ${TRACE_VERSION}.`,
    );
  }
}

function reject(sentence: string): never {
  throw new CheckerError("BadTrace", sentence);
}
