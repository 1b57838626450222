/** What lanes leave behind, and what is kept of it for the next night. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, mkdirSync, watch, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { keptIn, replayLaneOf, updateKept } from "../../scripts/nightly/kept.ts";
import { lanesIn, type LaneResult, parseLane, writeLane } from "../../scripts/nightly/lane.ts";
import { missingLane, outcomeOf } from "../../scripts/nightly/outcome.ts";
import { outcomesOf } from "../../scripts/nightly/report.ts";
import { runLane } from "../../scripts/nightly/run-lane.ts";
import { temporaryFolder } from "../cli/scrutineer.ts";
import { ROOT } from "./run.ts";
import { laneOf, laneRunning, openOutcome } from "./some-lanes.ts";

const TRACE = "raft.forgets-vote.ElectionSafety.trace.json";
const KEPT = join("traces/regressions", TRACE);
const BLOCKING = ["check", "two-phase-commit", "--instance", "blocking"];
const BLOCKING_TRACE = "two-phase-commit.blocking.NonBlocking.trace.json";

/** A folder with `lanes`, each in a folder of its own as artifacts are. */
async function filed(...lanes: readonly LaneResult[]): Promise<string> {
  const root = temporaryFolder();
  for (const lane of lanes) await writeLane(lane, join(root, `nightly-lane-${lane.lane}`));
  return root;
}

/** The lane that found two-phase commit blocking, with its trace, in a folder. */
async function filedBlocking(): Promise<string> {
  const root = temporaryFolder();
  const folder = join(root, "nightly-lane-some-lane");
  await writeLane(await laneRunning(BLOCKING, folder), folder);
  return root;
}

describe("running a lane", () => {
  it("keeps what the command printed, and how it ended", async () => {
    const script = "console.log('{}'); console.error('why'); process.exit(3)";

    const result = await runLane("some", [process.execPath, "-e", script]);

    expect(result).toMatchObject({ exitCode: 3, signal: null, output: "{}\n", errors: "why\n" });
  });

  it("keeps the end of what it said, if that is long", async () => {
    const script = "console.error('x'.repeat(99999) + 'end')";

    const { errors } = await runLane("some", [process.execPath, "-e", script]);

    expect(errors.length).toBeLessThan(5_000);
    expect(errors).toMatch(/end\n$/);
  });

  it("says which signal ended it", async () => {
    const result = await runLane("some", [process.execPath, "-e", "process.kill(process.pid)"]);

    expect(result).toMatchObject({ exitCode: null, signal: "SIGTERM" });
  });

  it("is an internal error if the command is not there", async () => {
    const result = await runLane("some", ["./none"]);

    expect(outcomeOf(result)).toMatchObject({ status: "internal error" });
    expect(result.errors).toContain("ENOENT");
  });

  it("hands on a signal, so that what was found until then is not lost", async () => {
    const [folder, ready] = [temporaryFolder(), temporaryFolder()];
    const waiting = `process.on("SIGTERM", () => { console.log("all"); process.exit(143); });
      setInterval(() => undefined, 1000);
      require("node:fs").writeFileSync(${JSON.stringify(join(ready, "file"))}, "");`;
    const isReady = once(watch(ready), "change");
    const argv = ["--import", "tsx", "scripts/nightly/run-lane.ts", "some", folder];

    const child = spawn(process.execPath, [...argv, process.execPath, "-e", waiting], {
      cwd: ROOT,
      stdio: "ignore",
    });
    const ended = once(child, "exit");
    await isReady;
    child.kill("SIGTERM");

    expect(await ended).toEqual([1, null]);
    const [lane] = (await lanesIn(folder)).lanes;
    expect(lane?.result).toMatchObject({ exitCode: 143, output: "all\n" });
  });
});

describe("the lanes in a folder", () => {
  it("are found wherever they are, by name; what is none is told of", async () => {
    const root = await filed(laneOf({ lane: "b" }), laneOf({ lane: "a" }));
    mkdirSync(join(root, "spoilt"));
    writeFileSync(join(root, "spoilt", "lane.json"), '{"lane": "../c"}');

    const { lanes, faults } = await lanesIn(root);

    expect(lanes.map(({ result }) => result.lane)).toEqual(["a", "b"]);
    expect(faults).toEqual([expect.stringMatching(/^spoilt\/lane.json: /)]);
  });

  it.each(["../a", "a b", "", "$(x)", "a/b"])("have no name like %j", (lane) => {
    expect(() => parseLane(JSON.stringify(laneOf({ lane })))).toThrow();
    expect(parseLane(JSON.stringify(laneOf()))).toEqual(laneOf());
  });
});

describe("the traces that are kept", () => {
  const lane = replayLaneOf(TRACE);

  it("are those of tonight's violations too", async () => {
    const folder = temporaryFolder();

    await updateKept(folder, (await lanesIn(await filedBlocking())).lanes);

    expect(await keptIn(folder)).toEqual([BLOCKING_TRACE]);
  });

  it.each<readonly [string, Partial<LaneResult>, readonly string[]]>([
    ["stay while they violate something", {}, [TRACE]],
    ["stay if the replay failed", { exitCode: 5, output: "" }, [TRACE]],
    ["go once they violate nothing", { exitCode: 0, output: "holds" }, []],
    ["go if no model fits them any more", { exitCode: 2, output: "" }, []],
  ])("%s", async (_what, change, kept) => {
    const folder = temporaryFolder();
    copyFileSync(KEPT, join(folder, TRACE));
    const violating = { ...(await laneRunning(["replay", KEPT])), lane };
    const holding = violating.output
      .replace('"violates"', '"holds"')
      .replace('"exitCode": 1', '"exitCode": 0');
    const output = change.output === "holds" ? holding : (change.output ?? violating.output);

    const root = await filed({ ...violating, ...change, output });
    await updateKept(folder, (await lanesIn(root)).lanes);

    expect(await keptIn(folder)).toEqual(kept);
  });

  it("never come from outside a lane's folder", async () => {
    const blocking = await laneRunning(BLOCKING);
    const output = blocking.output.replace(/"trace": "[^"]*"/, '"trace": "../../x.trace.json"');
    const root = await filed({ ...blocking, output });
    writeFileSync(join(root, "x.trace.json"), "{}");
    const folder = temporaryFolder();

    await updateKept(folder, (await lanesIn(root)).lanes);

    expect(await keptIn(folder)).toEqual([]);
  });
});

describe("the lanes of a night", () => {
  it("are those that left a result, and those that were planned and did not", () => {
    const found = [openOutcome("b"), openOutcome("a")];

    expect(outcomesOf(found, ["a", "c"])).toEqual([...found, missingLane("c")]);
  });
});
