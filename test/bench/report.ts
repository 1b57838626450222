/** The benchmark's results as a table, as JSON, and whether the tools explored the same states. */
import type { Result, Sample, Writing } from "./contender.ts";
import { ENGINE } from "./engine.ts";

/** A result in figures: medians of its samples, unless they say otherwise. */
export interface Summary {
  readonly problem: string;
  readonly tool: string;
  /** How the tool's model is written; null if it is the protocol itself. */
  readonly writing: Writing | null;
  readonly mode: string;
  readonly distinctStates: number;
  readonly generatedStates: number;
  readonly seconds: number;
  readonly secondsMin: number;
  readonly secondsMax: number;
  /** Its median over the engine's: above 1 where the engine is faster. */
  readonly ratio: number | null;
  /** The same of the fastest samples: less sensitive to what else the machine does. */
  readonly ratioOfFastest: number | null;
  /** What the tool says it took. */
  readonly bytesPerState: number | null;
  readonly peakRssBytes: number | null;
  /** From the start of the process to its end: Spin's own time leaves out setting up its table. */
  readonly processSeconds: number;
  /** Of the whole process and all its threads. */
  readonly cpuSeconds: number | null;
}

/** The figures of each result, the engine's first. */
export function summarise(results: readonly Result[]): Summary[] {
  return results.map((result) => {
    const { problem, tool, writing, mode, samples } = result;
    const own = results.find((other) => other.tool === ENGINE && other.problem === problem);
    const seconds = secondsOf(samples);
    const ownSeconds = own && secondsOf(own.samples);
    const { distinctStates, generatedStates } = samples[0]!;
    return {
      problem: problem.name,
      tool,
      writing: writing ?? null,
      mode,
      distinctStates,
      generatedStates,
      seconds: median(seconds),
      secondsMin: Math.min(...seconds),
      secondsMax: Math.max(...seconds),
      ratio: ownSeconds === undefined ? null : median(seconds) / median(ownSeconds),
      ratioOfFastest:
        ownSeconds === undefined ? null : Math.min(...seconds) / Math.min(...ownSeconds),
      bytesPerState: medianOf(samples.map(({ bytes }) => bytes && bytes / distinctStates)),
      processSeconds: median(samples.map(({ usage }) => usage.processSeconds)),
      cpuSeconds: medianOf(samples.map(({ usage }) => usage.cpuSeconds)),
      peakRssBytes: medianOf(samples.map(({ usage }) => usage.peakRssBytes)),
    };
  });
}

/** Where tools, or runs of one tool, explored different states: each in a sentence. */
export function disagreements(results: readonly Result[]): string[] {
  const counted = results.flatMap(({ problem, tool, writing, mode, samples }) =>
    samples.map((sample) => ({
      problem: problem.name,
      name: `${labelOf(tool, writing)} (${mode})`,
      sample,
    })),
  );
  return counted.flatMap(({ problem, name, sample }) => {
    const first = counted.find((other) => other.problem === problem)!;
    const counts = countsOf(sample);
    return counts === countsOf(first.sample)
      ? []
      : [`${problem}: ${name} found ${counts}, but ${first.name} ${countsOf(first.sample)}.`];
  });
}

const HEADINGS = [
  "tool",
  "mode",
  "seconds",
  "from – to",
  "ratio",
  "fastest",
  "process",
  "CPU",
  "bytes/state",
  "RSS",
];

/** One problem's summaries, as lines of a table. */
export function table(summaries: readonly Summary[]): string {
  const rows = summaries.map((summary) => [
    labelOf(summary.tool, summary.writing),
    summary.mode,
    summary.seconds.toFixed(2),
    `${summary.secondsMin.toFixed(2)} – ${summary.secondsMax.toFixed(2)}`,
    summary.ratio?.toFixed(2) ?? "",
    summary.ratioOfFastest?.toFixed(2) ?? "",
    summary.processSeconds.toFixed(2),
    summary.cpuSeconds?.toFixed(2) ?? "not known",
    summary.bytesPerState?.toFixed(1) ?? "not said",
    summary.peakRssBytes === null ? "not known" : `${Math.round(summary.peakRssBytes / 1e6)} MB`,
  ]);
  const widths = HEADINGS.map((heading, column) =>
    Math.max(heading.length, ...rows.map((row) => row[column]!.length)),
  );
  return [HEADINGS, ...rows].map((row) => line(row, widths)).join("\n");
}

/** The first columns are words, the others figures. */
const WORDS = 2;

function line(row: readonly string[], widths: readonly number[]): string {
  return row
    .map((cell, column) =>
      column < WORDS ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!),
    )
    .join("  ")
    .trimEnd();
}

/** By tool and writing, the fastest of its modes. */
export function fastestByTool(summaries: readonly Summary[]): Summary[] {
  const others = summaries.filter(({ tool }) => tool !== ENGINE);
  const labels = new Set(others.map(({ tool, writing }) => labelOf(tool, writing)));
  return [...labels].map((label) =>
    others
      .filter(({ tool, writing }) => labelOf(tool, writing) === label)
      .reduce((best, other) => (other.seconds < best.seconds ? other : best)),
  );
}

/** A tool, and how its model is written: "spin, packed". */
export function labelOf(tool: string, writing: Writing | null | undefined): string {
  return writing ? `${tool}, ${writing}` : tool;
}

/** The middle of `values`; of an even number, the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

function medianOf(values: readonly (number | undefined)[]): number | null {
  const known = values.filter((value) => value !== undefined);
  return known.length === 0 ? null : median(known);
}

function secondsOf(samples: readonly Sample[]): number[] {
  return samples.map(({ seconds }) => seconds);
}

function countsOf({ distinctStates, generatedStates }: Sample): string {
  return `${distinctStates.toLocaleString("en")} states from ${generatedStates.toLocaleString("en")}`;
}
