/** The commands for those who read a counterexample, with their flags. */
import type { Command } from "commander";
import { CheckerError } from "../checker/errors.ts";
import type { Io } from "./io.ts";

/** `scrutineer show FILE`. */
export function addShow(program: Command, io: Io, exit: (code: number) => void): void {
  program
    .command("show")
    .argument("<file>", "a trace file")
    .description("show a counterexample: who did what, which message, and what changed")
    .option("--full", "whole states instead of what changed")
    .option("--html <out>", "write a page to this file instead: one file, for any browser, offline")
    .action(async (file: string, flags: { readonly full?: boolean; readonly html?: string }) => {
      if (flags.html !== undefined) {
        rejectTogether(flags);
        const { showPageCommand } = await import("./show-page.ts");
        exit(await showPageCommand(file, flags.html, io));
        return;
      }
      const { showCommand } = await import("./show.ts");
      exit(await showCommand(file, flags.full === true, io));
    });
}

/** `scrutineer explain FILE`. */
export function addExplain(program: Command, io: Io, exit: (code: number) => void): void {
  program
    .command("explain")
    .argument("<file>", "a trace file")
    .description("say why a counterexample violates its property")
    .action(async (file: string) => {
      const { explainCommand } = await import("./explain-command.ts");
      exit(await explainCommand(file, io));
    });
}

/** A page has whole states anyway. @throws CheckerError `UsageError`. */
function rejectTogether({ full }: { readonly full?: boolean }): void {
  if (full !== true) return;
  throw new CheckerError("UsageError", "--full and --html do not go together.", {
    hint: "The page shows both: what changed, and whole states.",
  });
}
