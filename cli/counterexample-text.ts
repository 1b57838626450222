/** A counterexample in the report of a check. */
import type { Target } from "../checker/check.ts";
import type { Trace } from "../traces/format.ts";
import { renderBehaviour } from "../traces/render.ts";
import { stageOf } from "../traces/stage.ts";
import { wrap } from "../traces/wrap.ts";
import { replayCommandFor, showCommandFor } from "./command-line.ts";
import { explanationLines } from "./explanation.ts";
import type { Io } from "./io.ts";
import { counted } from "./numbers.ts";

/**
 * A counterexample: what is violated and how, a note on how it was come by, the behaviour, why it does
 * so, and the commands for its file.
 */
export function counterexampleText(
  trace: Trace,
  states: readonly unknown[],
  target: Target,
  file: string | undefined,
  options: { readonly full: boolean; readonly io: Io; readonly note?: string | undefined },
): string {
  const { io, full, note } = options;
  const { palette, columns } = io;
  const title = `${trace.property} is violated`;
  const length = `${counted(trace.length, "state")}${trace.shortest ? ", none shorter within these bounds" : ""}`;
  const lines = [
    `${palette.bad(title)} ${palette.faint(`in ${length}`)}`,
    ...(note === undefined ? [] : [`  ${palette.faint(wrap(note, columns, 2))}`]),
    "",
    renderBehaviour(trace.steps, states, stageOf(target), {
      full,
      palette,
      columns,
      howToSeeAll: "--full",
    }),
    "",
    `  ${palette.bad("✗")} ${palette.strong(wrap(`${trace.property}: ${trace.reason}`, columns, 4))}`,
    explanationLines(trace, { states, reason: trace.reason }, io),
  ];
  const commands =
    file === undefined
      ? []
      : [
          "",
          `  ${palette.faint("trace ")}  ${file}`,
          `  ${palette.faint("show  ")}  ${showCommandFor(file)}`,
          `  ${palette.faint("replay")}  ${replayCommandFor(file)}`,
        ];
  return `${[...lines, ...commands].join("\n")}\n`;
}
