/** `scrutineer show FILE`: a counterexample as text. */
import type { AnyTrace } from "../traces/format.ts";
import { readAnyTrace } from "../traces/read-trace.ts";
import { renderBehaviour } from "../traces/render.ts";
import { replayAnyTrace, type ReplayedTrace } from "../traces/replay-trace.ts";
import { settingOf } from "../traces/setting.ts";
import { stageOf } from "../traces/stage.ts";
import { wrap } from "../traces/wrap.ts";
import { replayCommandFor } from "./command-line.ts";
import type { Io } from "./io.ts";
import { counted } from "./numbers.ts";
import { type AnyTraceTarget, targetOfAnyTrace, versionNote } from "./trace-target.ts";

const DIVERGED_EXIT_CODE = 2;

/** Shows the trace in `file`; resolves to the exit code: 2 if it could not be replayed to its end. */
export async function showCommand(file: string, full: boolean, io: Io): Promise<number> {
  const trace = await readAnyTrace(file);
  const traced = targetOfAnyTrace(trace);
  const replayed = replayAnyTrace(trace, traced.target);
  const { palette, columns } = io;
  const stage = stageOf(traced.target);
  io.out(`${headText(trace, traced, replayed, io)}\n\n`);
  io.out(
    `${renderBehaviour(trace.steps, replayed.states, stage, { full, palette, columns, howToSeeAll: "--full" })}\n\n`,
  );
  io.out(`${outcomeLines(trace, replayed, io).join("\n")}\n`);
  io.out(`\n  ${palette.faint("replay")}  ${replayCommandFor(file)}\n`);
  return replayed.kind === "diverges" ? DIVERGED_EXIT_CODE : 0;
}

/** What was checked, and what was claimed. */
function headText(
  trace: AnyTrace,
  { target, about }: AnyTraceTarget,
  replayed: ReplayedTrace,
  io: Io,
): string {
  const { palette, columns } = io;
  const named = [
    trace.instance === null ? "" : `, instance ${trace.instance}`,
    trace.mutant === null ? "" : `, mutant ${trace.mutant}`,
  ].join("");
  const claim = trace.property === null ? undefined : target.properties[0]?.claim;
  const note = versionNote(trace);
  return [
    `${palette.strong(`${trace.protocol}${named}`)} ${palette.faint(settingOf(trace).join(" · "))}`,
    `  ${wrap(about, columns, 2)}`,
    ...(claim === undefined
      ? []
      : [`${palette.strong(trace.property!)} ${palette.faint("claims:")} ${claim}`]),
    `  ${violationText(trace, replayed, io)}`,
    ...(note === undefined ? [] : [palette.warning(`  ${note}`)]),
  ].join("\n");
}

/** Only what the replay shows is said as a fact; the rest is what the file says. */
function violationText(trace: AnyTrace, replayed: ReplayedTrace, { palette }: Io): string {
  if (replayed.kind !== "violates") {
    if (trace.property === null) return palette.faint(`the file says: ${trace.reason}`);
    const length = counted(trace.length, "state");
    return palette.warning(`the file says: violated in ${length}; that is not so now`);
  }
  const isWhole = trace.shortest && replayed.at === trace.length;
  const shortest = isWhole ? "; the search that found it had found no shorter one" : "";
  const length = counted(replayed.at, "state");
  return `${palette.bad(`violated in ${length}`)}${palette.faint(shortest)}`;
}

function outcomeLines(
  trace: AnyTrace,
  replayed: ReplayedTrace,
  { palette, columns }: Io,
): string[] {
  switch (replayed.kind) {
    case "violates":
      return [verdictLine(named(replayed.reason))];
    case "holds":
      if (trace.property === null) return [palette.faint("  No property objects to it.")];
      return [
        palette.warning(`  ${trace.property} holds here now. The trace was written because:`),
        verdictLine(trace.reason),
      ];
    case "diverges":
      return [
        palette.warning(
          `  ${wrap(`The step to state ${replayed.step + 1} is not possible any more: ${replayed.reason}.`, columns, 2)}`,
        ),
        palette.warning("  The trace was written because:"),
        verdictLine(trace.reason),
      ];
  }

  /** What is violated where nothing was known to be says so itself. */
  function named(reason: string): string {
    return trace.property === null ? reason : `${trace.property}: ${reason}`;
  }

  function verdictLine(sentence: string): string {
    return `  ${palette.bad("✗")} ${palette.strong(wrap(sentence, columns, 4))}`;
  }
}
