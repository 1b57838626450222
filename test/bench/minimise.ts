/**
 * How near minimising comes to the shortest counterexample, over the mutants whose shortest is known:
 * `npx tsx test/bench/minimise.ts [--time SECONDS] [--only NAME]`. Of each mutant it takes the longest
 * counterexample of some random walks, if they meet one, and the shortest with other steps put in
 * between; both in the mutant's own budgets and in wider ones, which may allow what is shorter still.
 */
import { parseArgs } from "node:util";
import { minimise } from "../../traces/minimise/minimise.ts";
import type { Trace } from "../../traces/format.ts";
import {
  grownTrace,
  shortestTrace,
  type Subject,
  subjects,
  walkedTrace,
  widened,
} from "../traces/minimise/long-traces.ts";

const WALKS = { walks: 60, steps: 120 };
const TRIES = 120;

interface Measured {
  readonly source: string;
  readonly from: number;
  readonly reduced: number;
  readonly searched: number;
  readonly kind: string;
  readonly seconds: number;
}

const { values } = parseArgs({
  options: { time: { type: "string", default: "10" }, only: { type: "string", default: "" } },
});

const ratios = { reduced: [] as number[], searched: [] as number[] };
const reducingSeconds: number[] = [];
for (const subject of subjects.filter(({ name }) => name.includes(values.only))) {
  for (const { source, from, reduced, searched, kind, seconds } of measurements(subject)) {
    ratios.reduced.push(reduced / subject.length);
    ratios.searched.push(searched / subject.length);
    reducingSeconds.push(seconds);
    const lengths = `${from} -> ${reduced} -> ${searched} (shortest ${subject.length})`;
    console.log(
      `${subject.name.padEnd(50)} ${source.padEnd(12)} ${lengths.padEnd(36)} ${kind}, reduced in ${seconds.toFixed(2)} s`,
    );
  }
}
console.log(`${ratios.reduced.length} traces; length / shortest known:`);
console.log(`  without the closing search: ${spreadText(ratios.reduced)}`);
console.log(`  with it (${values.time} s):  ${spreadText(ratios.searched)}`);
console.log(`  seconds without it: ${spreadText(reducingSeconds)}`);

function* measurements(subject: Subject): Generator<Measured> {
  const shortest = shortestTrace(subject);
  for (const [width, each] of [["own", subject] as const, ["wide", widened(subject)] as const]) {
    if (width === "wide" && each === subject) continue;
    const grown = grownTrace(each, shortest, "grown", TRIES);
    const walked = walkedTrace(each, "walked", WALKS);
    if (grown !== undefined) yield measured(each, grown, `grown ${width}`);
    if (walked !== undefined) yield measured(each, walked, `walked ${width}`);
  }
}

function measured({ model, property }: Subject, trace: Trace, source: string): Measured {
  const reduced = minimise(trace, model, property, { seconds: 0 });
  const searched = minimise(trace, model, property, { seconds: Number(values.time) });
  return {
    source,
    from: trace.length,
    reduced: reduced.trace.length,
    searched: searched.trace.length,
    kind: searched.proof.kind,
    seconds: reduced.seconds,
  };
}

function spreadText(numbers: readonly number[]): string {
  const sorted = numbers.toSorted((a, b) => a - b);
  const at = (share: number): string =>
    (sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0).toFixed(2);
  return `median ${at(0.5)}, nine in ten ${at(0.9)}, worst ${at(1)}`;
}
