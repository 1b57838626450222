/**
 * What a command may do to the outside: print, and be interrupted. The bin makes one from the process
 * (process-io.ts), a test from arrays.
 */
import type { Palette } from "../traces/palette.ts";

/** The signals that end a search, not the process. */
export type Signal = "SIGINT" | "SIGTERM";

/** All that a command sees of its process. */
export interface Io {
  /** The report: stdout. */
  readonly out: (text: string) => void;
  /** Progress and errors: stderr. */
  readonly err: (text: string) => void;
  /** How the report is marked. */
  readonly palette: Palette;
  /** How what goes to stderr is marked. */
  readonly errPalette: Palette;
  /** The width of the report. */
  readonly columns: number;
  /** May the last line of stderr be rewritten? How wide is it then? */
  readonly progressColumns: number | undefined;
  /** Show where an unexpected error comes from. */
  readonly debug: boolean;
  /** Calls `handler` when the user interrupts, until the function that is returned is called. */
  readonly onInterrupt: (handler: (signal: Signal) => void) => () => void;
}

/** The exit codes for signals, as shells have them. */
export const SIGNAL_EXIT_CODES: Readonly<Record<Signal, number>> = { SIGINT: 130, SIGTERM: 143 };
