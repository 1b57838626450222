/**
 * The tables in models/bully/README.md: which variant of the Bully algorithm holds under which
 * assumption, with the shortest trace where it does not. Everything in them is found by running it.
 */
import { check, type CheckOptions } from "../checker/check.ts";
import type { EnvironmentOverrides } from "../checker/environment.ts";
import type { Invariant, Snapshot } from "../checker/property.ts";
import type { Typed } from "../checker/protocol.ts";
import type { Violation } from "../checker/search/exploration.ts";
import type { Step } from "../checker/world/step.ts";
import { bully, type BullyConfig, bullyVariants, type BullyView } from "../models/bully/index.ts";
import { largestLeads, noStaleLeader } from "../properties/bully.ts";
import { oneLeaderAtATime, oneLeaderPerEpoch, oneServingLeader } from "../properties/leadership.ts";

type Settings = Partial<BullyConfig>;

/** A column: what is assumed of the world. */
interface Assumption {
  readonly name: string;
  readonly environment: EnvironmentOverrides;
  /** Epochs up to this one are explored. */
  readonly elections: number;
}

/** A table: what is claimed, of which variants, and where it is put to the test. */
interface Claim {
  readonly title: string;
  readonly about: string;
  readonly properties: (settings: Settings) => readonly Invariant<Snapshot<BullyView>>[];
  readonly isMadeBy: (settings: Settings) => boolean;
  readonly assumptions: readonly Assumption[];
}

interface Cell {
  readonly text: string;
  /** The counterexample as a line; undefined if it holds. */
  readonly trace: string | undefined;
}

const SYNCHRONOUS = { timing: "synchronous", detection: "perfect" } as const;

function granting(name: string, environment: EnvironmentOverrides): Assumption {
  return { name, environment: { ...SYNCHRONOUS, ...environment }, elections: 9 };
}

/** From a world in which all that Garcia-Molina assumes is true, one thing at a time is taken. */
const ASSUMPTIONS: readonly Assumption[] = [
  granting("no fault", {}),
  granting("crash", { budgets: { crashes: 2 } }),
  granting("restart", { budgets: { crashes: 2, restarts: 2 } }),
  granting("unreliable detection", { detection: "unreliable", budgets: { crashes: 1 } }),
  granting("duplication", { budgets: { crashes: 1, duplicates: 1 } }),
  granting("loss", { budgets: { drops: 3 } }),
  granting("split", { budgets: { partitions: 1 } }),
  granting("partial cut", { cuts: "partial", budgets: { partitions: 1 } }),
  {
    name: "delay",
    environment: {
      timing: "asynchronous",
      detection: "perfect",
      budgets: { StartElection: 2, VictoryTimeout: 0, OpinionTimeout: 0 },
    },
    elections: 2,
  },
];

const ALL_AT_ONCE: Assumption = {
  name: "all at once",
  environment: {
    timing: "asynchronous",
    detection: "unreliable",
    delivery: "monotone",
    budgets: {
      crashes: 1,
      restarts: 1,
      SuspectLeader: "unlimited",
      VictoryTimeout: "unlimited",
      OpinionTimeout: "unlimited",
    },
  },
  elections: 2,
};

const CLAIMS: readonly Claim[] = [
  {
    title: "One leader, once all is quiet",
    about: [
      "With no message in flight at most one node leads (`OneLeaderAtATime`; under `majority` it",
      "is `OneServingLeader`), and nobody follows a node that is up but does not lead",
      "(`NoStaleLeader`).",
    ].join("\n"),
    properties: ({ majority }) => [
      majority === true ? oneServingLeader({ when: "quiet" }) : oneLeaderAtATime({ when: "quiet" }),
      noStaleLeader,
    ],
    isMadeBy: () => true,
    assumptions: ASSUMPTIONS,
  },
  {
    title: "The largest id leads, once all is quiet",
    about: "`LargestLeads`. Who asks, or needs votes, does not promise it.",
    properties: () => [largestLeads],
    isMadeBy: ({ ask, votes }) => ask !== true && votes !== true,
    assumptions: ASSUMPTIONS,
  },
  {
    title: "One leader an epoch, at every instant",
    about: "`OneLeaderPerEpoch`, where there are epochs.",
    properties: () => [oneLeaderPerEpoch()],
    isMadeBy: ({ epochs }) => epochs === true,
    assumptions: [...ASSUMPTIONS, ALL_AT_ONCE],
  },
];

/** The tables, as Markdown. */
export function bullyTable(): string {
  return CLAIMS.map(tableOf).join("\n\n");
}

function tableOf({ title, about, properties, isMadeBy, assumptions }: Claim): string {
  const rows = bullyVariants
    .filter(({ config }) => isMadeBy(config))
    .map(({ name, config }) => ({
      name,
      cells: assumptions.map((assumption) => cellOf(config, assumption, properties(config))),
    }));
  const traces = rows.flatMap(({ name, cells }) =>
    cells.flatMap(({ trace }, column) =>
      trace === undefined ? [] : [`- **${name}, ${assumptions[column]!.name}**: ${trace}`],
    ),
  );
  return [
    `### ${title}`,
    "",
    about,
    "",
    ...aligned([
      ["", ...assumptions.map(({ name }) => name)],
      ...rows.map(({ name, cells }) => [name, ...cells.map(({ text }) => text)]),
    ]),
    "",
    ...traces,
  ].join("\n");
}

/** A table with its columns aligned as prettier does it. */
function aligned([head = [], ...rows]: readonly (readonly string[])[]): string[] {
  const widths = head.map((_, column) =>
    Math.max(3, ...[head, ...rows].map((cells) => cells[column]!.length)),
  );
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column]!)).join(" | ")} |`;
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)];
}

function cellOf(
  settings: Settings,
  { environment, elections }: Assumption,
  properties: readonly Invariant<Snapshot<BullyView>>[],
): Cell {
  const options: CheckOptions<BullyView> = {
    config: { ...settings, elections },
    environment,
    properties,
  };
  const { exploration, verdicts } = check<BullyView>(bully, options);
  const [violation] = exploration.violations;
  if (violation !== undefined) {
    return { text: `✗ ${violation.steps.length + 1}`, trace: traceLine(violation) };
  }
  const isSure = verdicts.every(({ verdict }) => verdict === "holds");
  const states = exploration.distinctStates.toLocaleString("en");
  return { text: `${isSure ? "✓" : "?"} ${states}`, trace: undefined };
}

function traceLine({ steps, reason }: Violation<Typed>): string {
  // A protocol's steps are those of its world.
  return `${(steps as readonly Step[]).map(stepText).join("; ")}: _${reason}_`;
}

function stepText(step: Step): string {
  switch (step.type) {
    case "event":
      return `${step.process} ${step.event.type}`;
    case "deliver":
      return messageText(step);
    case "drop":
      return `${messageText(step)} lost`;
    case "duplicate":
      return `${messageText(step)} doubled`;
    case "crash":
      return `${step.process} crashes`;
    case "restart":
      return `${step.process} returns`;
    case "partition":
      return `${cutText(step.links)} cut`;
    case "heal":
      return "healed";
  }
}

function messageText({ from, process, message }: Extract<Step, { readonly from: string }>): string {
  const epoch = "epoch" in message && message.epoch !== 0 ? `(${String(message.epoch)})` : "";
  return `${message.type}${epoch} ${from}→${process}`;
}

/** Each link once, though both directions are cut. */
function cutText(links: Extract<Step, { readonly type: "partition" }>["links"]): string {
  return links
    .filter(([from, to]) => from < to)
    .map(([from, to]) => `${from}–${to}`)
    .join(", ");
}
