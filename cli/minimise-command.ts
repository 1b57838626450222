/** `scrutineer minimise FILE`: a counterexample made simpler, and what is proved of it. */
import { stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
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
import { runMinimisation } from "./minimisation.ts";
import { count, counted } from "./numbers.ts";
import { Interruption } from "./search.ts";
import { targetOfTrace, versionNote } from "./trace-target.ts";

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
  const signal = await untilInterrupted(minimisation, io);
  const minimised = minimisation.result();
  const written = await writeTrace(minimised.trace, folder, await resultName(file, folder));
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

async function untilInterrupted(minimisation: Minimisation, io: Io): Promise<Signal | undefined> {
  const interruption = new Interruption(io);
  try {
    return await runMinimisation(minimisation, interruption, io);
  } finally {
    interruption.end();
  }
}

/** The result's name in `folder`: that of `file`, but beside it another, so that the file stays. */
async function resultName(file: string, folder: string): Promise<string> {
  const name = basename(file);
  if (!(await isSameFile(join(folder, name), file))) return name;
  return `${name.replace(/(\.trace)?\.json$/, "")}.min${TRACE_SUFFIX}`;
}

/** Do both paths, by whatever links they lead there, lead to one file? */
async function isSameFile(path: string, other: string): Promise<boolean> {
  const stats = [path, other].map((each) => stat(each, { bigint: true }).catch(() => undefined));
  const [one, two] = await Promise.all(stats);
  return one !== undefined && one.ino === two?.ino && one.dev === two.dev;
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
