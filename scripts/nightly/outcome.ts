/**
 * What a lane came to. A search that ran out of time, or was interrupted, has neither passed nor
 * failed: it is inconclusive. A fuzzer that used up its time and found nothing has done its work, and
 * has proved nothing. A command that could not do its work is an error, which is no violation.
 */
import { basename } from "node:path";
import type { LaneResult } from "./lane.ts";
import { type CheckReport, type FuzzReport, reportIn, type ReplayReport } from "./reports.ts";

/** What is said of one property, or of one lane. */
export type Status =
  | "holds"
  | "nothing found"
  | "inconclusive"
  | "violated"
  | "vacuous"
  | "usage error"
  | "internal error"
  | "no result";

/** One property of a lane. */
export interface Case {
  readonly property: string;
  readonly status: "holds" | "inconclusive" | "violated" | "vacuous";
  readonly sentence: string;
  /** The name of its trace file. */
  readonly trace: string | null;
}

/** A lane, interpreted. */
export interface Outcome {
  readonly lane: string;
  readonly status: Status;
  readonly sentence: string;
  readonly protocol: string | null;
  /** The command that runs it again. */
  readonly command: string;
  readonly seconds: number;
  readonly cases: readonly Case[];
  /** Is it a trace that was replayed? */
  readonly isReplay: boolean;
}

/** Does it make the night red? */
export function isRed(status: Status): boolean {
  return !["holds", "nothing found", "inconclusive"].includes(status);
}

/** What `lane` came to. */
export function outcomeOf(lane: LaneResult): Outcome {
  const read = reportIn(lane.output);
  if (read.kind === "none") return failed(lane, read.why);
  if (read.report.exitCode !== lane.exitCode) {
    return failed(lane, `it reports exit code ${read.report.exitCode}`);
  }
  const { protocol } = read.report;
  const base = { lane: lane.lane, protocol, seconds: lane.seconds, isReplay: false };
  switch (read.kind) {
    case "check":
      return { ...base, command: read.report.command, ...ofCheck(read.report) };
    case "fuzz":
      return { ...base, command: read.report.command, ...ofFuzz(read.report) };
    case "replay":
      return { ...base, command: lane.command, ...ofReplay(read.report), isReplay: true };
  }
}

/** What is said of a lane that was planned and left nothing. */
export function missingLane(lane: string): Outcome {
  return {
    lane,
    status: "no result",
    sentence: "it left no result: it was cut off, or failed before it began",
    protocol: null,
    command: "",
    seconds: 0,
    cases: [],
    isReplay: false,
  };
}

type Judged = Pick<Outcome, "status" | "sentence" | "cases">;

function ofCheck({ properties, distinctStates, depth, limit }: CheckReport): Judged {
  const cases = properties.map(({ name: property, verdict, reason, trace }): Case => ({
    property,
    status: isDecided(verdict) ? verdict : "inconclusive",
    sentence: reason === null ? verdict : `${verdict}: ${reason}`,
    trace: trace === null ? null : basename(trace),
  }));
  const explored = `${counted(distinctStates)} distinct states to depth ${depth}`;
  const has = (status: Case["status"]): boolean => cases.some((each) => each.status === status);
  if (has("violated")) return { status: "violated", sentence: namesOf(cases), cases };
  if (limit !== null) return { status: "inconclusive", sentence: `${explored}; ${limit}`, cases };
  if (has("inconclusive")) {
    return {
      status: "inconclusive",
      sentence: `${explored}; not every property was decided`,
      cases,
    };
  }
  return has("vacuous")
    ? { status: "vacuous", sentence: `${explored}; not every property was put to the test`, cases }
    : { status: "holds", sentence: `${explored}; nothing is left to explore`, cases };
}

function isDecided(verdict: string): verdict is "holds" | "violated" | "vacuous" {
  return ["holds", "violated", "vacuous"].includes(verdict);
}

function ofFuzz({ violations, runs, steps, ...report }: FuzzReport): Judged {
  const cases = violations.map(({ property, reason, trace }): Case => ({
    property,
    status: "violated",
    sentence: `violated: ${reason}`,
    trace: trace === null ? null : basename(trace),
  }));
  if (cases.length > 0) return { status: "violated", sentence: namesOf(cases), cases };
  const least = report.distinctIsExact ? "" : "more than ";
  const states = `${least}${counted(report.distinctStates)} distinct states`;
  const done = `${counted(runs)} runs, ${counted(steps)} steps, ${states}`;
  return report.ending === "interrupted"
    ? { status: "inconclusive", sentence: `interrupted; no violation in ${done}`, cases }
    : { status: "nothing found", sentence: `no violation in ${done}; no proof either`, cases };
}

function ofReplay({ kind, property, reason, file }: ReplayReport): Judged {
  const why = reason === undefined ? "" : `: ${reason}`;
  const [status, sentence] = (
    {
      violates: ["violated", `violated still${why}`],
      holds: ["holds", "the behaviour is possible, and violates nothing any more"],
      diverges: ["holds", `the behaviour is not possible any more${why}`],
    } as const
  )[kind];
  return { status, sentence, cases: [{ property, status, sentence, trace: basename(file) }] };
}

const USAGE_EXIT_CODE = 2;

function failed(lane: LaneResult, why: string): Outcome {
  // What went wrong comes after what was going on.
  const said = lane.errors.slice(Math.max(0, lane.errors.lastIndexOf("error:"))).trim();
  const [status, what] = statusOfFailure(lane);
  return {
    ...missingLane(lane.lane),
    status,
    sentence: `${what}: ${said === "" ? why : said}`,
    command: lane.command,
    seconds: lane.seconds,
  };
}

function statusOfFailure(lane: LaneResult): readonly [Status, string] {
  const { exitCode, signal } = lane;
  if (exitCode === USAGE_EXIT_CODE) {
    return ["usage error", "the command or its model is at fault (exit code 2)"];
  }
  const end = signal ?? (exitCode === null ? "it did not start" : `exit code ${exitCode}`);
  return ["internal error", `it failed (${end})`];
}

function namesOf(cases: readonly Case[]): string {
  const names = cases.filter(({ status }) => status === "violated").map((each) => each.property);
  return `violated: ${names.join(", ")}`;
}

function counted(count: number): string {
  return count.toLocaleString("en");
}
