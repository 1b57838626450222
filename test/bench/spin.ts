/**
 * Spin as a contender: our Promela models, compiled once a mode. Exact storage only: with -DHC it
 * loses states. `-o2` keeps write-only variables in the state, where ours are too.
 */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { type Contender, numberIn, type Peer, type Problem, ToolError } from "./contender.ts";
import { run } from "./child-process.ts";

interface Mode {
  readonly name: string;
  readonly flags: readonly string[];
  readonly isBreadthFirst?: boolean;
  /** Left out for the packed model: in its one process there is nothing to reduce. */
  readonly isIdiomaticOnly?: boolean;
}

/** What `pan`'s manual suggests for speed, and stays exact while no process comes or goes. */
const FASTEST = ["-O3", "-march=native", "-DNOCOMP", "-DNOVSZ", "-DNOBOUNDCHECK"];

const MODES: readonly Mode[] = [
  { name: "depth-first, no reduction", flags: ["-O2", "-DNOREDUCE"] },
  { name: "depth-first, default reduction", flags: ["-O2"], isIdiomaticOnly: true },
  { name: "breadth-first, no reduction", flags: ["-O2", "-DNOREDUCE"], isBreadthFirst: true },
  {
    name: "breadth-first, default reduction",
    flags: ["-O2"],
    isBreadthFirst: true,
    isIdiomaticOnly: true,
  },
  { name: "depth-first, tuned", flags: [...FASTEST, "-DNOREDUCE"] },
];

export const SPIN = "spin";

/**
 * Spin on `problem` in each mode; `models` has the peers, `workspace` is for what is compiled. `last`
 * are flags for gcc after the mode's: who only counts states need not wait for it to optimise.
 */
export function spin(
  problem: Problem,
  models: string,
  workspace: string,
  last: readonly string[] = [],
): Contender[] {
  return (problem.peers ?? []).flatMap((peer) =>
    MODES.filter(({ isIdiomaticOnly }) => peer.writing === "idiomatic" || !isIdiomaticOnly).map(
      (mode, index) => {
        const directory = join(workspace, `${problem.name}-spin-${peer.writing}-${index}`);
        const ended = { ...mode, flags: [...mode.flags, ...last] };
        return contender(problem, peer, ended, join(models, `${peer.file}.pml`), directory);
      },
    ),
  );
}

function contender(
  problem: Problem,
  peer: Peer,
  mode: Mode,
  model: string,
  directory: string,
): Contender {
  const { name, flags, isBreadthFirst = false } = mode;
  const constants = Object.entries(peer.constants).map(([key, value]) => `-D${key}=${value}`);
  const order = isBreadthFirst ? ["-DBREADTH_FIRST"] : [];
  return {
    problem,
    tool: SPIN,
    writing: peer.writing,
    mode: name,
    async prepare() {
      await mkdir(directory);
      await run("spin", ["-a", "-o2", ...order, ...constants, model], directory);
      const search = isBreadthFirst ? ["-DBFS"] : [];
      const all = [...flags, "-DSAFETY", ...search, "-w", "-o", "pan", "pan.c"];
      await run("gcc", all, directory);
    },
    sample: () => sample(directory, isBreadthFirst),
  };
}

async function sample(directory: string, isBreadthFirst: boolean): ReturnType<Contender["sample"]> {
  // A stack of 100,000 steps is enough, and small beside the table.
  const args = isBreadthFirst ? [] : ["-m100000"];
  const { output, usage } = await run(join(directory, "pan"), args, directory);
  if (!/errors: 0$/m.test(output) || output.includes("max search depth too small")) {
    throw new ToolError(`Spin's search failed:\n${output}`);
  }
  return {
    seconds: numberIn(output, /elapsed time ([\d.e+-]+) seconds/),
    distinctStates: numberIn(output, /^\s*(\S+) states, stored$/m),
    generatedStates: numberIn(output, /^\s*(\S+) transitions/m),
    bytes: numberIn(output, /^\s*([\d.]+)\s+(?:total actual memory usage|memory usage)/m) * 2 ** 20,
    usage,
  };
}
