/** The commands that have to do with other programs: what they write and read, with their flags. */
import type { Command } from "commander";
import type { ExportFlags } from "./export-command.ts";
import { readFolder, readInteger } from "./flags.ts";
import type { GraphFlags } from "./graph-command.ts";
import type { ImportFlags } from "./import-command.ts";
import type { Io } from "./io.ts";

/** Adds `export`. */
export function addExport(program: Command, io: Io, exit: (code: number) => void): void {
  program
    .command("export")
    .argument("<file>", "a trace file")
    .description("write a counterexample as a regression test, or for another program")
    .option("--test", "a vitest file that replays the trace in the models as they are")
    .option("--format <name>", "itf, shiviz, mermaid, plantuml, perfetto, dot (docs/formats.md)")
    .option("--out <path>", "the file; of a test, a folder too (stdout; of a test, this folder)")
    .option("--force", "replace a file that is there already")
    .action(async (file: string, flags: ExportFlags) => {
      const { exportCommand } = await import("./export-command.ts");
      exit(await exportCommand(file, flags, io));
    });
}

/** Adds `import`. */
export function addImport(program: Command, io: Io, exit: (code: number) => void): void {
  program
    .command("import")
    .argument("<file>", "what `export --format itf` wrote")
    .description("make a trace file again of one in the Informal Trace Format")
    .option("--out <dir>", "where the trace goes", readFolder, ".")
    .option("--force", "replace a file that is there already")
    .action(async (file: string, flags: ImportFlags) => {
      const { importCommand } = await import("./import-command.ts");
      exit(await importCommand(file, flags, io));
    });
}

/** Adds `graph`; `addModel` adds the flags that say what is drawn. */
export function addGraph(
  program: Command,
  io: Io,
  exit: (code: number) => void,
  addModel: (command: Command) => void,
): void {
  const command = program
    .command("graph")
    .argument("<protocol>", "a protocol of `scrutineer list`")
    .description("draw the states of a small model, and the steps between them, for Graphviz");
  addModel(command);
  command
    .option(
      "--max-states <n>",
      "draw at most so many states; the picture says if there are more",
      (text) => readInteger("--max-states", text, 1),
      GRAPH_STATES,
    )
    .option("--out <file>", "the file (stdout)")
    .option("--force", "replace a file that is there already")
    .action(async (protocol: string, flags: GraphFlags) => {
      const { graphCommand } = await import("./graph-command.ts");
      exit(await graphCommand(protocol, flags, io));
    });
}

/** Graphviz needs seconds for so many, and minutes for some thousands. */
const GRAPH_STATES = 300;
