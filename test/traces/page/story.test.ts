/** What the page of a counterexample is given: from a replayed trace, without a browser. */
import { describe, expect, it } from "vitest";
import { readTrace } from "../../../traces/read-trace.ts";
import { pageOf, scriptText } from "../../../traces/page/fill.ts";
import { storyIn, storyOfTrace } from "../../viewer/stories.ts";
import { BLOCKING } from "../blocking.ts";

const REGRESSIONS = new URL("../../../traces/regressions/", import.meta.url).pathname;
const forgets = await storyIn("raft.forgets-vote.ElectionSafety");
const paxos = await storyIn("paxos.forgets-promise.Agreement");
const partition = await storyIn("bully.minority-serves.majority.OneServingLeader");

describe("the story of a split brain", () => {
  it("has a row a state and a lane a process, and what show says of each step", () => {
    expect(forgets.lanes).toEqual(["n1", "n2", "n3"]);
    expect(forgets.rows.map(({ kind }) => kind)).toEqual([
      "initially",
      "event",
      "event",
      "deliver",
      "deliver",
      "crash",
      "restart",
      "deliver",
      "deliver",
    ]);
    expect(forgets.rows[5]).toMatchObject({
      title: "n3 crashes",
      lanes: [2],
      isDecisive: true,
      changes: [{ subject: "n3", text: "votedFor: n2 → null" }],
    });
    expect(forgets.outcome).toMatchObject({ kind: "violates", row: 8 });
  });

  it("knows when each message was sent, and when it arrived", () => {
    const arrived = forgets.arrows.filter(({ fate }) => fate === "delivered");

    expect(arrived.map(({ from, to, sent, end, type }) => [type, from, to, sent, end])).toEqual([
      ["RequestVoteRequest", 0, 2, 1, 7],
      ["RequestVoteRequest", 1, 2, 2, 3],
      ["RequestVoteResponse", 2, 1, 3, 4],
      ["RequestVoteResponse", 2, 0, 7, 8],
    ]);
    expect(forgets.arrows.length - arrived.length).toBe(2);
  });

  it("has the reigns, where two are of one epoch, and who was down", () => {
    expect(forgets.reigns).toEqual([
      { lane: 1, epoch: 1, from: 4, to: 8 },
      { lane: 0, epoch: 1, from: 8, to: 8 },
    ]);
    expect(forgets.splits).toEqual([{ lanes: [1, 0], epoch: 1, from: 8, to: 8 }]);
    expect(forgets.outages).toEqual([{ lane: 2, from: 5, to: 5 }]);
    expect(forgets.rows[8]!.marks).toEqual([{ lane: 0, kind: "leads", what: "1" }]);
  });

  it("has every local state once, and says from which row on it is whose", () => {
    const third = forgets.groups.find(({ name }) => name === "n3")!;
    const votes = third.history.map(({ content }) =>
      new Map(forgets.contents[content]).get("votedFor")!,
    );

    expect(third.history.map(({ from }) => from)).toEqual([0, 3, 5, 7]);
    expect(votes).toEqual(["null", "n2", "null", "n1"]);
    expect(new Set(forgets.contents.map((fields) => JSON.stringify(fields))).size).toBe(
      forgets.contents.length,
    );
  });

  it("has the sections of the explanation, and what would have prevented it", () => {
    expect(forgets.sections.map(({ title }) => title)).toEqual([
      "what would have prevented it",
      "who led when",
      "on whose answers",
      "what it depends on",
    ]);
  });
});

describe("the story of an acceptor that forgets", () => {
  it("has the promises as arrows to the proposal that read them", () => {
    const read = paxos.arrows.filter(({ fate }) => fate === "read");

    expect(read.map(({ from, to, sent, end, type }) => [type, from, to, sent, end])).toEqual([
      ["Promised", 2, 0, 3, 11],
      ["Promised", 2, 1, 4, 8],
      ["Promised", 3, 1, 7, 8],
      ["Promised", 4, 0, 10, 11],
    ]);
    expect(paxos.rows[11]!.title).toMatch(/^p1: Phase2a /);
  });

  it("has where two quorums met, as a fault", () => {
    const ledger = paxos.sections.find(({ title }) => title === "on whose answers")!;

    expect(ledger.lines.filter(({ tone }) => tone === "bad").map(({ text }) => text)).toEqual([
      expect.stringMatching(/^quorums .* have a1 in common$/),
      expect.stringMatching(/^a1 sent p2 Promised .*, crashed in state 6, and voted for /),
    ]);
  });
});

describe("other stories", () => {
  it("have the links that are cut, and for how long", () => {
    expect(partition.cuts).toEqual([
      {
        from: expect.any(Number),
        to: partition.rows.length - 1,
        links: [
          [0, 1],
          [1, 0],
        ],
        text: "n1 | n2",
      },
    ]);
  });

  it("of a transition system have what its actions mention as lanes, and its fields", async () => {
    const story = await storyIn("raft-static.commits-older-term.LeaderCompleteness");

    expect(story.lanes.toSorted()).toEqual(["n1", "n2", "n3"]);
    expect(story.groups.map(({ name }) => name)).toContain("committed");
    expect(story.arrows).toEqual([]);
    expect(story.rows[1]!.kind).toBe("action");
    const ledger = story.sections.find(({ title }) => title === "on whose answers")!;
    expect(ledger.lines.map(({ tone }) => tone)).toContain("bad");
  });

  it("of a commit that is lost put into the causal slice what the property remembers", async () => {
    const story = await storyIn("raft.ignores-candidates-log.LeaderCompleteness");
    const commit = story.rows.find(({ marks }) => marks.some(({ kind }) => kind === "committed"));

    expect(commit!.isInSlice).toBe(true);
  });

  it("say what the model no longer does, and what holds now", async () => {
    const trace = await readTrace(`${REGRESSIONS}raft.forgets-vote.ElectionSafety.trace.json`);
    const without = trace.steps.filter((_step, index) => index !== 1);

    const diverging = storyOfTrace({ ...trace, steps: without, length: without.length + 1 });
    const holding = storyOfTrace({ ...BLOCKING, steps: BLOCKING.steps.slice(0, 3), length: 4 });

    expect(diverging.outcome.kind).toBe("diverges");
    expect(diverging.rows.filter(({ isReplayed }) => !isReplayed).length).toBeGreaterThan(0);
    expect(holding.outcome).toMatchObject({ kind: "holds", row: 3 });
    expect(holding.sections).toEqual([]);
  });
});

describe("what is written into a page", () => {
  it("is JSON that ends no element and no line", () => {
    const value = { text: "</script><!-- & \u2028 \u2029 $& $1" };

    const text = scriptText(value);

    expect(text).not.toMatch(/[<>&\u2028\u2029]/);
    expect(JSON.parse(text)).toEqual(value);
  });

  it("stands where the template has a place for it, and nowhere else", () => {
    const template = "<title>SCRUTINEER_TITLE</title><script>SCRUTINEER_STORY</script>";

    const page = pageOf(
      { ...forgets, heading: { ...forgets.heading, property: "<b>&$&SCRUTINEER_STORY" } },
      template,
    );

    expect(page).toMatch(/^<title>&#60;b&#62;&#38;\$&#38;SCRUTINEER_STORY · raft/);
    expect(JSON.parse(/<script>(.*)<\/script>/s.exec(page)![1]!)).toMatchObject({
      lanes: ["n1", "n2", "n3"],
    });
  });
});
