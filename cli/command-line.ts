/** Commands that the user can copy: the one that runs a check again, those that read a trace. */
import { FAULTS } from "../checker/environment.ts";
import type { CheckFlags, FuzzFlags } from "./flags.ts";

const PROGRAM = "npx scrutineer";

/** The command that runs this check again; where the report goes is left out. */
export function commandFor(protocol: string, flags: CheckFlags): string {
  return `${PROGRAM} ${["check", protocol, ...argumentsFor(flags)].map(quoted).join(" ")}`;
}

/** The command that runs this session again, up to `runs`: with them, it finds the same. */
export function fuzzCommandFor(protocol: string, flags: FuzzFlags, runs: number): string {
  const { nodes, strategy, steps, shard, corpus, minimise, regressions } = flags;
  const own = [
    ...(nodes === undefined ? [] : ["--nodes", nodes.join()]),
    "--strategy",
    strategy,
    "--steps",
    steps,
    "--runs",
    runs,
    ...(shard === undefined ? [] : ["--shard", `${shard.index}/${shard.count}`]),
    ...(corpus === undefined ? [] : ["--corpus", corpus]),
    ...(regressions ? [] : ["--no-regressions"]),
    ...(minimise ? [] : ["--no-minimise"]),
  ];
  // By number of runs, not by the clock: that is what can be repeated.
  const { time: _time, ...rest } = flags;
  const all = ["fuzz", protocol, ...argumentsFor(rest), ...own];
  return `${PROGRAM} ${all.map(quoted).join(" ")}`;
}

function argumentsFor(flags: CheckFlags): (string | number)[] {
  const { instance, mutant, variant, order, delivery, cuts, timing, detection } = flags;
  const values: readonly (readonly [string, string | number | undefined])[] = [
    ["instance", instance],
    ["mutant", mutant],
    ["variant", variant],
    ...(flags.set ?? []).map(({ name, value }) => ["set", `${name}=${value}`] as const),
    ...FAULTS.map((fault) => [fault, flags[fault]] as const),
    ...(flags.budget ?? []).map(({ name, value }) => ["budget", `${name}=${value}`] as const),
    ...Object.entries({ order, delivery, cuts, timing, detection }),
    ...(flags.only ?? []).map((name) => ["only", name] as const),
    ["max-depth", flags.maxDepth],
    ["max-states", flags.maxStates],
    ["time", flags.time],
    ["seed", flags.seed],
  ];
  const given = values.flatMap(([name, value]) =>
    value === undefined ? [] : [`--${name}`, value],
  );
  const switches = (["symmetry", "all", "audit"] as const).flatMap((name) =>
    flags[name] === true ? [`--${name}`] : [],
  );
  if (flags.symmetry === false) switches.push("--no-symmetry");
  return [...given, ...switches];
}

/** The command that shows a trace. */
export function showCommandFor(file: string): string {
  return `${PROGRAM} show ${quoted(file)}`;
}

/** The command that recomputes a trace. */
export function replayCommandFor(file: string): string {
  return `${PROGRAM} replay ${quoted(file)}`;
}

/** `argument` as a shell reads it as one word. */
export function quoted(argument: string | number): string {
  const text = String(argument);
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
