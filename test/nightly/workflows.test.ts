/**
 * The workflows can't run here. What can be seen of them is: that what they call is there, that shards
 * and lanes fit together, that every protocol has its lanes, and that they may do no more than needed.
 */
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import packageJson from "../../package.json" with { type: "json" };
import { FINDINGS } from "../../scripts/nightly/commands.ts";
import { plannedLanes } from "../../scripts/nightly/workflow.ts";
import { programFor } from "../../cli/program.ts";
import { catalog } from "../../models/catalog.ts";
import { recordingIo } from "../cli/scrutineer.ts";

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly if?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Job {
  readonly needs?: readonly string[];
  readonly "timeout-minutes"?: number;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly strategy?: {
    readonly "fail-fast"?: boolean;
    readonly matrix: Readonly<Record<string, readonly (string | number)[]>>;
  };
  readonly steps: readonly Step[];
}

interface Workflow {
  readonly permissions: Readonly<Record<string, string>>;
  readonly concurrency: { readonly group: string };
  readonly jobs: Readonly<Record<string, Job>>;
}

const texts = Object.fromEntries(
  ["ci", "nightly"].map((name) => [name, readFileSync(`.github/workflows/${name}.yml`, "utf8")]),
);
const nightly = parse(texts["nightly"]!) as Workflow;
const workflows = Object.entries(texts).map(([name, text]) => ({
  name,
  text,
  workflow: parse(text) as Workflow,
}));
const guide = readFileSync("docs/nightly.md", "utf8");
const protocols = catalog.map(({ model }) => model.name);

function stepsOf({ jobs }: Workflow): readonly Step[] {
  return Object.values(jobs).flatMap(({ steps }) => steps);
}

function runsOf(workflow: Workflow): string[] {
  return stepsOf(workflow).flatMap(({ run }) => (run === undefined ? [] : [run]));
}

/** The minutes of a duration such as 30m among the flags of `job`'s command. */
function minutesOf({ steps }: Job): number {
  const runs = steps.map(({ run = "" }) => run).join("\n");
  return Number(/--time (\d+)m/.exec(runs)?.[1]);
}

/** What in `text` calls scrutineer: the command and its flags. */
function callsIn(text: string): { readonly command: string; readonly flags: string[] }[] {
  const calls = text.matchAll(
    /(?:npx scrutineer|node dist\/cli\/main\.js) (?<command>[a-z]+)(?<rest>[^\n;|&`]*)/g,
  );
  return Array.from(calls, ({ groups = {} }) => ({
    command: groups["command"]!,
    flags: groups["rest"]!.match(/--[a-z-]+/g) ?? [],
  }));
}

/** The flags of a command that do not exist, or the command itself. */
function unknownIn(calls: ReturnType<typeof callsIn>): string[] {
  const { commands } = programFor(recordingIo().io, () => undefined);
  return calls.flatMap(({ command, flags }) => {
    const found = commands.find((each) => each.name() === command);
    if (found === undefined) return [command];
    return flags.filter((flag) => !found.options.some((option) => option.long === flag));
  });
}

describe.each(workflows)("the workflow $name", ({ name, text, workflow }) => {
  it("runs only what is there", () => {
    const runs = runsOf(workflow).join("\n");
    const scripts = Array.from(runs.matchAll(/npx tsx (\S+)/g), ([, script]) => script!);
    const npmScripts = Array.from(runs.matchAll(/npm run (\S+)/g), ([, script]) => script!);

    expect(scripts.filter((script) => !existsSync(script))).toEqual([]);
    expect(npmScripts.filter((script) => !Object.hasOwn(packageJson.scripts, script))).toEqual([]);
    expect(runs).toContain("npm ci");
  });

  it("gives scrutineer flags that it has", () => {
    const calls = callsIn(runsOf(workflow).join("\n"));

    expect(calls.length).toBeGreaterThan(0);
    expect(unknownIn(calls)).toEqual([]);
  });

  it("may only read, but for the job that writes the issue", () => {
    const granted = Object.entries(workflow.jobs).flatMap(([job, { permissions = {} }]) =>
      Object.entries(permissions).flatMap(([scope, access]) =>
        access === "read" ? [] : [`${job} ${scope} ${access}`],
      ),
    );

    expect(workflow.permissions).toEqual({ contents: "read" });
    expect(granted).toEqual(name === "nightly" ? ["report issues write"] : []);
  });

  it("takes actions of GitHub's own, pinned to a commit, and leaves no token to what it runs", () => {
    const pinned = text.match(/uses: actions\/[a-z/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/gm);
    const all = stepsOf(workflow).filter(({ uses }) => uses !== undefined);

    expect(pinned).toHaveLength(all.length);
    for (const { uses = "", with: given } of all) {
      if (uses.startsWith("actions/checkout@")) {
        expect(given).toMatchObject({ "persist-credentials": false });
      }
    }
  });

  it("puts nothing of an expression into a shell, and ends by itself", () => {
    expect(runsOf(workflow).filter((run) => run.includes("${{"))).toEqual([]);
    expect(workflow.concurrency.group).not.toBe("");
    for (const job of Object.values(workflow.jobs)) {
      expect(job["timeout-minutes"]).toBeGreaterThan(0);
      expect(job.strategy?.["fail-fast"] ?? false).toBe(false);
    }
  });

  it("uploads whatever the outcome", () => {
    const uploads = stepsOf(workflow).filter(({ uses }) => uses?.includes("upload-artifact"));

    expect(uploads.length).toBeGreaterThan(0);
    for (const upload of uploads) expect(upload.if).toBe("${{ always() }}");
    expect(text).not.toContain("\t");
  });
});

describe("the nightly workflow", () => {
  const { fuzz, check, report } = nightly.jobs as Readonly<
    Record<"fuzz" | "check" | "report", Job>
  >;

  it("has lanes for every protocol", () => {
    expect(fuzz.strategy?.matrix["protocol"]).toEqual(protocols);
    expect(check.strategy?.matrix["protocol"]).toEqual(protocols);
  });

  it("has as many shards as it says", () => {
    const shards = fuzz.strategy?.matrix["shard"] ?? [];

    expect(shards).toEqual(shards.map((_, index) => index + 1));
    expect(fuzz.env?.["SHARD"]).toBe(`\${{ matrix.shard }}/${shards.length}`);
    expect(texts["nightly"]).toContain(
      `name: fuzz \${{ matrix.protocol }} \${{ matrix.shard }}/${shards.length}\n`,
    );
  });

  it("checks instances that are there, and expected to hold", () => {
    const medium = catalog.map(({ instances }) => instances.find(({ name }) => name === "medium"));

    expect(runsOf(nightly).join("\n")).toContain('check "$PROTOCOL" --instance medium');
    expect(medium.map((instance) => instance?.expected.violated ?? {})).toEqual(
      protocols.map(() => ({})),
    );
  });

  it("takes from the cache what the nights before put there, and puts it back", () => {
    const caches = Object.entries({ fuzz, report }).flatMap(([job, { steps }]) => {
      const [restored, saved] = ["cache/restore@", "cache/save@"].map((name) =>
        steps.find(({ uses }) => uses?.includes(name)),
      );
      expect(saved?.if).toBe("${{ always() }}");
      expect(saved?.with).toEqual({ path: restored?.with?.["path"], key: restored?.with?.["key"] });
      // A key is never written twice: tonight's is new, and the latest with its beginning is taken.
      const [key, prefix] = ["key", "restore-keys"].map((name) => String(restored?.with?.[name]));
      expect(key).toBe(`${prefix}\${{ github.run_id }}-\${{ github.run_attempt }}`);
      return [[job, restored?.with?.["path"], prefix]];
    });

    expect(caches).toEqual([
      ["fuzz", "corpus", "corpus-${{ env.LANE }}-"],
      ["report", "findings", "findings-"],
    ]);
    expect(runsOf(nightly).join("\n")).toContain("--corpus corpus ");
  });

  it("lets every search end before its job is ended", () => {
    for (const job of [fuzz, check]) {
      expect(minutesOf(job)).toBeLessThan(job["timeout-minutes"]! - 5);
    }
  });

  it("plans the lanes that its jobs run, each with a name of its own", () => {
    const lanes = plannedLanes(texts["nightly"]!);

    expect(new Set(lanes).size).toBe(lanes.length);
    expect(lanes).toHaveLength(3 * protocols.length);
    expect(lanes).toEqual(expect.arrayContaining(["fuzz-raft-1", "fuzz-raft-2", "check-raft-tla"]));
  });

  it("reports after all others, also when they are red", () => {
    const others = Object.keys(nightly.jobs).filter((name) => name !== "report");

    expect(report.needs).toEqual(others);
    expect(nightly.jobs["report"]).toHaveProperty("if", "${{ !cancelled() }}");
  });

  it("keeps its traces under the name that the commands fetch", () => {
    const uploads = report.steps.filter(({ uses }) => uses?.includes("upload-artifact"));

    expect(uploads.map((upload) => upload.with?.["name"])).toContain(FINDINGS);
    expect(guide).toContain(`--name ${FINDINGS} --dir findings`);
  });
});

describe("the guide to the nightly run", () => {
  it("names commands, flags and files that are there", () => {
    const calls = callsIn(guide);
    const paths = Array.from(guide.matchAll(/`((?:\.github|scripts|test|traces)\/[^`* ]+)`/g));

    expect(calls.map(({ command }) => command)).toEqual(
      expect.arrayContaining(["replay", "show", "export", "fuzz"]),
    );
    expect(unknownIn(calls)).toEqual([]);
    expect(paths.length).toBeGreaterThan(0);
    expect(paths.filter(([, path]) => !existsSync(path!))).toEqual([]);
  });
});
