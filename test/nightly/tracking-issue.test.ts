/** The step for the tracking issue, night after night, against a server that keeps what it is told. */
import { describe, expect, it } from "vitest";
import { askAt, track } from "../../scripts/nightly/tracking-issue.ts";
import type { Outcome } from "../../scripts/nightly/outcome.ts";
import { type GitHub, gitHub, REPOSITORY, TOKEN } from "./github.ts";
import { runScript } from "./run.ts";
import { failedOutcome, nightWith, openOutcome, violatedOutcome } from "./some-lanes.ts";

/** One night with these outcomes. */
function night(github: GitHub, ...outcomes: readonly Outcome[]): Promise<string> {
  const text = JSON.stringify(nightWith(...outcomes, openOutcome()));
  return track(text, askAt(github.url, REPOSITORY, TOKEN));
}

describe("the step for the tracking issue", () => {
  it("only looks if there is nothing to do", async () => {
    const github = await gitHub();

    expect(await night(github)).toBe("nothing");
    expect(github.asked).toEqual(["GET /repos/some/where/issues"]);
  });

  it("keeps one issue, whatever comes and goes", async () => {
    const github = await gitHub();

    const done = [
      await night(github, failedOutcome()),
      await night(github, failedOutcome()),
      await night(github, failedOutcome(), violatedOutcome()),
      await night(github, violatedOutcome()),
    ];

    expect(done).toEqual(["create", "nothing", "update", "update"]);
    expect(github.issues).toMatchObject([{ state: "open", labels: ["nightly"] }]);
    expect(github.issues[0]?.body).toContain("npx scrutineer replay findings/raft.Safety");
    expect(github.comments).toEqual([
      expect.stringMatching(/^New: `raft violates Safety`/),
      expect.stringMatching(/^Gone: `check-raft: usage error`/),
    ]);
  });

  it("closes it when nothing is left, and opens the same one again", async () => {
    const github = await gitHub();
    await night(github, failedOutcome());

    expect(await night(github)).toBe("close");
    expect(github.issues).toMatchObject([{ number: 1, state: "closed" }]);
    expect(github.comments).toEqual([expect.stringMatching(/^Nothing is left/)]);
    expect(await night(github, failedOutcome())).toBe("update");
    expect(github.issues).toMatchObject([{ number: 1, state: "open" }]);
  });

  it("finds it behind a hundred others, and leaves those alone", async () => {
    const others = Array.from({ length: 100 }, (_, index) => ({
      number: index + 1,
      state: "open" as const,
      body: "of someone else",
      labels: ["nightly"],
    }));
    const github = await gitHub(others);
    await night(github, failedOutcome());

    expect(await night(github, violatedOutcome())).toBe("update");
    expect(github.issues).toHaveLength(101);
    expect(github.issues.slice(0, 100)).toEqual(others);
  });

  it("fails if GitHub refuses, and does not tell the token", async () => {
    const github = await gitHub();
    const refused = track(
      JSON.stringify(nightWith(failedOutcome())),
      askAt(github.url, REPOSITORY, "another"),
    );

    await expect(refused).rejects.toThrow(/^GET issues\?.*: 401 {"message":"Bad credentials"}$/);
    await expect(refused).rejects.not.toThrow("another");
  });

  it("says what it misses in its environment", async () => {
    expect((await runScript("tracking-issue", ["none"])).err).toContain("GITHUB_TOKEN are needed");
  });
});
