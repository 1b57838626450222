/** `scrutineer replay FILE`: does the counterexample still hold against the models as they are now? */
import type { AnyTrace } from "../traces/format.ts";
import { headline } from "../traces/narrate.ts";
import { readAnyTrace } from "../traces/read-trace.ts";
import { replayAnyTrace, type ReplayedTrace } from "../traces/replay-trace.ts";
import { type Stage, stageOf } from "../traces/stage.ts";
import { wrap } from "../traces/wrap.ts";
import type { Io } from "./io.ts";
import { counted } from "./numbers.ts";
import { targetOfAnyTrace, versionNote } from "./trace-target.ts";

const EXIT_CODES: Readonly<Record<ReplayedTrace["kind"], number>> = {
  violates: 1,
  holds: 0,
  diverges: 2,
};

/** Replays the trace in `file`; resolves to the exit code. */
export async function replayCommand(file: string, isJson: boolean, io: Io): Promise<number> {
  const trace = await readAnyTrace(file);
  const { target } = targetOfAnyTrace(trace);
  const replayed = replayAnyTrace(trace, target);
  const exitCode = EXIT_CODES[replayed.kind];
  if (isJson) {
    const { states: _states, ...outcome } = replayed;
    const { protocol, mutant, property, length, tool } = trace;
    const result = { file, protocol, mutant, property, length, tool, ...outcome, exitCode };
    io.out(`${JSON.stringify(result, null, 2)}\n`);
    return exitCode;
  }
  const note = versionNote(trace);
  if (note !== undefined) io.out(`${io.palette.warning(note)}\n`);
  io.out(`${wrap(sentence(trace, replayed, stageOf(target), io), io.columns, 0)}\n`);
  return exitCode;
}

function sentence(trace: AnyTrace, replayed: ReplayedTrace, stage: Stage, { palette }: Io): string {
  const { property, protocol, steps } = trace;
  switch (replayed.kind) {
    case "violates": {
      if (property === null) {
        const length = counted(replayed.at, "state");
        return `${palette.bad("✗")} The behaviour of ${protocol} violated nothing when it was kept, and now it does, in ${length}: ${replayed.reason}.`;
      }
      const earlier =
        replayed.at < trace.length ? ` already (it had ${counted(trace.length, "state")})` : "";
      return `${palette.bad("✗")} ${property} of ${protocol} is still violated, in ${counted(replayed.at, "state")}${earlier}: ${replayed.reason}.`;
    }
    case "holds":
      if (property === null) {
        return `${palette.good("✓")} The behaviour of ${protocol} is still possible, all its ${counted(steps.length, "step")}, and no property objects to it.`;
      }
      return `${palette.good("✓")} ${property} of ${protocol} is not violated by this behaviour any more; all its ${counted(steps.length, "step")} are still possible. (Other behaviours may violate it: check again.)`;
    case "diverges": {
      const step = headline(steps[replayed.step - 1] ?? { type: "?" }, stage);
      return `${palette.warning("?")} The behaviour is not possible any more. It diverges at step ${replayed.step}, which led to state ${replayed.step + 1} (${step}): ${replayed.reason}.`;
    }
  }
}
