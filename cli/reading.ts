/** The commands for those who read a counterexample, with their flags. */
import type { Command } from "commander";
import type { Io } from "./io.ts";

/** `scrutineer show FILE`. */
export function addShow(program: Command, io: Io, exit: (code: number) => void): void {
  program
    .command("show")
    .argument("<file>", "a trace file")
    .description("show a counterexample: who did what, which message, and what changed")
    .option("--full", "whole states instead of what changed")
    .action(async (file: string, flags: { readonly full?: boolean }) => {
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
