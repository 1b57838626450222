/**
 * What a night found, each thing once, however many lanes came upon it: a property that a protocol
 * violates, or a lane that could not do its work.
 */
import * as v from "valibot";
import { isRed, type Outcome } from "./outcome.ts";
import { oneLine } from "./text.ts";

const finding = v.object({
  /** The same whenever the same is found again. */
  key: v.string(),
  /** What is found, in a few words. */
  title: v.string(),
  sentence: v.string(),
  /** The lanes that came upon it. */
  lanes: v.array(v.string()),
  /** The name of a trace file that shows it. */
  trace: v.nullable(v.string()),
  /** A command that finds it again. */
  command: v.string(),
});

const night = v.object({
  /** The number of the run, for `gh run download`. */
  runId: v.pipe(v.string(), v.regex(/^\d+$/)),
  /** The commit that was run. */
  sha: v.pipe(v.string(), v.regex(/^[0-9a-f]+$/)),
  /** The page of the run. */
  url: v.pipe(v.string(), v.url()),
  findings: v.array(finding),
  /** The keys of violations whose kept traces violate nothing any more. */
  cleared: v.array(v.string()),
  laneCount: v.number(),
  inconclusiveCount: v.number(),
});

/** Something that a night found. */
export type Finding = v.InferOutput<typeof finding>;
/** What a night came to, as one job hands it to the next. */
export type Night = v.InferOutput<typeof night>;

/** The night that `text`, the content of a file, tells of. @throws Error if it is none. */
export function parseNight(text: string): Night {
  return v.parse(night, JSON.parse(text));
}

/** The night of these outcomes, in the run that `run` tells of. */
export function nightOf(
  outcomes: readonly Outcome[],
  run: Pick<Night, "runId" | "sha" | "url">,
): Night {
  return {
    ...run,
    findings: findingsOf(outcomes),
    cleared: clearedBy(outcomes),
    laneCount: outcomes.length,
    inconclusiveCount: outcomes.filter(({ status }) => status === "inconclusive").length,
  };
}

/** The findings among `outcomes`, in the order of the lanes. */
export function findingsOf(outcomes: readonly Outcome[]): Finding[] {
  const found = new Map<string, Finding>();
  for (const each of outcomes.flatMap(ofLane)) {
    const before = found.get(each.key);
    found.set(
      each.key,
      before === undefined
        ? each
        : {
            ...before,
            lanes: [...before.lanes, ...each.lanes],
            trace: before.trace ?? each.trace,
          },
    );
  }
  return [...found.values()];
}

function ofLane({ lane, status, protocol, sentence, cases, command }: Outcome): Finding[] {
  if (!isRed(status)) return [];
  const base = { lanes: [lane], command };
  if (status !== "violated") {
    return [{ ...base, key: `lane ${lane}`, title: `${lane}: ${status}`, sentence, trace: null }];
  }
  return cases
    .filter((each) => each.status === "violated")
    .map(({ property, sentence: why, trace }) => ({
      ...base,
      key: keyOf(protocol, property),
      title: oneLine(`${protocol} violates ${property}`),
      sentence: why,
      trace,
    }));
}

/**
 * The violations that kept traces do not show any more. Only replaying one clears it: that a fuzzer
 * does not find it again, or that it is not there in another size, says nothing.
 */
function clearedBy(outcomes: readonly Outcome[]): string[] {
  const replayed = outcomes.filter(({ isReplay }) => isReplay);
  const keys = (status: string): string[] =>
    replayed.flatMap(({ protocol, cases }) =>
      cases.filter((each) => each.status === status).map((each) => keyOf(protocol, each.property)),
    );
  const violated = new Set(keys("violated"));
  return [...new Set(keys("holds"))].filter((key) => !violated.has(key));
}

function keyOf(protocol: string | null, property: string): string {
  return oneLine(`violation ${protocol} ${property}`);
}
