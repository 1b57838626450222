/** `scrutineer minimise FILE`: a counterexample made simpler, and what is proved of it. */
import { basename, dirname } from "node:path";
import { setImmediate } from "node:timers/promises";
import { TRACE_SUFFIX } from "../traces/format.ts";
import type { Cost } from "../traces/minimise/cost.ts";
import { Minimisation, type Minimised } from "../traces/minimise/minimise.ts";
import { proofText } from "../traces/minimise/proof.ts";
import { readTrace } from "../traces/read-trace.ts";
import { replayTrace } from "../traces/replay-trace.ts";
import { wrap } from "../traces/wrap.ts";
import { checkWritable, writeTrace } from "../traces/write-trace.ts";
import { counterexampleText } from "./counterexample-text.ts";
import type { MinimiseFlags } from "./flags.ts";
import { type Io, type Signal, SIGNAL_EXIT_CODES } from "./io.ts";
import { count, counted } from "./numbers.ts";
import { ProgressLine } from "./progress.ts";
import { Interruption } from "./search.ts";
import { targetOfTrace, versionNote } from "./trace-target.ts";

const SLICE_MS = 50;

/** Minimises the trace in `file`; resolves to the exit code. */
export async function minimiseCommand(
  file: string,
  { time, maxStates, out, json }: MinimiseFlags,
  io: Io,
): Promise<number> {
  const trace = await readTrace(file);
  const { target, model, property } = targetOfTrace(trace);
  const folder = out ?? dirname(file);
  await checkWritable(folder);
  const limits = { seconds: time, states: maxStates };
  const minimisation = new Minimisation(trace, model, property, limits);
  const signal = await run(minimisation, io);
  const minimised = minimisation.result();
  const name = out === undefined ? minimisedName(file) : basename(file);
  const written = await writeTrace(minimised.trace, folder, name);
  const exitCode = signal === undefined ? 0 : SIGNAL_EXIT_CODES[signal];
  if (json === true) {
    const result = { ...reportOn(minimised), file, trace: written, exitCode };
    io.out(`${JSON.stringify(result, null, 2)}\n`);
    return exitCode;
  }
  const note = versionNote(trace);
  if (note !== undefined) io.out(`${io.palette.warning(note)}\n`);
  const { states } = replayTrace(minimised.trace, target);
  io.out(`${summaryText(minimised, io)}\n\n`);
  io.out(counterexampleText(minimised.trace, states, target, written, { full: false, io }));
  return exitCode;
}

/** Runs `minimisation` to its end, or to the signal that is returned. */
async function run(minimisation: Minimisation, io: Io): Promise<Signal | undefined> {
  const progress = new ProgressLine(io);
  const interruption = new Interruption(io);
  try {
    while (minimisation.advance(SLICE_MS)) {
      const { search } = minimisation.progress;
      if (search !== undefined) progress.show(search);
      await setImmediate();
      if (interruption.signal !== undefined) return interruption.signal;
    }
    return undefined;
  } finally {
    progress.clear();
    interruption.end();
  }
}

/** `some.trace.json` becomes `some.min.trace.json`, so that the trace itself stays. */
function minimisedName(file: string): string {
  const stem = basename(file).replace(/(\.trace)?\.json$/, "");
  return `${stem}.min${TRACE_SUFFIX}`;
}

/** What is reported as JSON, besides files and exit code. */
function reportOn({ trace, before, after, proof, attempts, seconds }: Minimised): object {
  const { protocol, variant, mutant, property, reason, length, shortest } = trace;
  const proved = proofText(proof);
  const what = { protocol, variant, mutant, property, reason };
  return { ...what, length, shortest, proved, proof, before, after, attempts, seconds };
}

function summaryText({ before, reduced, after, proof, attempts }: Minimised, io: Io): string {
  const { palette, columns } = io;
  const more = reduced.steps - after.steps;
  const found = `; breadth-first search left out ${more} more`;
  return [
    palette.strong(changesText(before, after)),
    palette.faint(`  ${counted(attempts, "behaviour")} replayed${more > 0 ? found : ""}`),
    `  ${wrap(`proved: ${proofText(proof)}`, columns, 2)}`,
  ].join("\n");
}

/** What became less: `37 → 9 steps, 2 → 0 faults`. */
function changesText(before: Cost, after: Cost): string {
  const parts = [
    [before.steps, after.steps, "step"],
    [before.faults, after.faults, "fault"],
    [before.processes, after.processes, "process"],
    [before.contextSwitches, after.contextSwitches, "context switch"],
  ] as const;
  const changed = parts.map(([old, now, noun]) =>
    old === now ? counted(now, noun) : `${count(old)} → ${counted(now, noun)}`,
  );
  return changed.join(", ");
}
