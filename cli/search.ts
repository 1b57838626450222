/**
 * Runs a check in slices, so that between them progress is shown, signals are heard and time is kept.
 */
import { setImmediate } from "node:timers/promises";
import { Check, type CheckResult, type Target, targetOf } from "../checker/check.ts";
import { HeapLimit } from "../checker/search/heap.ts";
import type { Io, Signal } from "./io.ts";
import type { Plan } from "./plan.ts";
import { ProgressLine } from "./progress.ts";

const SLICE_MS = 50;
const KIBIBYTE = 1024;

/** What came of a check. */
export interface Searched {
  readonly plan: Plan;
  readonly target: Target;
  readonly result: CheckResult;
  /** The most that the search's own tables took. */
  readonly tableBytes: number;
  /** The most that the process took so far: tables, objects, and Node itself. */
  readonly processBytes: number;
  /** The signal that ended it. */
  readonly signal: Signal | undefined;
}

/** Listens for signals while checks run; the first one is kept. */
export class Interruption {
  #signal: Signal | undefined;
  readonly #remove: () => void;

  constructor(io: Io) {
    this.#remove = io.onInterrupt((signal) => (this.#signal = signal));
  }

  get signal(): Signal | undefined {
    return this.#signal;
  }

  end(): void {
    this.#remove();
  }
}

/**
 * Runs `plan` to its end, to the `deadline` (as performance.now()), or to an interruption.
 * @throws CheckerError as `targetOf` and `Check`.
 */
export async function search(
  plan: Plan,
  deadline: number,
  interruption: Interruption,
  io: Io,
): Promise<Searched> {
  const target = targetOf(plan.model, plan.options);
  const progress = new ProgressLine(io);
  const heap = new HeapLimit();
  try {
    const check = new Check(target, plan.options.limits);
    while (check.advance(Math.min(SLICE_MS, Math.max(1, deadline - performance.now())))) {
      progress.show(check.progress);
      await setImmediate();
      if (interruption.signal !== undefined) check.stop("interrupted");
      else if (performance.now() >= deadline) check.stop("time");
      else if (heap.isReached()) check.stop("memory");
    }
    const result = check.result();
    const { signal } = interruption;
    const isCutShort = result.exploration.ending === "interrupted";
    return {
      plan,
      target,
      result,
      tableBytes: Math.max(check.progress.bytes, check.progress.peakBytes),
      processBytes: process.resourceUsage().maxRSS * KIBIBYTE,
      signal: isCutShort ? signal : undefined,
    };
  } finally {
    progress.clear();
  }
}
