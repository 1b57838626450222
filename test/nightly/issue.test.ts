/** What is done with the tracking issue: one issue, touched only when something has changed. */
import { marked } from "marked";
import { describe, expect, it } from "vitest";
import { type Night, parseNight } from "../../scripts/nightly/findings.ts";
import {
  type Action,
  actionFor,
  type Issue,
  TITLE,
  trackingIssue,
} from "../../scripts/nightly/issue.ts";
import type { Outcome } from "../../scripts/nightly/outcome.ts";
import { failedOutcome, HOSTILE, nightWith, openOutcome, violatedOutcome } from "./some-lanes.ts";

function night(...outcomes: readonly Outcome[]): Night {
  return nightWith(...outcomes, openOutcome());
}

/** The issue after `action`, as GitHub then has it. */
function after(action: Action, issue?: Issue): Issue | undefined {
  switch (action.kind) {
    case "nothing":
      return issue;
    case "create":
      return { number: 7, state: "open", body: action.body };
    case "update":
      return { number: action.number, state: "open", body: action.body };
    case "close":
      return { ...issue!, state: "closed" };
  }
}

/** A trace of `property` that was replayed and violates nothing any more. */
function replayed(property = "Safety"): Outcome {
  const { cases, ...outcome } = violatedOutcome({ lane: `replay-${property}`, isReplay: true });
  const holding = cases.map((each) => ({ ...each, property, status: "holds" as const }));
  return { ...outcome, status: "holds", cases: holding };
}

function numbered(number: number, state: Issue["state"]): Issue {
  return { ...violated, number, state };
}

const violated = after(actionFor(undefined, night(violatedOutcome())))!;

describe("the tracking issue", () => {
  it("is not made for a night in which nothing was found", () => {
    expect(actionFor(undefined, night())).toEqual({ kind: "nothing" });
  });

  it("is made with what was found, and the commands that fetch and replay it", () => {
    const tonight = night(violatedOutcome());

    const action = actionFor(undefined, tonight);

    expect(action).toMatchObject({ kind: "create", title: TITLE });
    const body = after(action)!.body;
    expect(body).toContain("### `raft violates Safety`");
    expect(body).toContain(
      [
        `gh run download ${tonight.runId} --name nightly-findings --dir findings`,
        `git switch --detach ${tonight.sha} && npm ci`,
        "npx scrutineer show findings/raft.Safety.trace.json",
        "npx scrutineer replay findings/raft.Safety.trace.json",
      ].join("\n"),
    );
  });

  it("names an error as what it is", () => {
    const body = after(actionFor(undefined, night(failedOutcome())))!.body;

    expect(body).toContain("### `check-raft: usage error`");
    expect(body).not.toContain("gh run download");
  });

  it("is left alone while the same is found, by whatever lane, with whatever sentence", () => {
    const [violation] = violatedOutcome().cases;
    const others = { lane: "check-raft", cases: [{ ...violation!, sentence: "another" }] };

    expect(actionFor(violated, night(violatedOutcome(others)))).toEqual({ kind: "nothing" });
  });

  it("is updated, with a comment on what is new and what is gone", () => {
    const both = night(violatedOutcome(), failedOutcome());
    const grown = actionFor(violated, both);
    const issue = after(grown, violated);
    const shrunk = actionFor(issue, night(violatedOutcome()));

    expect(grown).toMatchObject({ kind: "update", number: 7, reopen: false });
    expect(grown).toHaveProperty(
      "comment",
      expect.stringMatching(/^New: `check-raft: usage error`/),
    );
    expect(shrunk).toHaveProperty("comment", expect.stringMatching(/^Gone: `check-raft: usage/));
  });

  it("stays open for a violation that is only not found again", () => {
    expect(actionFor(violated, night())).toEqual({ kind: "nothing" });
  });

  it("keeps what is not settled when something else comes up", () => {
    const issue = after(actionFor(violated, night(failedOutcome())), violated)!;

    expect(issue.body).toContain("### `raft violates Safety`\n\nNo lane came upon it");
    expect(actionFor(issue, night(failedOutcome()))).toEqual({ kind: "nothing" });
  });

  it("is closed when the kept trace violates nothing any more", () => {
    const action = actionFor(violated, night(replayed()));

    expect(action).toMatchObject({ kind: "close", number: 7 });
    expect(action).toHaveProperty("comment", expect.stringContaining("`raft violates Safety`"));
    expect(action).toHaveProperty("comment", expect.stringContaining("1 lanes were inconclusive"));
  });

  it("is not closed by another property's trace, nor by one of two", () => {
    const still = violatedOutcome({ lane: "replay-other", isReplay: true });

    expect(actionFor(violated, night(replayed("Other")))).toEqual({ kind: "nothing" });
    expect(actionFor(violated, night(replayed(), still))).toEqual({ kind: "nothing" });
  });

  it("is not closed because a property holds in some instance", () => {
    const holding = { ...replayed(), isReplay: false };

    expect(actionFor(violated, night(holding))).toEqual({ kind: "nothing" });
  });

  it("is closed when a lane that failed works again", () => {
    const issue = after(actionFor(undefined, night(failedOutcome())));

    expect(actionFor(issue, night())).toMatchObject({ kind: "close" });
  });

  it("is opened again, not made again, when something is found", () => {
    const closed = { ...violated, state: "closed" } as const;

    expect(actionFor(closed, night(violatedOutcome()))).toMatchObject({
      kind: "update",
      number: 7,
      reopen: true,
    });
    expect(actionFor(closed, night())).toEqual({ kind: "nothing" });
  });

  it("is written anew if someone has spoilt its mark", () => {
    const spoilt = { ...violated, body: "<!-- scrutineer-nightly eyJ -->" };

    expect(actionFor(spoilt, night(violatedOutcome()))).toMatchObject({ kind: "update" });
    expect(actionFor(spoilt, night())).toMatchObject({ kind: "close" });
  });

  it("is the open one of those with the mark, or else the latest", () => {
    expect(trackingIssue([{ ...violated, body: "of someone else" }])).toBeUndefined();
    expect(trackingIssue([numbered(3, "closed"), numbered(1, "open")])?.number).toBe(1);
    expect(trackingIssue([numbered(2, "closed"), numbered(3, "closed")])?.number).toBe(3);
  });

  it("is not led astray by hostile names", async () => {
    const hostile = violatedOutcome({ protocol: HOSTILE, lane: HOSTILE }, HOSTILE);
    const issue = after(actionFor(undefined, night(hostile)))!;

    const html = await marked.parse(issue.body.replace(/<!-- scrutineer.*$/, ""));

    expect(html.replaceAll(/<code[^>]*>[^<]*<\/code>/g, "")).not.toMatch(/<b>|@all|href="y"|<!--/);
    expect(actionFor(issue, night(hostile))).toEqual({ kind: "nothing" });
  });

  it("stays within what an issue may hold, however much is found", () => {
    const many = Array.from({ length: 40 }, (_, index) =>
      violatedOutcome({ lane: `lane-${index}`, command: "x".repeat(999) }, `P${index}`.repeat(40)),
    );

    const body = after(actionFor(undefined, night(...many)))!.body;

    expect(body).toContain("And 25 more");
    expect(body.length).toBeLessThan(65_536);
  });
});

describe("a night", () => {
  it("is read as it was written", () => {
    const tonight = night(violatedOutcome(), failedOutcome());

    expect(parseNight(JSON.stringify(tonight))).toEqual(tonight);
    expect(() => parseNight(JSON.stringify({ ...tonight, runId: "1; rm" }))).toThrow();
  });

  it("tells of what two lanes found once", () => {
    const second = violatedOutcome({ lane: "fuzz-raft-2" });

    const { findings } = night(violatedOutcome(), second);

    expect(findings).toMatchObject([{ lanes: ["fuzz-raft-1", "fuzz-raft-2"] }]);
  });
});
