/** `scrutineer show FILE --html OUT`: a counterexample as a page that needs nothing else. */
import { stat } from "node:fs/promises";
import { CheckerError } from "../checker/errors.ts";
import { catalog } from "../models/catalog.ts";
import { pageOf, readTemplate } from "../traces/page/fill.ts";
import { storyOf } from "../traces/page/story-of.ts";
import { readAnyTrace } from "../traces/read-trace.ts";
import { replayAnyTrace } from "../traces/replay-trace.ts";
import { writeWhole } from "../traces/write-whole.ts";
import type { Io } from "./io.ts";
import { targetOfAnyTrace, versionNote } from "./trace-target.ts";

const DIVERGED_EXIT_CODE = 2;

/** Writes the page of the trace in `file`; resolves to the exit code, as `show` does. */
export async function showPageCommand(file: string, out: string, io: Io): Promise<number> {
  const trace = await readAnyTrace(file);
  const traced = targetOfAnyTrace(trace);
  const template = await readTemplate();
  const replayed = replayAnyTrace(trace, traced.target);
  const entry = catalog.find(({ model }) => model.name === trace.protocol);
  const right = trace.mutant === null ? undefined : entry?.model;
  const note = versionNote(trace);
  const notes = note === undefined ? [] : [note];
  const story = storyOf({ trace, traced, replayed, right, notes });
  await write(out, pageOf(story, template));
  io.out(`${io.palette.strong(out)} is written: open it in any browser.\n`);
  if (replayed.kind === "violates") return 0;
  io.err(`${story.outcome.sentence}\n`);
  return replayed.kind === "diverges" ? DIVERGED_EXIT_CODE : 0;
}

async function write(out: string, page: string): Promise<void> {
  try {
    if (await isFolder(out)) throw new Error("it is a folder");
    await writeWhole(out, page);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CheckerError("BadOutput", `${out} can't be written: ${reason}.`, {
      hint: "Name another file with --html.",
      cause: error,
    });
  }
}

/** What can't be looked at can't be written either, which says more. */
async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}
