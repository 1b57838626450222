/**
 * What the command line prints with --json, as far as a nightly run reads it. A lane's output may be
 * cut short, or come from another version: it is looked at before it is believed.
 */
import * as v from "valibot";

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const name = v.pipe(v.string(), v.minLength(1));

const checkReport = v.object({
  protocol: name,
  distinctStates: count,
  depth: count,
  ending: v.picklist(["exhausted", "violated", "depth", "states", "time", "memory", "interrupted"]),
  limit: v.nullable(v.string()),
  properties: v.array(
    v.object({
      name,
      verdict: v.pipe(
        v.string(),
        v.regex(/^(holds|holds to depth \d+|violated|inconclusive|vacuous)$/),
      ),
      reason: v.nullable(v.string()),
      length: v.nullable(count),
      trace: v.nullable(v.string()),
    }),
  ),
  command: v.string(),
  exitCode: count,
});

const fuzzReport = v.object({
  protocol: name,
  runs: count,
  steps: count,
  distinctStates: count,
  distinctIsExact: v.boolean(),
  ending: v.picklist(["time", "runs", "violated", "interrupted"]),
  violations: v.array(
    v.object({
      property: name,
      reason: v.string(),
      length: count,
      trace: v.nullable(v.string()),
    }),
  ),
  command: v.string(),
  exitCode: count,
});

const replayReport = v.object({
  file: v.string(),
  protocol: name,
  property: name,
  length: count,
  kind: v.picklist(["violates", "holds", "diverges"]),
  reason: v.optional(v.string()),
  exitCode: count,
});

/** What `check --json` says of one protocol. */
export type CheckReport = v.InferOutput<typeof checkReport>;
/** What `fuzz --json` says. */
export type FuzzReport = v.InferOutput<typeof fuzzReport>;
/** What `replay --json` says. */
export type ReplayReport = v.InferOutput<typeof replayReport>;

/** A report and which command made it, or the sentence that says why there is none. */
export type Report =
  | { readonly kind: "check"; readonly report: CheckReport }
  | { readonly kind: "fuzz"; readonly report: FuzzReport }
  | { readonly kind: "replay"; readonly report: ReplayReport }
  | { readonly kind: "none"; readonly why: string };

/** The report in `output`, which is all that a command printed. */
export function reportIn(output: string): Report {
  const json = jsonIn(output);
  if (json === undefined) {
    return {
      kind: "none",
      why: output.trim() === "" ? "it printed nothing" : "what it printed is not JSON",
    };
  }
  const [check, fuzz, replay] = [checkReport, fuzzReport, replayReport] as const;
  if (has(json, "properties")) return read(check, json, (report) => ({ kind: "check", report }));
  if (has(json, "violations")) return read(fuzz, json, (report) => ({ kind: "fuzz", report }));
  return read(replay, json, (report) => ({ kind: "replay", report }));
}

function jsonIn(output: string): unknown {
  try {
    return JSON.parse(output);
  } catch {
    return undefined;
  }
}

function has(json: unknown, key: string): boolean {
  return typeof json === "object" && json !== null && Object.hasOwn(json, key);
}

function read<T>(
  schema: v.GenericSchema<unknown, T>,
  json: unknown,
  made: (report: T) => Report,
): Report {
  const result = v.safeParse(schema, json, { abortEarly: true });
  if (result.success) return made(result.output);
  const [issue] = result.issues;
  const at = v.getDotPath(issue) ?? "the whole";
  return {
    kind: "none",
    why: `what it printed is no report: ${at} should be ${issue.expected ?? "something else"}`,
  };
}
