/** The pages of the traces that are open: to be read from the artifact, without a checkout. */
import { join } from "node:path";
import { run } from "../../cli/run.ts";
import type { Io } from "../../cli/io.ts";
import { processIo } from "../../cli/process-io.ts";
import { keptIn } from "./kept.ts";

/** The page of a trace of that name. */
function pageNameOf(trace: string): string {
  return trace.replace(/\.trace\.json$/, ".html");
}

/**
 * Writes a page for each trace in `kept` to the folder `out`. One that no model fits has none, which is
 * said on stderr: the night's report is not to fail for it.
 */
export async function writePages(kept: string, out: string): Promise<void> {
  const io: Io = { ...processIo(), out: () => undefined };
  for (const name of await keptIn(kept)) {
    const code = await run(["show", join(kept, name), "--html", join(out, pageNameOf(name))], io);
    if (code !== 0) io.err(`${name}: its page is not as it should be (exit code ${code})\n`);
  }
}
