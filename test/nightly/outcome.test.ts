/** What a lane came to, from what the command line really prints, and from what it never would. */
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { isRed, outcomeOf } from "../../scripts/nightly/outcome.ts";
import { temporaryFolder } from "../cli/scrutineer.ts";
import { laneOf, laneRunning } from "./some-lanes.ts";

const CHECK = ["check", "two-phase-commit"];
const BLOCKING = [...CHECK, "--instance", "blocking"];
const TRACE = "two-phase-commit.blocking.NonBlocking.trace.json";
const KEPT = "traces/regressions/raft.forgets-vote.ElectionSafety.trace.json";

/** A line of stderr is not JSON, and a report that is cut short is no report. */
const REPORT = JSON.stringify({
  protocol: "raft",
  runs: 1,
  steps: 1,
  distinctStates: 1,
  distinctIsExact: true,
  ending: "time",
  violations: [],
  command: "npx scrutineer fuzz raft",
  exitCode: 0,
});

describe("the outcome of a lane", () => {
  it("holds if nothing was left to explore", async () => {
    const outcome = outcomeOf(await laneRunning([...CHECK, "--crashes", "1", "--restarts", "1"]));

    expect(outcome).toMatchObject({ status: "holds", protocol: "two-phase-commit" });
    expect(outcome.sentence).toContain("nothing is left to explore");
    expect(outcome.cases.map(({ status }) => status)).toEqual(["holds", "holds", "holds"]);
  });

  it("is violated if a property is, with its trace, and leaves the others open", async () => {
    const outcome = outcomeOf(await laneRunning(BLOCKING));

    expect(outcome).toMatchObject({ status: "violated", sentence: "violated: NonBlocking" });
    expect(outcome.cases).toContainEqual(
      expect.objectContaining({ property: "NonBlocking", status: "violated", trace: TRACE }),
    );
    expect(outcome.cases).toContainEqual(
      expect.objectContaining({ property: "AtomicCommitment", status: "inconclusive" }),
    );
  });

  it("is inconclusive, and not red, if a limit was reached", async () => {
    const lane = await laneRunning([...CHECK, "--max-states", "20"]);

    const { status, sentence } = outcomeOf(lane);

    expect(lane.exitCode).toBe(3);
    expect(status).toBe("inconclusive");
    expect(sentence).toContain("the limit on states was reached");
    expect(isRed(status)).toBe(false);
  });

  it("is vacuous, and red, if nothing put a property to the test", async () => {
    const lane = await laneRunning(["check", "three-phase-commit", "--crashes", "0"]);

    expect(lane.exitCode).toBe(4);
    expect(outcomeOf(lane).status).toBe("vacuous");
    expect(outcomeOf(lane).cases).toContainEqual(
      expect.objectContaining({ property: "SurvivorsCommit", status: "vacuous" }),
    );
  });

  it("is nothing but that, and not red, if a fuzzer found nothing", async () => {
    const { status, sentence } = outcomeOf(
      await laneRunning(["fuzz", "raft", "--runs", "3", "--steps", "9", "--seed", "1"]),
    );

    expect(status).toBe("nothing found");
    expect(isRed(status)).toBe(false);
    expect(sentence).toMatch(/^no violation in 3 runs, \d+ steps, .*; no proof either$/);
  });

  it("is violated if a fuzzer found something", async () => {
    const argv = ["fuzz", "raft", "--mutant", "votes-many-times", "--runs", "999", "--seed", "1"];

    const outcome = outcomeOf(await laneRunning(argv));

    expect(outcome).toMatchObject({
      status: "violated",
      cases: [
        { property: "ElectionSafety", trace: expect.stringMatching(/^raft\..*trace\.json$/) },
      ],
    });
    expect(outcome.command).toContain("--seed 1");
  });

  it("is violated while a kept trace shows it, and is a replay's", async () => {
    const outcome = outcomeOf(await laneRunning(["replay", KEPT]));

    expect(outcome).toMatchObject({ status: "violated", isReplay: true });
  });

  it("holds once a kept trace diverges, though replay exits with 2 then", async () => {
    const out = temporaryFolder();
    await laneRunning(BLOCKING, out);
    const lane = await laneRunning(["replay", join(out, TRACE)]);
    const output = lane.output
      .replace('"violates"', '"diverges"')
      .replace('exitCode": 1', 'exitCode": 2');

    expect(outcomeOf({ ...lane, output, exitCode: 2 })).toMatchObject({ status: "holds" });
  });
});

describe("a lane that could not do its work", () => {
  it("is a usage error if its command is wrong", async () => {
    const { status, sentence } = outcomeOf(await laneRunning(["check", "raftt"]));

    expect(status).toBe("usage error");
    expect(sentence).toContain('There is no protocol "raftt". Did you mean "raft"?');
  });

  it("is an internal error if the command failed, and says the end of what it said", () => {
    const errors = "12 states\nerror: broken invariant: it is";

    const { status, sentence } = outcomeOf(laneOf({ exitCode: 5, errors }));

    expect(status).toBe("internal error");
    expect(sentence).toBe("it failed (exit code 5): error: broken invariant: it is");
  });

  it.each([
    ["nothing", "", "it printed nothing"],
    ["half a report", REPORT.slice(0, 40), "is not JSON"],
    ["another type", REPORT.replace('"runs":1', '"runs":"1"'), "runs should be number"],
    ["a negative count", REPORT.replace('"runs":1', '"runs":-1'), "runs should be >=0"],
    ["an unknown ending", REPORT.replace('"time"', '"bored"'), "ending should be"],
    ["another exit code", REPORT.replace('"exitCode":0', '"exitCode":1'), "it reports exit code 1"],
    ["a list", "[]", "is no report"],
    ["null", "null", "is no report"],
  ])("is an internal error if it ends well and prints %s", (_what, output, why) => {
    const { status, sentence } = outcomeOf(laneOf({ output }));

    expect(outcomeOf(laneOf({ output: REPORT })).status).toBe("nothing found");
    expect(status).toBe("internal error");
    expect(sentence).toContain(why);
  });

  it("is an internal error if it was killed", () => {
    const { status, sentence } = outcomeOf(laneOf({ exitCode: null, signal: "SIGKILL" }));

    expect([status, sentence]).toEqual([
      "internal error",
      "it failed (SIGKILL): it printed nothing",
    ]);
  });

  it("is inconclusive if it was interrupted and says how far it came", () => {
    const output = REPORT.replace('"time"', '"interrupted"').replace('Code":0', 'Code":143');

    expect(outcomeOf(laneOf({ exitCode: 143, output }))).toMatchObject({
      status: "inconclusive",
      sentence: expect.stringMatching(/^interrupted; no violation in 1 runs/),
    });
  });

  it("is violated, though interrupted, if it had found something", () => {
    const violation = '{"property":"P","reason":"r","length":2,"trace":null}';
    const output = REPORT.replace("[]", `[${violation}]`).replace('"exitCode":0', '"exitCode":143');

    expect(outcomeOf(laneOf({ exitCode: 143, output })).status).toBe("violated");
  });

  it.each(["usage error", "internal error", "no result", "vacuous", "violated"] as const)(
    "makes the night red: %s",
    (status) => {
      expect(isRed(status)).toBe(true);
    },
  );
});
