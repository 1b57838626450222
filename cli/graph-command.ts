/** `scrutineer graph PROTOCOL`: the states of a small model as a picture for Graphviz. */
import { targetOf } from "../checker/check.ts";
import { CheckerError } from "../checker/errors.ts";
import { stateGraph } from "../traces/export/state-graph.ts";
import type { CheckFlags } from "./flags.ts";
import type { Io } from "./io.ts";
import { entryOf, planFor } from "./plan.ts";
import { writeNew } from "./write-new.ts";

/** The flags of `graph`: those that say what is checked, and its own. */
export type GraphFlags = Omit<CheckFlags, "maxStates" | "out"> & {
  readonly maxStates: number;
  readonly out?: string;
  readonly force?: boolean;
};

/** Draws the states of `protocol`; resolves to the exit code. */
export async function graphCommand(protocol: string, flags: GraphFlags, io: Io): Promise<number> {
  const { catalog } = await import("../models/catalog.ts");
  const { out, force, maxStates, ...modelFlags } = flags;
  const plan = planFor(entryOf(catalog, protocol), { ...modelFlags, out: "" });
  if (plan.options.symmetry === true && flags.symmetry === true) {
    throw new CheckerError("UsageError", "graph draws every state: it can't reduce by symmetry.");
  }
  const target = targetOf(plan.model, { ...plan.options, symmetry: false });
  const { text, states, isCut } = stateGraph(target, maxStates);
  if (out === undefined) io.out(text);
  else await writeNew(out, text, force === true);
  if (out !== undefined) io.out(`${io.palette.strong(out)} is written: ${states} states.\n`);
  // The picture says it too; but whoever pipes it on is to know at once.
  if (isCut) {
    io.err(
      `${io.errPalette.warning("not all:")} the model has more than ${maxStates} states (--max-states).\n`,
    );
  }
  return 0;
}
