/** The yardstick's results for people: a table, and what it comes to for each contender. */
import type { Measured, Row } from "./measure.ts";

/** What all rows come to for one contender. */
export interface Standing {
  readonly contender: string;
  /** The mutants with the number of processes that was asked for, and how many of them were found. */
  readonly mutants: number;
  readonly found: number;
  /** Of those that only other sizes show, measured in one of these. */
  readonly fewer: number;
  readonly fewerFound: number;
  /** Medians of the mutants' medians; null if half of the mutants were not found. */
  readonly seconds: number | null;
  readonly steps: number | null;
  /** The geometric mean of the seconds; what was not found counts as the whole time. */
  readonly meanSeconds: number;
}

/** The least time that counts: below it the clock and the first step say more than the contender. */
const SECONDS_MIN = 0.001;

/** Each contender's standing, the best mean first. Controls and refused mutants do not count. */
export function standingsOf(rows: readonly Row[], nodes: number, limit: number): Standing[] {
  const counted = rows.filter(({ violates, refusal }) => violates !== null && refusal === null);
  const names = [...new Set(counted.flatMap(({ measured }) => measured.map((m) => m.contender)))];
  return names
    .map((name) => standingOf(name, counted, nodes, limit))
    .toSorted((one, other) => one.meanSeconds - other.meanSeconds);
}

function standingOf(
  contender: string,
  all: readonly Row[],
  nodes: number,
  limit: number,
): Standing {
  const of = (row: Row): Measured | undefined =>
    row.measured.find((measured) => measured.contender === contender);
  const rows = all.filter((row) => of(row) !== undefined);
  const secondsOf = (row: Row): number => Math.min(of(row)?.seconds ?? limit, limit);
  const isFound = (row: Row): boolean => (of(row)?.seconds ?? Infinity) <= limit;
  const full = rows.filter((row) => row.nodes === nodes);
  const fewer = rows.filter((row) => row.nodes !== nodes);
  const logs = rows.map((row) => Math.log(Math.max(secondsOf(row), SECONDS_MIN)));
  return {
    contender,
    mutants: full.length,
    found: full.filter(isFound).length,
    fewer: fewer.length,
    fewerFound: fewer.filter(isFound).length,
    seconds: medianWithGaps(rows.map((row) => of(row)?.seconds ?? null)),
    steps: medianWithGaps(rows.map((row) => of(row)?.steps ?? null)),
    meanSeconds: Math.exp(logs.reduce((sum, log) => sum + log, 0) / Math.max(1, logs.length)),
  };
}

function medianWithGaps(values: readonly (number | null)[]): number | null {
  const sorted = values.map((value) => value ?? Infinity).toSorted((one, other) => one - other);
  const median = sorted[Math.floor((sorted.length - 1) / 2)] ?? Infinity;
  return Number.isFinite(median) ? median : null;
}

/** The controls that were reported: none should be. Each in a sentence. */
export function falseAlarms(rows: readonly Row[]): string[] {
  return rows
    .filter(({ violates }) => violates === null)
    .flatMap(({ protocol, mutant, measured }) =>
      measured
        .filter(({ found }) => found > 0)
        .map(({ contender, properties }) => {
          const names = Object.keys(properties).join(", ");
          return `${protocol} ${mutant} is correct, but ${contender} reports ${names}.`;
        }),
    );
}

/** The heading of the table. */
export function headingOf(contenders: readonly string[]): string {
  const cells = contenders.map((name) => name.padStart(CELL)).join("");
  return `${"mutant".padEnd(NAME)}  n${cells}   first violated, if not what the catalog says`;
}

const NAME = 50;
const CELL = 19;

/** One mutant in a line: steps and seconds for each contender. */
export function rowText(row: Row, contenders: readonly string[]): string {
  const { protocol, mutant, nodes, refusal } = row;
  const name = `${protocol} ${mutant}`.padEnd(NAME);
  if (refusal !== null) return `${name} ${String(nodes).padStart(2)}   refused: ${refusal}`;
  const cells = contenders.map((contender) => {
    const measured = row.measured.find((each) => each.contender === contender);
    return cellText(measured, row.violates === null).padStart(CELL);
  });
  return `${name} ${String(nodes).padStart(2)}${cells.join("")}   ${notesOn(row)}`.trimEnd();
}

function cellText(measured: Measured | undefined, isControl: boolean): string {
  if (measured === undefined) return "";
  const { steps, seconds, found, tried, isExhausted } = measured;
  if (isControl) return found === 0 ? "silent, rightly" : `ALARM in ${found}/${tried}`;
  if (isExhausted) return "not there at all";
  if (steps === null || seconds === null) return `${found}/${tried} seeds`;
  return `${shortCount(steps)} / ${secondsText(seconds)}`;
}

function notesOn({ violates, excused, measured }: Row): string {
  const found = measured.flatMap(({ contender, properties }) =>
    Object.entries(properties)
      .filter(([property]) => property !== violates)
      .map(([property, times]) => `${contender}: ${property} ${times}x`),
  );
  const left = excused.length === 0 ? [] : [`without ${excused.join(", ")}`];
  return [...found, ...left].join("; ");
}

/** What the rows come to. */
export function standingsText(standings: readonly Standing[], nodes: number, limit: number) {
  const lines = standings.map((each) => {
    const { contender, mutants, found, fewer, fewerFound, seconds, steps, meanSeconds } = each;
    const share = mutants === 0 ? "" : ` (${((100 * found) / mutants).toFixed(1)} %)`;
    const even = fewer === 0 ? "" : `, and ${fewerFound} of ${fewer} that need another size`;
    const median =
      seconds === null || steps === null
        ? "median: not found"
        : `median ${shortCount(steps)} steps, ${secondsText(seconds)}`;
    return `  ${contender.padEnd(14)} ${found} of ${mutants}${share}${even}; ${median}; mean ${secondsText(meanSeconds)}`;
  });
  const best = standings[0];
  return [
    `Found in the median within ${limit} s with ${nodes} processes (mean: geometric, unfound as ${limit} s):`,
    ...lines,
    ...(best === undefined ? [] : [`Best by the mean: ${best.contender}.`]),
  ].join("\n");
}

/** `1.2k`, `3.4M`. */
function shortCount(value: number): string {
  if (value < 1000) return String(Math.round(value));
  return value < 1e6 ? `${(value / 1e3).toFixed(1)}k` : `${(value / 1e6).toFixed(1)}M`;
}

function secondsText(seconds: number): string {
  return `${seconds < 0.1 ? seconds.toFixed(3) : seconds.toFixed(2)} s`;
}
