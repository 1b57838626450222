/**
 * Rumur as a contender: our Murphi models, compiled once a mode; one thread, no symmetry. It prints
 * whole seconds only, so that its process's time is taken; its start takes milliseconds.
 */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Contender, numberIn, type Peer, type Problem, ToolError } from "./contender.ts";
import { run } from "./child-process.ts";

interface Mode {
  readonly name: string;
  readonly options: readonly string[];
  readonly flags: readonly string[];
}

const MODES: readonly Mode[] = [
  { name: "-O2, traces", options: [], flags: ["-O2"] },
  {
    name: "tuned, no traces",
    options: ["--counterexample-trace", "off"],
    flags: ["-O3", "-march=native"],
  },
];

/** The state in which Raft has nothing left to do is no deadlock. */
const OPTIONS = ["--threads", "1", "--bound", "0", "--symmetry-reduction", "off"];
const NO_DEADLOCK = ["--deadlock-detection", "off"];

export const RUMUR = "rumur";

/** Rumur on `problem` in each mode; `models`, `workspace` and `last` are as for `spin`. */
export function rumur(
  problem: Problem,
  models: string,
  workspace: string,
  last: readonly string[] = [],
): Contender[] {
  return (problem.peers ?? []).flatMap((peer) =>
    MODES.map((mode, index) => {
      const directory = join(workspace, `${problem.name}-rumur-${peer.writing}-${index}`);
      const ended = { ...mode, flags: [...mode.flags, ...last] };
      return contender(problem, peer, ended, join(models, `${peer.file}.m`), directory);
    }),
  );
}

function contender(
  problem: Problem,
  peer: Peer,
  { name, options, flags }: Mode,
  model: string,
  directory: string,
): Contender {
  return {
    problem,
    tool: RUMUR,
    writing: peer.writing,
    mode: name,
    async prepare() {
      await mkdir(directory);
      const text = await readFile(model, "utf8");
      await writeFile(join(directory, "model.m"), withConstants(text, peer.constants));
      const all = [...OPTIONS, ...NO_DEADLOCK, ...options, "--output", "model.c", "model.m"];
      await run("rumur", all, directory);
      const gcc = ["-std=c11", ...flags, "-mcx16", "-w", "-o", "model", "model.c", "-lpthread"];
      await run("gcc", gcc, directory);
    },
    sample: () => sample(directory),
  };
}

async function sample(directory: string): ReturnType<Contender["sample"]> {
  const { output, usage } = await run(join(directory, "model"), [], directory);
  if (!output.includes("No error found.")) throw new ToolError(`Rumur's search failed:\n${output}`);
  return {
    seconds: usage.processSeconds,
    distinctStates: numberIn(output, /(\d+) states, \d+ rules fired in/),
    // The initial state is no rule's.
    generatedStates: numberIn(output, /\d+ states, (\d+) rules fired in/) + 1,
    bytes: undefined,
    usage,
  };
}

/** Rumur takes no constants from its command line: they are set in the text. */
function withConstants(text: string, constants: Readonly<Record<string, number>>): string {
  let changed = text;
  for (const [name, value] of Object.entries(constants)) {
    const declaration = new RegExp(`^(\\s*${name}): \\d+;`, "m");
    if (!declaration.test(changed)) throw new ToolError(`The model has no constant ${name}.`);
    changed = changed.replace(declaration, `$1: ${value};`);
  }
  return changed;
}
