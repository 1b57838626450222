/** The table that `scrutineer check` prints: a row per instance, and below it what holds. */
import type { Expectation } from "../models/kit/instance.ts";
import { wrap } from "../traces/wrap.ts";
import type { CheckReport, PropertyReport } from "./check-report.ts";
import { replayCommandFor, showCommandFor } from "./command-line.ts";
import type { Comparison } from "./expectation.ts";
import type { Io } from "./io.ts";
import { count, counted, duration } from "./numbers.ts";
import type { Plan } from "./plan.ts";
import { markOf } from "./verdict-text.ts";

/** One line of the table. */
export interface Row {
  readonly report: CheckReport;
  readonly expected: Expectation;
  readonly comparison: Comparison;
}

const STATES_WIDTH = 12;
const DEPTH_WIDTH = 7;
const SECONDS_WIDTH = 9;
const INDENT = 4;

/** The head of the table, at once. */
export function headerText(plans: readonly Plan[], { palette }: Io): string {
  const [first, second] = widths(plans);
  const head = [
    "protocol".padEnd(first),
    "instance".padEnd(second),
    "states".padStart(STATES_WIDTH),
    "depth".padStart(DEPTH_WIDTH),
    "seconds".padStart(SECONDS_WIDTH),
  ].join("");
  return `${palette.faint(head)}\n`;
}

function widths(plans: readonly Plan[]): readonly [number, number] {
  const names = plans.map(({ entry, instance, variant }) => [
    entry.model.name.length,
    instanceName(instance?.name, variant?.name).length,
  ]);
  return [
    Math.max(...names.map(([protocol]) => protocol ?? 0), 8) + 2,
    Math.max(...names.map(([, instance]) => instance ?? 0), 8),
  ];
}

function instanceName(instance: string | undefined, variant: string | undefined): string {
  return [instance ?? "", variant === undefined ? "" : `(${variant})`].join(" ").trim();
}

/** A row, and what is said of each property. */
export function rowText(
  { report, expected, comparison }: Row,
  plans: readonly Plan[],
  io: Io,
): string {
  const { palette, columns } = io;
  const [first, second] = widths(plans);
  const head = [
    palette.strong(report.protocol.padEnd(first)),
    instanceName(report.instance ?? undefined, report.variant ?? undefined).padEnd(second),
    count(report.distinctStates).padStart(STATES_WIDTH),
    String(report.depth).padStart(DEPTH_WIDTH),
    report.seconds.toFixed(2).padStart(SECONDS_WIDTH),
  ].join("");
  const groups = new Map<string, PropertyReport[]>();
  for (const property of report.properties) {
    const key = groupOf(property, expected.violated ?? {}, report.ending);
    groups.set(key, [...(groups.get(key) ?? []), property]);
  }
  const violatedFirst = [...groups].toSorted(
    ([a], [b]) => Number(b.startsWith("violated")) - Number(a.startsWith("violated")),
  );
  const verdicts = violatedFirst.map(([key, members]) => {
    const { sign, paint } = markOf(members[0]!.verdict, palette);
    const text = wrap(`${key}: ${members.map(nameWithLength).join(", ")}`, columns, INDENT + 2);
    return `${" ".repeat(INDENT)}${paint(sign)} ${text}`;
  });
  const differences = comparison.differences.map((difference) => {
    const isBad = comparison.kind === "unexpected";
    const text = wrap(`${isBad ? "not as expected: " : ""}${difference}`, columns, INDENT + 2);
    return `${" ".repeat(INDENT)}${isBad ? palette.bad(`! ${text}`) : palette.warning(`! ${text}`)}`;
  });
  return `${[head, ...verdicts, ...differences].join("\n")}\n`;
}

function groupOf(
  { name, verdict }: PropertyReport,
  violated: Readonly<Record<string, number>>,
  ending: CheckReport["ending"],
): string {
  if (verdict === "violated") {
    return violated[name] === undefined ? "violated" : "violated, as expected";
  }
  return ending === "violated" && verdict !== "holds"
    ? `${verdict}, as the search ended at the violation`
    : verdict;
}

function nameWithLength({ name, length }: PropertyReport): string {
  return length === null ? name : `${name} (${counted(length, "state")})`;
}

/** What the end of the table speaks of. */
export interface TableEnd {
  readonly rows: readonly Row[];
  readonly planned: number;
  readonly seconds: number;
  readonly out: string;
}

/** What all rows come to, the traces that were written, and how to read them. */
export function tableEndText({ rows, planned, seconds, out }: TableEnd, { palette }: Io): string {
  const of = (kind: Row["comparison"]["kind"]): Row[] =>
    rows.filter(({ comparison }) => comparison.kind === kind);
  const broken = rows.filter(({ report }) =>
    report.properties.some((p) => p.verdict === "violated"),
  );
  const parts = [
    `${counted(rows.length, "check")} in ${duration(seconds)}: ${of("as expected").length} as expected`,
    ...(of("unexpected").length === 0 ? [] : [palette.bad(`${of("unexpected").length} not`)]),
    ...(of("cut short").length === 0
      ? []
      : [palette.warning(`${of("cut short").length} cut short`)]),
    ...(rows.length === planned ? [] : [palette.warning(`${planned - rows.length} not begun`)]),
  ];
  const files = broken.flatMap(({ report }) =>
    report.properties.flatMap(({ trace }) => (trace === null ? [] : [trace])),
  );
  const lines = files.map((file) => `  ${showCommandFor(file)}`);
  const traces =
    files.length === 0
      ? []
      : [
          "",
          `${counted(files.length, "counterexample")} in ${out}; to read them:`,
          ...lines,
          `To recompute one: ${replayCommandFor("FILE")}`,
        ];
  return `\n${[`${parts.join(", ")}.`, ...traces].join("\n")}\n`;
}
