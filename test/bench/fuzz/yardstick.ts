/** The yardstick's measurements, each printed as soon as it is made. */
import { readFile } from "node:fs/promises";
import { unknownName } from "../../../checker/errors.ts";
import { count } from "../../../cli/numbers.ts";
import { entryOf } from "../../../cli/plan.ts";
import { catalog, type CatalogEntry } from "../../../models/catalog.ts";
import { contendersFor } from "./contenders.ts";
import { quietRuns } from "./correct.ts";
import { measure, refusedRow, type Row } from "./measure.ts";
import { merged, type Results } from "./merge.ts";
import { type Options, optionsFrom } from "./options.ts";
import { falseAlarms, headingOf, rowText, standingsOf, standingsText } from "./report.ts";
import { subjectOf } from "./subjects.ts";
import { throughputs } from "./throughput.ts";

type Write = (text: string) => void;

/** Runs what `args` say; resolves to the exit code: 1 for a false alarm. */
export async function yardstick(args: readonly string[], write: Write): Promise<number> {
  const options = optionsFrom(args);
  switch (options.mode) {
    case "mutants":
      return measureMutants(options, write);
    case "merge":
      return mergeResults(options, write);
    case "correct":
      return fuzzCorrect(options, write);
    case "throughput":
      return measureThroughput(options, write);
  }
}

function measureMutants(options: Options, write: Write): number {
  const { time: seconds, nodes, steps, isJson } = options;
  const contenders = contendersFor(options);
  const names = contenders.map(({ name }) => name);
  const rows: Row[] = [];
  if (!isJson) write(`${headingOf(names)}\n`);
  for (const [entry, mutant] of mutantsFor(options)) {
    const subject = subjectOf(entry, mutant, options);
    const { protocol, mutant: name, violates, nodes: size } = subject;
    const row: Row =
      "refusal" in subject
        ? refusedRow(subject)
        : {
            protocol,
            mutant: name,
            violates,
            nodes: size,
            excused: subject.excused,
            refusal: null,
            measured: contenders.map((each) => measure(each, subject, { seconds, steps })),
          };
    rows.push(row);
    if (!isJson) write(`${rowText(row, names)}\n`);
  }
  return closing({ nodes, seconds, rows }, isJson, write);
}

function mutantsFor({ protocol, mutant, shard }: Options) {
  const pairs = chosenEntries(protocol).flatMap((entry) =>
    entry.mutants.map((each) => [entry, each] as const),
  );
  const named = pairs.filter(([, { name }]) => mutant === undefined || name === mutant);
  if (named.length === 0) {
    const known = pairs.map(([, { name }]) => name);
    throw unknownName("mutant", String(mutant), known);
  }
  return named.filter((_, index) => index % shard.count === shard.index - 1);
}

function chosenEntries(protocol: string | undefined): readonly CatalogEntry[] {
  return protocol === undefined ? catalog : [entryOf(catalog, protocol)];
}

async function mergeResults({ files, isJson }: Options, write: Write): Promise<number> {
  const texts = await Promise.all(files.map((file) => readFile(file, "utf8")));
  const results = merged(texts.map((text) => JSON.parse(text) as Results));
  const { rows } = results;
  const names = [...new Set(rows.flatMap(({ measured }) => measured.map((m) => m.contender)))];
  if (!isJson)
    write(`${[headingOf(names), ...rows.map((row) => rowText(row, names))].join("\n")}\n`);
  return closing(results, isJson, write);
}

function closing(results: Results, isJson: boolean, write: Write): number {
  const { rows, nodes, seconds } = results;
  const standings = standingsOf(rows, nodes, seconds);
  const alarms = falseAlarms(rows);
  if (isJson) write(`${JSON.stringify({ ...results, standings, alarms }, null, 2)}\n`);
  else write(`${["", standingsText(standings, nodes, seconds), ...alarms].join("\n")}\n`);
  return alarms.length > 0 ? 1 : 0;
}

function fuzzCorrect(options: Options, write: Write): number {
  const results = [];
  for (const quiet of quietRuns(chosenEntries(options.protocol), options)) {
    results.push(quiet);
    const { protocol, variant, strategy, runs, steps, cpuSeconds, alarms } = quiet;
    const what = variant === null ? protocol : `${protocol} ${variant}`;
    const extent = `${count(runs)} runs, ${count(steps)} steps, ${cpuSeconds.toFixed(1)} s of CPU time`;
    const said = alarms.length === 0 ? "nothing reported" : `REPORTED ${alarms.join("; ")}`;
    if (!options.isJson) write(`${what}, ${strategy}: ${said} in ${extent}\n`);
  }
  const cpuSeconds = results.reduce((sum, quiet) => sum + quiet.cpuSeconds, 0);
  if (options.isJson) write(`${JSON.stringify({ cpuSeconds, results }, null, 2)}\n`);
  else write(`${cpuSeconds.toFixed(0)} s of CPU time in all\n`);
  return results.some(({ alarms }) => alarms.length > 0) ? 1 : 0;
}

function measureThroughput(options: Options, write: Write): number {
  const results = [];
  for (const each of throughputs(chosenEntries(options.protocol), options)) {
    results.push(each);
    const { protocol, budgets, strategy, steps, seconds } = each;
    const rate = `${count(steps / seconds)} steps/s`.padStart(20);
    const what = `${protocol}, ${options.nodes} processes, ${budgets} budgets, ${strategy}`;
    if (!options.isJson) write(`${what.padEnd(75)}${rate}\n`);
  }
  if (options.isJson) write(`${JSON.stringify({ results }, null, 2)}\n`);
  return 0;
}
