/**
 * Runs a command line. Commands are loaded when they are asked for, so that `--version` and the first
 * words of a check come at once. Every error ends here: as one sentence and an exit code.
 */
import { CommanderError } from "commander";
import { CheckerError } from "../checker/errors.ts";
import type { Io } from "./io.ts";
import { programFor } from "./program.ts";

const USAGE_EXIT_CODE = 2;
const INTERNAL_EXIT_CODE = 5;

/** Runs `argv`, the arguments without node and script; resolves to the exit code. */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  let exitCode = 0;
  const program = programFor(io, (code) => (exitCode = code));
  try {
    await program.parseAsync(argv, { from: "user" });
    return exitCode;
  } catch (error) {
    return report(error, io);
  }
}

/** Tells the user of `error`; returns the exit code for it. */
function report(error: unknown, io: Io): number {
  if (error instanceof CommanderError) return reportUsage(error, io);
  const { bad, faint } = io.errPalette;
  if (error instanceof CheckerError) {
    io.err(`${bad("error:")} ${harmless(error.message)}\n`);
    if (error.hint !== undefined) io.err(`  ${harmless(error.hint)}\n`);
    if (error.path !== undefined && error.path.length > 0) {
      io.err(`  The steps that lead there:\n`);
      for (const step of error.path) io.err(`    ${faint(harmless(step))}\n`);
    }
    return error.exitCode;
  }
  const message = error instanceof Error ? error.message : String(error);
  io.err(`${bad("internal error:")} ${message.split("\n")[0]}\n`);
  if (io.debug && error instanceof Error) io.err(`${error.stack}\n`);
  return INTERNAL_EXIT_CODE;
}

/** `text`, which may quote what came from a file, without characters that a terminal would obey. */
function harmless(text: string): string {
  return text.replaceAll(/[^\P{Cc}\n]/gu, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
}

/** Commander throws for `--help` and `--version` too: with exit code 0. */
function reportUsage(error: CommanderError, io: Io): number {
  if (error.exitCode === 0) return 0;
  if (error.code !== "commander.help") {
    const sentence = error.message.replace(/^error: /, "").replaceAll(/\s+/g, " ");
    io.err(`${io.errPalette.bad("error:")} ${harmless(sentence)}\n`);
  }
  return USAGE_EXIT_CODE;
}
