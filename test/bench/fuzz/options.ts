/** The yardstick's command line. */
import { parseArgs } from "node:util";
import { CheckerError } from "../../../checker/errors.ts";
import { STRATEGIES, strategyNamed } from "../../../checker/fuzz/strategies/index.ts";
import type { StrategyKind } from "../../../checker/fuzz/strategy.ts";
import { readDuration, readInteger, readShard, type Shard } from "../../../cli/flags.ts";

/** What strategies are compared with. */
export const RIVALS = ["breadth-first", "fast-check"] as const;
export type Rival = (typeof RIVALS)[number];

export interface Options {
  readonly mode: "mutants" | "correct" | "throughput" | "merge";
  readonly strategies: readonly StrategyKind[];
  readonly rivals: readonly Rival[];
  readonly seeds: number;
  readonly fastCheckSeeds: number;
  /** In seconds: of one seed, of all correct protocols, or of one measurement of throughput. */
  readonly time: number;
  readonly nodes: number;
  /** The most steps of a run. */
  readonly steps: number;
  readonly protocol: string | undefined;
  readonly mutant: string | undefined;
  readonly shard: Shard;
  readonly isJson: boolean;
  /** Earlier results, as JSON, to put together. */
  readonly files: readonly string[];
}

export const USAGE = `npm run bench:fuzz -- [options]
  --strategy NAME       a strategy to measure, or none; repeatable (default all)
  --against NAME        a rival: breadth-first, fast-check or none; repeatable (default both)
  --seeds N             seeds a mutant (default 20); --fast-check-seeds N for fast-check (default 5)
  --time DURATION       of one seed, CPU time (default 60s)
  --nodes N             processes (default 5)
  --steps N             the most steps of a run (default 200)
  --protocol P          only this protocol's mutants
  --mutant M            only mutants of this name
  --shard i/n           every n-th mutant, from the i-th on
  --correct DURATION    fuzz correct protocols instead, for so much CPU time in all
  --throughput          steps a second of each protocol instead (--time each, default 10s)
  --merge FILE          put the JSON of earlier runs together instead; repeatable
  --json                the results as JSON instead of tables`;

/** @throws CheckerError for options that are not known, and for values that make no sense. */
export function optionsFrom(args: readonly string[]): Options {
  const given = parsed(args);
  const mode =
    given.merge.length > 0
      ? "merge"
      : given.throughput
        ? "throughput"
        : given.correct === undefined
          ? "mutants"
          : "correct";
  const usual = mode === "throughput" ? "10s" : "60s";
  const [strategies, rivals] = [strategiesFrom(given.strategy), rivalsFrom(given.against)];
  if (strategies.length + rivals.length === 0) {
    const hint = "One of --strategy and --against has to name what is measured.";
    throw new CheckerError("BadValue", "There is nothing to measure.", { hint });
  }
  return {
    mode,
    strategies,
    rivals,
    seeds: readInteger("--seeds", given.seeds, 1),
    fastCheckSeeds: readInteger("--fast-check-seeds", given["fast-check-seeds"], 1),
    time: readDuration((mode === "correct" ? given.correct : given.time) ?? usual),
    nodes: readInteger("--nodes", given.nodes, 1),
    steps: readInteger("--steps", given.steps, 1),
    protocol: given.protocol,
    mutant: given.mutant,
    shard: readShard(given.shard),
    isJson: given.json,
    files: given.merge,
  };
}

function strategiesFrom(names: readonly string[]): readonly StrategyKind[] {
  if (names.length === 0) return STRATEGIES;
  return names.filter((name) => name !== "none").map(strategyNamed);
}

function rivalsFrom(names: readonly string[]): readonly Rival[] {
  if (names.length === 0) return RIVALS;
  const chosen = names.map((name) => oneOf("--against", name, [...RIVALS, "none"] as const));
  return RIVALS.filter((rival) => chosen.includes(rival));
}

function oneOf<T extends string>(flag: string, text: string, choices: readonly T[]): T {
  const found = choices.find((choice) => choice === text);
  if (found !== undefined) return found;
  const hint = `Allowed: ${choices.join(", ")}.`;
  throw new CheckerError("BadValue", `${flag} can't be "${text}".`, { hint });
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        strategy: { type: "string", multiple: true, default: [] },
        against: { type: "string", multiple: true, default: [] },
        seeds: { type: "string", default: "20" },
        "fast-check-seeds": { type: "string", default: "5" },
        time: { type: "string" },
        nodes: { type: "string", default: "5" },
        steps: { type: "string", default: "200" },
        protocol: { type: "string" },
        mutant: { type: "string" },
        shard: { type: "string", default: "1/1" },
        correct: { type: "string" },
        throughput: { type: "boolean", default: false },
        merge: { type: "string", multiple: true, default: [] },
        json: { type: "boolean", default: false },
      },
    }).values;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new CheckerError("UsageError", error.message, { hint: USAGE });
  }
}
