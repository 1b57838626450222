/** Runs the command line in this process, with what it prints in arrays. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { Io, Signal } from "../../cli/io.ts";
import { run } from "../../cli/run.ts";
import { PLAIN } from "../../traces/palette.ts";

/** What a run of the command line came to. */
export interface Run {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** An io that keeps what is printed; a signal comes after `interruptAfterMs`, if that is given. */
export function recordingIo(interruptAfterMs?: number, signal: Signal = "SIGINT") {
  const printed = { out: "", err: "" };
  const io: Io = {
    out: (text) => (printed.out += text),
    err: (text) => (printed.err += text),
    palette: PLAIN,
    errPalette: PLAIN,
    columns: 100,
    progressColumns: undefined,
    debug: false,
    onInterrupt(handler) {
      if (interruptAfterMs === undefined) return () => undefined;
      const timer = setTimeout(() => handler(signal), interruptAfterMs);
      return () => clearTimeout(timer);
    },
  };
  return { io, printed };
}

/** Runs `scrutineer` with these arguments. */
export async function scrutineer(...argv: readonly string[]): Promise<Run> {
  const { io, printed } = recordingIo();
  const code = await run(argv, io);
  return { code, ...printed };
}

/** A folder that is gone after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "scrutineer-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
