/**
 * `npm run bench`: the engine against Spin and Rumur on the same states, side by side in one run.
 * Each round runs every contender once (A B C A B C …), so that what else the machine does hits all
 * alike; the table has medians. Nothing is asserted but that all found the same states.
 */
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { type Contender, type Problem, type Result, type Sample, ToolError } from "./contender.ts";
import { ENGINE, engine } from "./engine.ts";
import { describeMachine, type Machine, missingTools } from "./machine.ts";
import { type Options, optionsFrom, USAGE, UsageError } from "./options.ts";
import { PROBLEMS, QUICK_PROBLEMS } from "./problems.ts";
import { prototype } from "./prototype.ts";
import {
  disagreements,
  fastestByTool,
  labelOf,
  median,
  type Summary,
  summarise,
  table,
} from "./report.ts";
import { rumur } from "./rumur.ts";
import { spin } from "./spin.ts";
import { COMMANDS, hasCommandLine, secondsToFirstOutput } from "./start-up.ts";

const HERE = fileURLToPath(new URL(".", import.meta.url));
const ROOT = resolve(HERE, "../..");

/** A command of ours and the seconds to its first output. */
interface StartUp {
  readonly command: string;
  readonly seconds: readonly number[];
}

async function main(): Promise<number> {
  const options = optionsFrom(process.argv.slice(2), ROOT);
  const machine = describeMachine();
  const objection = objectionTo(options, machine);
  if (objection !== undefined) {
    process.stderr.write(`${objection}\n`);
    return 2;
  }
  if (!options.isJson) process.stdout.write(`${machineText(machine)}\n`);
  const workspace = await mkdtemp(join(tmpdir(), "scrutineer-bench-"));
  try {
    const results: Result[] = [];
    for (const problem of options.isQuick ? QUICK_PROBLEMS : PROBLEMS) {
      const found = await measure(
        chosen(contendersFor(problem, options, workspace), options),
        options,
      );
      results.push(...found);
      if (!options.isJson && found.length > 0) process.stdout.write(problemText(problem, found));
    }
    const starts = await measureStarts(options);
    if (results.length + starts.length === 0) {
      process.stderr.write(
        `Nothing is called ${options.only.join(" ")}, or its tool is missing.\n`,
      );
      return 2;
    }
    if (options.isJson) process.stdout.write(jsonOf(machine, results, starts));
    else for (const start of starts) process.stdout.write(`${startText(start)}\n`);
    const differences = disagreements(results);
    for (const difference of differences) process.stderr.write(`${difference}\n`);
    return differences.length > 0 ? 1 : 0;
  } finally {
    await rm(workspace, { recursive: true, force: true });
  }
}

function objectionTo(options: Options, machine: Machine): string | undefined {
  const missing = missingTools(machine);
  if (missing.length > 0) {
    return `${missing.join(", ")} not found. Install: apt-get install ${missing.join(" ")}`;
  }
  return existsSync(join(options.dist, "checker", "index.js"))
    ? undefined
    : `${options.dist} has no compiled code. Build it: npm run build`;
}

function contendersFor(problem: Problem, options: Options, workspace: string): Contender[] {
  const models = join(HERE, "peers");
  const others = [
    ...spin(problem, models, workspace),
    ...rumur(problem, models, workspace),
    ...prototype(problem, options.prototype),
  ];
  // A problem that others have is for comparing with them; one that nobody else has is not.
  const isOurs = problem.peers === undefined && problem.prototype === undefined;
  return others.length === 0 && !isOurs ? [] : [engine(problem, HERE, options.dist), ...others];
}

/** The contenders that `--only` names; the engine runs with any of them. */
function chosen(contenders: readonly Contender[], { only }: Options): Contender[] {
  const named = contenders.filter(({ problem, tool }) => isNamed(`${problem.name} ${tool}`, only));
  return named.length === 0
    ? []
    : contenders.filter((contender) => contender.tool === ENGINE || named.includes(contender));
}

function isNamed(label: string, only: readonly string[]): boolean {
  return only.every((name) => label.includes(name));
}

async function measure(contenders: readonly Contender[], options: Options): Promise<Result[]> {
  for (const contender of contenders) await contender.prepare?.();
  const samples = new Map<Contender, Sample[]>(contenders.map((contender) => [contender, []]));
  for (let round = 1; round <= options.samples; round++) {
    for (const [contender, taken] of samples) {
      const { problem, tool, writing, mode } = contender;
      const what = `${labelOf(tool, writing)}, ${mode}`;
      progress(`${problem.name}, round ${round} of ${options.samples}: ${what}`);
      taken.push(await contender.sample());
    }
  }
  progress("");
  return [...samples].map(([{ problem, tool, writing, mode }, taken]) => ({
    problem,
    tool,
    writing,
    mode,
    samples: taken,
  }));
}

async function measureStarts({ dist, samples, only }: Options): Promise<StartUp[]> {
  if (!hasCommandLine(dist) || !isNamed("start-up", only)) return [];
  const starts = COMMANDS.map((args) => ({ args, seconds: [] as number[] }));
  for (let round = 1; round <= samples; round++) {
    for (const { args, seconds } of starts) {
      seconds.push(await secondsToFirstOutput(dist, args, tmpdir()));
    }
  }
  return starts.map(({ args, seconds }) => ({
    command: ["scrutineer", ...args].join(" "),
    seconds,
  }));
}

function progress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${text}`);
}

function machineText({ processor, cores, memoryBytes, versions }: Machine): string {
  const memory = `${Math.round(memoryBytes / 2 ** 30)} GiB`;
  const tools = Object.entries(versions).map(([tool, version]) => `${tool} ${version}`);
  return `${processor}, ${cores} cores, ${memory}; ${tools.join(", ")}; one thread each`;
}

function problemText(problem: Problem, results: readonly Result[]): string {
  const summaries = summarise(results);
  const { distinctStates, generatedStates } = summaries[0]!;
  const counts = `${thousands(distinctStates)} states from ${thousands(generatedStates)} generated`;
  const verdicts = fastestByTool(summaries).map(verdictText);
  return `\n${problem.name}: ${problem.about}; ${counts}\n${table(summaries)}\n${verdicts.join("\n")}\n`;
}

function verdictText({ tool, writing, mode, ratio, ratioOfFastest }: Summary): string {
  const times = `${ratio?.toFixed(2)} times as long as ${ENGINE}`;
  const name = labelOf(tool, writing) + (writing ? "," : "");
  return `${name} at its fastest (${mode}) takes ${times} (best runs: ${ratioOfFastest?.toFixed(2)})`;
}

function startText({ command, seconds }: StartUp): string {
  const range = `${Math.min(...seconds).toFixed(2)} – ${Math.max(...seconds).toFixed(2)}`;
  return `start-up to first output of ${command}: ${median(seconds).toFixed(2)} s (${range})`;
}

function jsonOf(machine: Machine, results: readonly Result[], starts: readonly StartUp[]): string {
  const summaries = summarise(results);
  const all = summaries.map((summary, index) => ({ ...summary, samples: results[index]!.samples }));
  return `${JSON.stringify({ machine, results: all, starts }, null, 2)}\n`;
}

function thousands(count: number): string {
  return count.toLocaleString("en");
}

try {
  process.exitCode = await main();
} catch (error) {
  const isUsage = error instanceof UsageError;
  if (!isUsage && !(error instanceof ToolError)) throw error;
  process.stderr.write(`${error.message}\n${isUsage ? `${USAGE}\n` : ""}`);
  process.exitCode = isUsage ? 2 : 1;
}
