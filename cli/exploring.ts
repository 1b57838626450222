/** The command for those who drive a model by hand, with its flags. */
import type { Command } from "commander";
import type { ExploreFlags } from "./explore-command.ts";
import { readFolder, readPort } from "./flags.ts";
import type { Io } from "./io.ts";

/** Adds `explore`; `addModel` adds the flags that say what is explored. */
export function addExplore(
  program: Command,
  io: Io,
  exit: (code: number) => void,
  addModel: (command: Command) => void,
): void {
  const command = program
    .command("explore")
    .argument("<protocol>", "a protocol of `scrutineer list`")
    .description("drive a model by hand, in the browser: take steps, see what properties say");
  addModel(command);
  command
    .option("--trace <file>", "begin at the end of this behaviour of the same model")
    .option("--port <n>", "the port to listen on; without it, any that is free", readPort, 0)
    .option("--out <dir>", "where traces go", readFolder, "scrutineer-out")
    .addHelpText("after", `\n${NOTES}`)
    .action(async (protocol: string, flags: ExploreFlags) => {
      const { exploreCommand } = await import("./explore-command.ts");
      exit(await exploreCommand(protocol, flags, io));
    });
}

const NOTES = `What is explored is what check would check with the same flags; with --trace, the model, config and
environment that the trace is of, so the other flags of the model do not go with it. The address that is printed works on
this machine alone, and until the command ends; who knows it can use it.

Exit codes: 130 and 143 when it is ended by Ctrl-C or SIGTERM, 2 usage or model error.`;
