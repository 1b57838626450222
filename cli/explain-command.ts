/** `scrutineer explain FILE`: why a counterexample violates its property. */
import { CheckerError } from "../checker/errors.ts";
import { readTrace } from "../traces/read-trace.ts";
import { replayTrace } from "../traces/replay-trace.ts";
import { wrap } from "../traces/wrap.ts";
import { showCommandFor } from "./command-line.ts";
import { explanationLines } from "./explanation.ts";
import type { Io } from "./io.ts";
import { counted } from "./numbers.ts";
import { targetOfTrace } from "./trace-target.ts";

/** Explains the trace in `file`; resolves to the exit code. */
export async function explainCommand(file: string, io: Io): Promise<number> {
  const trace = await readTrace(file);
  const replayed = replayTrace(trace, targetOfTrace(trace).target);
  if (replayed.kind !== "violates") {
    throw new CheckerError("BadTrace", `${file} does not violate ${trace.property} any more.`, {
      hint: "scrutineer replay says what became of it.",
    });
  }
  const { palette, columns } = io;
  const { states, reason } = replayed;
  const mutant = trace.mutant === null ? "" : `, mutant ${trace.mutant}`;
  const title = palette.bad(`${trace.property} is violated`);
  io.out(`${title} by ${trace.protocol}${mutant} in ${counted(states.length, "state")}\n`);
  io.out(`  ${palette.strong(wrap(reason, columns, 2))}\n`);
  io.out(`${explanationLines(trace, { states, reason }, io)}\n`);
  io.out(`\n  ${palette.faint("show")}  ${showCommandFor(file)}\n`);
  return 0;
}
