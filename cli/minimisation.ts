/** Runs a minimisation in slices, so that its progress is shown and signals are heard. */
import { setImmediate } from "node:timers/promises";
import type { Minimisation } from "../traces/minimise/minimise.ts";
import type { Io, Signal } from "./io.ts";
import { counted, duration } from "./numbers.ts";
import { ProgressLine, progressText } from "./progress.ts";
import type { Interruption } from "./search.ts";

const SLICE_MS = 50;

/** Runs `minimisation` to its end, or to the signal that is returned: then it has the best so far. */
export async function runMinimisation(
  minimisation: Minimisation,
  interruption: Interruption,
  io: Io,
): Promise<Signal | undefined> {
  const progress = new ProgressLine(io);
  try {
    while (interruption.signal === undefined && minimisation.advance(SLICE_MS)) {
      showProgress(minimisation, progress);
      await setImmediate();
    }
    return interruption.signal;
  } finally {
    progress.clear();
  }
}

function showProgress({ progress }: Minimisation, line: ProgressLine): void {
  const { search, length, attempts } = progress;
  line.showText(search?.distinctStates ?? attempts, (rate, seconds) => {
    const replayed = `${counted(attempts, "behaviour")} replayed · ${duration(seconds)}`;
    const done = search === undefined ? replayed : progressText(search, rate, seconds);
    return `minimising: ${counted(length, "state")} · ${done}`;
  });
}
