/** Seeds of a contender on a mutant, and what they come to: medians over ranks, unfound as infinite. */
import type { Contender, Extent, Trial } from "./contenders.ts";
import type { Refused, Subject } from "./subjects.ts";

/** What a contender's seeds came to. */
export interface Measured {
  readonly contender: string;
  /** The seeds that were meant to be tried; fewer were if the median was decided before. */
  readonly seeds: number;
  readonly tried: number;
  readonly found: number;
  /** Null: not within the time, in the median. */
  readonly seconds: number | null;
  readonly steps: number | null;
  /** What was found, by property. */
  readonly properties: Readonly<Record<string, number>>;
  /** All states were searched, and no property is violated in any. */
  readonly isExhausted: boolean;
}

/** A mutant with all that was measured of it. */
export interface Row extends Pick<Subject, "protocol" | "mutant" | "violates" | "nodes"> {
  readonly excused: readonly string[];
  /** Why there is nothing to measure; null if there is. */
  readonly refusal: string | null;
  readonly measured: readonly Measured[];
}

/** Tries seeds from 1 on, until all are tried or as many failed as make the median infinite. */
export function measure(contender: Contender, { target }: Subject, extent: Extent): Measured {
  const { name, seeds, trial } = contender;
  const trials: Trial[] = [];
  const failed = (): number => trials.filter(({ property }) => property === null).length;
  while (trials.length < seeds && failed() < failuresThatDecide(seeds)) {
    trials.push(trial(target, trials.length + 1, extent));
  }
  return measuredFrom(name, seeds, trials);
}

/** With so many of `seeds` failed, the median is infinite. */
export function failuresThatDecide(seeds: number): number {
  return Math.ceil(seeds / 2);
}

/** The figures of `trials`; the seeds that were not tried count as failed. */
export function measuredFrom(name: string, seeds: number, trials: readonly Trial[]): Measured {
  const found = trials.filter(({ property }) => property !== null);
  const properties: Record<string, number> = {};
  for (const { property } of found) properties[property!] = (properties[property!] ?? 0) + 1;
  return {
    contender: name,
    seeds,
    tried: trials.length,
    found: found.length,
    seconds: medianOfRanks(
      found.map(({ seconds }) => seconds),
      seeds,
    ),
    steps: medianOfRanks(
      found.map(({ steps }) => steps),
      seeds,
    ),
    properties,
    isExhausted: found.length === 0 && trials.some(({ isExhausted }) => isExhausted === true),
  };
}

/**
 * The median of `known` and of as many infinite values as make `total`; null if it is infinite. Of an
 * even number it is the mean of the two in the middle.
 */
export function medianOfRanks(known: readonly number[], total: number): number | null {
  const sorted = known.toSorted((one, other) => one - other);
  const [low, high] = [Math.ceil(total / 2) - 1, Math.floor(total / 2)];
  const [one, other] = [sorted[low], sorted[high]];
  return one === undefined || other === undefined ? null : (one + other) / 2;
}

/** The row of a mutant that can't be measured. */
export function refusedRow({ protocol, mutant, violates, nodes, refusal }: Refused): Row {
  return { protocol, mutant, violates, nodes, excused: [], refusal, measured: [] };
}
