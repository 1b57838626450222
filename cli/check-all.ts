/**
 * `scrutineer check` without a protocol: the catalog's default instances in a table, those that are
 * known to violate a property included, each compared with what the catalog expects.
 */
import { CheckerError, unknownName } from "../checker/errors.ts";
import type { CatalogEntry } from "../models/catalog.ts";
import { reportOn } from "./check-report.ts";
import { titleOf } from "./check-text.ts";
import { tracesOf, type Written, writeTraces } from "./counterexamples.ts";
import { compare } from "./expectation.ts";
import type { CheckFlags } from "./flags.ts";
import { type Io, type Signal, SIGNAL_EXIT_CODES } from "./io.ts";
import { type Plan, planFor } from "./plan.ts";
import { Interruption, search } from "./search.ts";
import { headerText, type Row, rowText, tableEndText } from "./table.ts";

/** Checks all default instances of `catalog`; resolves to the exit code. */
export async function checkAll(
  catalog: readonly CatalogEntry[],
  flags: CheckFlags,
  io: Io,
): Promise<number> {
  rejectFlagsOfOne(flags);
  const plans = plansFor(catalog, flags);
  const isJson = flags.json === true;
  const started = performance.now();
  const deadline = started + (flags.time ?? Infinity) * 1000;
  const interruption = new Interruption(io);
  const rows: Row[] = [];
  let failure: CheckerError | undefined;
  try {
    if (!isJson) io.out(headerText(plans, io));
    for (const plan of plans) {
      const { row, written } = await checkInstance(plan, deadline, interruption, flags, io);
      rows.push(row);
      failure ??= written.failure;
      if (!isJson) io.out(rowText(row, plans, io));
      if (interruption.signal !== undefined) break;
    }
    const seconds = (performance.now() - started) / 1000;
    const exitCode = exitCodeFor(rows, interruption.signal);
    if (isJson) io.out(`${JSON.stringify(jsonOf(rows, exitCode), null, 2)}\n`);
    else io.out(tableEndText({ rows, planned: plans.length, seconds, out: flags.out }, io));
    if (failure !== undefined) throw failure;
    return exitCode;
  } finally {
    interruption.end();
  }
}

async function checkInstance(
  plan: Plan,
  deadline: number,
  interruption: Interruption,
  flags: CheckFlags,
  io: Io,
): Promise<{ readonly row: Row; readonly written: Written }> {
  const searched = await search(plan, deadline, interruption, io).catch((error: unknown) => {
    throw located(error, plan);
  });
  const written = await writeTraces(tracesOf(searched), flags.out);
  const report = reportOn(searched, written.files);
  const expected = plan.expected ?? {};
  return { row: { report, expected, comparison: compare(report, expected) }, written };
}

/** An error of a model, with the name of the instance that it was found in. */
function located(error: unknown, plan: Plan): unknown {
  if (!(error instanceof CheckerError)) return error;
  const hint = error.hint === undefined ? {} : { hint: error.hint };
  const message = `${titleOf(plan)}: ${error.message}`;
  const named = new CheckerError(error.code, message, { ...hint, cause: error });
  named.path = error.path;
  return named;
}

/** A table is of the catalog as it is; what changes a model needs a protocol to change. */
function rejectFlagsOfOne(flags: CheckFlags): void {
  const { only: _only, maxDepth: _depth, maxStates: _states, time: _time, ...others } = flags;
  const { seed: _seed, json: _json, out: _out, audit: _audit, all: _all, ...rest } = others;
  const [name] = Object.entries(rest).find(([, value]) => value !== undefined) ?? [];
  if (name === undefined) return;
  throw new CheckerError("UsageError", `--${name} needs a protocol: scrutineer check PROTOCOL.`, {
    hint: "Without one, all default instances of the catalog are checked as they are.",
  });
}

/** The default instances; with --only, those that claim one of these properties. */
function plansFor(catalog: readonly CatalogEntry[], flags: CheckFlags): Plan[] {
  const { only, ...others } = flags;
  const claimed = new Set<string>();
  const plans = catalog.flatMap((entry) =>
    entry.instances
      .filter(({ isDefault }) => isDefault === true)
      .flatMap(({ name }) => {
        const plan = planFor(entry, { ...others, instance: name });
        const names = (plan.options.properties ?? []).map((property) => property.name);
        for (const each of names) claimed.add(each);
        if (only === undefined) return [plan];
        const wanted = only.filter((property) => names.includes(property));
        return wanted.length === 0
          ? []
          : [planFor(entry, { ...others, instance: name, only: wanted })];
      }),
  );
  const unknown = only?.find((property) => !claimed.has(property));
  if (unknown !== undefined) throw unknownName("property", unknown, [...claimed].toSorted());
  return plans;
}

/** 0 if all is as expected; 1 if something is not; 3 if a limit kept it from being seen. */
function exitCodeFor(rows: readonly Row[], signal: Signal | undefined): number {
  if (signal !== undefined) return SIGNAL_EXIT_CODES[signal];
  if (rows.some(({ comparison }) => comparison.kind === "unexpected")) return 1;
  return rows.some(({ comparison }) => comparison.kind === "cut short") ? 3 : 0;
}

function jsonOf(rows: readonly Row[], exitCode: number): unknown {
  const results = rows.map(({ report, expected, comparison }) => ({
    ...report,
    expected,
    asExpected: comparison.kind === "as expected",
    differences: comparison.differences,
  }));
  return { results, exitCode };
}
