/** The outside as the bin has it: stdout, stderr, signals, and what the environment says of them. */
import type { Io, Signal } from "./io.ts";
import { paletteFor } from "./style.ts";

const COLUMNS_DEFAULT = 100;

/** The io of this process. */
export function processIo(): Io {
  const { stdout, stderr, env } = process;
  // A reader that has seen enough (`| head`) is no error.
  for (const stream of [stdout, stderr]) stream.on("error", ignoreClosedPipe);
  const isAnimated = stderr.isTTY && env["CI"] === undefined && env["TERM"] !== "dumb";
  return {
    out: (text) => void stdout.write(text),
    err: (text) => void stderr.write(text),
    palette: paletteFor(stdout),
    errPalette: paletteFor(stderr),
    columns: stdout.isTTY ? stdout.columns : COLUMNS_DEFAULT,
    progressColumns: isAnimated ? stderr.columns : undefined,
    debug: env["SCRUTINEER_DEBUG"] === "1",
    onInterrupt,
  };
}

/** The first signal is the command's to handle, a second one ends the process at once. */
function onInterrupt(handler: (signal: Signal) => void): () => void {
  const onSignal = (signal: NodeJS.Signals): void => {
    remove();
    handler(signal === "SIGTERM" ? "SIGTERM" : "SIGINT");
  };
  const remove = (): void => {
    process.off("SIGINT", onSignal);
    process.off("SIGTERM", onSignal);
  };
  process.on("SIGINT", onSignal);
  process.on("SIGTERM", onSignal);
  return remove;
}

function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") throw error;
}
