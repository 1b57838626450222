/** The commands and their flags. What a command does is loaded when it is called. */
import { Command, Option } from "commander";
import {
  CUTS,
  DELIVERIES,
  DETECTIONS,
  type Fault,
  FAULTS,
  ORDERS,
  TIMINGS,
} from "../checker/environment.ts";
import { VERSION } from "../checker/version.ts";
import {
  type Assignment,
  type CheckFlags,
  type FuzzFlags,
  type MinimiseFlags,
  readAssignment,
  readBudget,
  readChoice,
  readDuration,
  readFolder,
  readInteger,
  readSeed,
  readShard,
  readSizes,
} from "./flags.ts";
import { addExplore } from "./exploring.ts";
import { addExport, addGraph, addImport } from "./format-commands.ts";
import type { Io } from "./io.ts";
import { addExplain, addShow } from "./reading.ts";

const HELP_WIDTH_MIN = 80;

/** The program; the exit code of the command that it runs goes to `exit`. */
export function programFor(io: Io, exit: (code: number) => void): Command {
  const program = new Command("scrutineer")
    .description("Checks leader election, consensus and replication protocols exhaustively.")
    .version(VERSION)
    .exitOverride()
    .configureOutput({
      writeOut: io.out,
      writeErr: io.err,
      // Errors are told by run.ts.
      outputError: () => undefined,
      getOutHelpWidth: () => Math.max(io.columns, HELP_WIDTH_MIN),
      getErrHelpWidth: () => Math.max(io.columns, HELP_WIDTH_MIN),
    })
    .addHelpText("after", `\n${EXAMPLES}\n\n${EXIT_CODES}`);
  addList(program, io, exit);
  addCheck(program, io, exit);
  addFuzz(program, io, exit);
  addShow(program, io, exit);
  addExplain(program, io, exit);
  addReplay(program, io, exit);
  addExport(program, io, exit);
  addImport(program, io, exit);
  addGraph(program, io, exit, addFlagsOfModel);
  addExplore(program, io, exit, addFlagsOfModel);
  addMinimise(program, io, exit);
  return program;
}

const EXAMPLES = `Examples:
  scrutineer list                               what there is to check
  scrutineer check                              all default instances, in a table
  scrutineer check two-phase-commit --crashes 1
  scrutineer show scrutineer-out/two-phase-commit.NonBlocking.trace.json
  scrutineer explore raft                       drive it by hand, in the browser`;

const EXIT_CODES = `Exit codes: 0 holds, 1 violated, 2 usage or model error, 3 inconclusive, 4 vacuous,
  5 internal error or impure model, 130 and 143 interrupted.`;

function addList(program: Command, io: Io, exit: (code: number) => void): void {
  program
    .command("list")
    .argument("[protocol]", "only this one")
    .description("list protocols, their variants, mutants, instances and properties")
    .option("--json", "print one JSON object (docs/list-output.schema.json)")
    .action(async (protocol: string | undefined, flags: { readonly json?: boolean }) => {
      const { listCommand } = await import("./list.ts");
      exit(listCommand(protocol, flags.json === true, io));
    });
}

function addReplay(program: Command, io: Io, exit: (code: number) => void): void {
  program
    .command("replay")
    .argument("<file>", "a trace file")
    .description("recompute a counterexample in the models as they are now")
    .option("--json", "print one JSON object")
    .addHelpText(
      "after",
      "\nExit codes: 1 it still violates its property, 0 the property holds at its end now,\n" +
        "  2 a step is not possible any more (it says which, and why).",
    )
    .action(async (file: string, flags: { readonly json?: boolean }) => {
      const { replayCommand } = await import("./replay.ts");
      exit(await replayCommand(file, flags.json === true, io));
    });
}

function addMinimise(program: Command, io: Io, exit: (code: number) => void): void {
  program
    .command("minimise")
    .argument("<file>", "a trace file")
    .description("make a counterexample simpler: fewer faults, processes, steps, context switches")
    .option("--time <duration>", "how long to search for a shorter one at the end", readDuration)
    .option("--max-states <n>", "… and how many distinct states each search may find", (text) =>
      readInteger("--max-states", text, 1),
    )
    .option("--out <dir>", "where the result goes, under the name of <file>", readFolder)
    .option("--json", "print one JSON object")
    .addHelpText("after", `\n${MINIMISE_NOTES}`)
    .action(async (file: string, flags: MinimiseFlags) => {
      const { minimiseCommand } = await import("./minimise-command.ts");
      exit(await minimiseCommand(file, flags, io));
    });
}

const MINIMISE_NOTES = `Steps are left out as long as the property is still violated. Then breadth-first search, for 10 s
unless --time says otherwise, looks for a shorter counterexample or proves that there is none.
Beside <file>, without --out or with its own folder, the result is called NAME.min.trace.json; <file>
stays as it is.

Exit codes: 0 minimised, 2 the trace does not violate its property (any more), 130 and 143 interrupted
(what was reached is written).`;

function addCheck(program: Command, io: Io, exit: (code: number) => void): void {
  const command = program
    .command("check")
    .argument("[protocol]", "a protocol of `scrutineer list`; without it, all default instances")
    .description("explore every behaviour within the bounds, and say what holds");
  addModelFlags(command);
  addWorldFlags(command);
  addSearchFlags(command);
  command
    .option("--json", "print one JSON object (docs/check-output.schema.json)")
    .option("--out <dir>", "where traces go", readFolder, "scrutineer-out")
    .option("--full", "show whole states in counterexamples, not only what changed")
    .addHelpText("after", `\n${CHECK_NOTES}\n\n${EXIT_CODES}`)
    .action(async (protocol: string | undefined, flags: CheckFlags) => {
      const { checkCommand } = await import("./check-command.ts");
      exit(await checkCommand(protocol, flags, io));
    });
}

function addFuzz(program: Command, io: Io, exit: (code: number) => void): void {
  const command = program
    .command("fuzz")
    .argument("[protocol]", "a protocol of `scrutineer list`; without it, each for its share")
    .description("try long behaviours of large clusters at random, past what `check` can exhaust");
  addModelFlags(command);
  addWorldFlags(command);
  command
    .option("--nodes <sizes>", "how many processes, as 5 or 3,5,7", readSizes)
    .option("--time <duration>", "stop after 30, 30s, 5m, 1h (60s, unless --runs)", readDuration)
    .option("--runs <n>", "stop after so many behaviours", (text) => readInteger("--runs", text, 1))
    .option(
      "--steps <n>",
      "the most steps of a behaviour",
      (text) => readInteger("--steps", text, 1),
      STEPS_DEFAULT,
    )
    .option("--seed <n>", "decimal or 0x…: the same seed and runs find the same", readSeed)
    .option(
      "--shard <i/n>",
      "be one of n sessions with one seed that try different runs",
      readShard,
    )
    .option("--strategy <name>", "how steps are chosen (docs/fuzzing.md)", STRATEGY_DEFAULT)
    .option("--corpus <dir>", "go on from what sessions kept there, and keep more (novelty)")
    .option("--all", "go on after a violation, until each property is violated")
    .option("--no-regressions", "do not replay what once went wrong first")
    .option("--no-minimise", "keep counterexamples as they are found")
    .option("--json", "print one JSON object (docs/fuzz-output.schema.json)")
    .option("--out <dir>", "where traces go", readFolder, "scrutineer-out")
    .option("--full", "show whole states in counterexamples, not only what changed")
    .addHelpText("after", `\n${FUZZ_NOTES}\n\n${EXIT_CODES}`)
    .action(async (protocol: string | undefined, flags: FuzzFlags) => {
      const { fuzzCommand } = await import("./fuzz-command.ts");
      exit(await fuzzCommand(protocol, flags, io));
    });
}

const STEPS_DEFAULT = 200;
/** Said here too, for help is not to load the strategies. */
const STRATEGY_DEFAULT = "novelty";

const FUZZ_NOTES = `What is fuzzed: the protocol's profile, or the --instance or --mutant, as flags change it. That
nothing was found in a session does not mean that a property holds; then the exit code is 0.

Before the first run the protocol's regressions are replayed in the model that is fuzzed: behaviours
that violated a property once, each in its own config, without the steps that are not possible now.

A counterexample is minimised before it is told and written, as scrutineer minimise does, for at most
10 s after the session; --time is for the session alone.`;

const CHECK_NOTES = `What is checked: the protocol's own defaults (scrutineer list PROTOCOL), then what the --instance
sets or else the --mutant (its smallest config that shows the bug), then --variant, then --set and
the other flags; later ones win. The search ends with the level on which a property is violated; with
a mutant, on which the property that should catch it is; with --all, when nothing is left.`;

function addFlagsOfModel(command: Command): void {
  addModelFlags(command);
  addWorldFlags(command);
}

function addModelFlags(command: Command): void {
  command
    .option("--instance <name>", "check a bounded form of the catalog, such as small")
    .option("--variant <name>", "check an alternative that the papers offer")
    .option("--mutant <name>", "check the protocol with a known bug")
    .option(
      "--set <key=value>",
      "set a config key (repeatable)",
      (text: string, before?: readonly Assignment[]) => readAssignment("--set", text, before),
    )
    .option("--only <property>", "check only this property (repeatable)", append)
    .option("--symmetry", "explore one state per orbit of the declared symmetry")
    .option("--no-symmetry", "explore every state, even if the instance or mutant says otherwise");
}

function append(text: string, before: readonly string[] = []): string[] {
  return [...before, text];
}

const FAULT_HELP: Readonly<Record<Fault, string>> = {
  crashes: "how many crashes a behaviour may have, or unlimited",
  restarts: "… restarts",
  drops: "… lost messages",
  duplicates: "… duplicated messages",
  partitions: "… partitions",
};

function addWorldFlags(command: Command): void {
  for (const fault of FAULTS) {
    command.option(`--${fault} <n>`, FAULT_HELP[fault], (text) => readBudget(`--${fault}`, text));
  }
  command.option(
    "--budget <type=n>",
    "how often an event may happen, or a message be delivered (repeatable)",
    (text: string, before?: readonly Assignment[]) => readAssignment("--budget", text, before),
  );
  addChoice(command, "--cuts", CUTS, "what a partition cuts");
  addChoice(command, "--order", ORDERS, "the order of messages between two processes");
  addChoice(command, "--delivery", DELIVERIES, "how often a message arrives");
  addChoice(command, "--timing", TIMINGS, "whether messages beat time-outs");
  addChoice(command, "--detection", DETECTIONS, "whether a live process may be suspected");
}

function addChoice(
  command: Command,
  flag: string,
  choices: readonly string[],
  about: string,
): void {
  const option = new Option(`${flag} <kind>`, `${about}: ${choices.join(", ")}`);
  command.addOption(option.argParser((text) => readChoice(flag, text, choices)));
}

function addSearchFlags(command: Command): void {
  command
    .option("--max-depth <n>", "behaviours of at most so many states", (text) =>
      readInteger("--max-depth", text, 1),
    )
    .option("--max-states <n>", "stop when so many distinct states were found", (text) =>
      readInteger("--max-states", text, 1),
    )
    .option("--time <duration>", "stop after 30, 30s, 5m, 1h", readDuration)
    .option("--seed <n>", "recorded; an exhaustive search does not depend on it", readSeed)
    .option("--all", "go on until every property is decided")
    .option(
      "--audit",
      "call the model's functions twice, to find impure ones and false symmetries",
    );
}
