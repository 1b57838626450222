/**
 * How far a search is: on a terminal one line of stderr that is rewritten, elsewhere a line now and
 * then.
 */
import type { Progress } from "../checker/search/exploration.ts";
import type { Io } from "./io.ts";
import { bytes, count, duration } from "./numbers.ts";

const REWRITE_MS = 200;
const LINE_MS = 5000;
/** Room for the `^C` that a terminal echoes, so that it does not begin a new line. */
const ECHO_WIDTH = 4;

/** The line of progress of one search or session. */
export class ProgressLine {
  readonly #io: Io;
  readonly #started = performance.now();
  readonly #interval: number;
  #shown: number;
  #before = 0;
  #isOpen = false;

  constructor(io: Io) {
    this.#io = io;
    this.#interval = io.progressColumns === undefined ? LINE_MS : REWRITE_MS;
    this.#shown = this.#started;
  }

  /** Shows how far a search is, if it is time to. */
  show(progress: Progress): void {
    this.showText(progress.distinctStates, (rate, seconds) => {
      // Of the process: tables, and objects that no table counts.
      const all = { ...progress, bytes: process.memoryUsage.rss() };
      return progressText(all, rate, seconds);
    });
  }

  /** Shows a text, if it is time to; it is told how fast `done` grows a second, and the time. */
  showText(done: number, textOf: (rate: number, seconds: number) => string): void {
    const now = performance.now();
    if (now - this.#shown < this.#interval) return;
    const rate = ((done - this.#before) * 1000) / (now - this.#shown);
    this.#shown = now;
    this.#before = done;
    const text = textOf(rate, (now - this.#started) / 1000);
    const { err, errPalette, progressColumns } = this.#io;
    if (progressColumns === undefined) {
      err(`${text}\n`);
    } else {
      err(`\r${errPalette.faint(text.slice(0, progressColumns - ECHO_WIDTH))}\u001B[K`);
      this.#isOpen = true;
    }
  }

  /** Takes the line away, before the report. */
  clear(): void {
    if (this.#isOpen) this.#io.err("\r\u001B[K");
    this.#isOpen = false;
  }
}

type Shown = Pick<Progress, "depth" | "distinctStates" | "frontier" | "bytes">;

/** What is known of a search under way, in a line; `rate` is of distinct states. */
export function progressText(progress: Shown, rate: number, seconds: number): string {
  const { depth, distinctStates, frontier, bytes: size } = progress;
  return [
    `depth ${depth}`,
    `${count(distinctStates)} states`,
    `${count(rate)} states/s`,
    `frontier ${count(frontier)}`,
    bytes(size),
    duration(seconds),
  ].join(" · ");
}
