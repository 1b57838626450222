/** Runs a fuzzing session in slices, so that progress is shown, signals are heard and time is kept. */
import { setImmediate } from "node:timers/promises";
import { Fuzz, type FuzzResult, type FuzzViolation } from "../checker/fuzz/fuzz.ts";
import { type CorpusReport, corpusFor, keepCorpus } from "./fuzz-corpus.ts";
import type { FuzzPlan } from "./fuzz-plan.ts";
import type { Io, Signal } from "./io.ts";
import { count, duration } from "./numbers.ts";
import { ProgressLine } from "./progress.ts";
import type { Interruption } from "./search.ts";

const SLICE_MS = 50;

/** What came of a session. */
export interface Fuzzed {
  readonly result: FuzzResult;
  readonly seconds: number;
  /** The signal that ended it. */
  readonly signal: Signal | undefined;
  /** What it took from its corpus and left there; null if it has none. */
  readonly corpus: CorpusReport | null;
}

/**
 * Runs `plan` to its end, to the `deadline` (as performance.now()), or to an interruption.
 * @param known violations whose properties are not looked for.
 */
export async function fuzz(
  plan: FuzzPlan,
  known: readonly FuzzViolation[],
  deadline: number,
  interruption: Interruption,
  io: Io,
): Promise<Fuzzed> {
  const corpus = await corpusFor(plan);
  const started = performance.now();
  const progress = new ProgressLine(io);
  const { strategy, targets, stream, flags } = plan;
  const { steps, runs, all } = flags;
  try {
    const session = new Fuzz(targets, {
      strategy: strategy.make({ steps }),
      seed: stream,
      steps,
      runs,
      goesOn: all,
      known,
      corpus,
    });
    while (session.advance(Math.min(SLICE_MS, Math.max(1, deadline - performance.now())))) {
      const { runs: done, steps: taken, distinctStates } = session.progress;
      progress.showText(taken, (rate, seconds) =>
        [
          `run ${count(done)}`,
          `${count(taken)} steps`,
          `${count(rate)} steps/s`,
          `${count(distinctStates)} states`,
          duration(seconds),
        ].join(" · "),
      );
      await setImmediate();
      if (interruption.signal !== undefined) session.stop("interrupted");
      else if (performance.now() >= deadline) session.stop("time");
    }
    const result = session.result();
    const seconds = (performance.now() - started) / 1000;
    const signal = result.ending === "interrupted" ? interruption.signal : undefined;
    return { result, seconds, signal, corpus: await keepCorpus(plan, session, corpus.length) };
  } finally {
    progress.clear();
  }
}
