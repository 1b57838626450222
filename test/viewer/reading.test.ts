/** What the page works out before it draws: what is in view, what a state is, where a text leads. */
import { describe, expect, it } from "vitest";
import { hashOf, rowIn } from "../../traces/viewer/address.ts";
import {
  fitted,
  geometryFor,
  laneX,
  ROW,
  scrollFor,
  windowAt,
} from "../../traces/viewer/geometry.ts";
import {
  arrowsWithin,
  neighbour,
  NOTHING_HIDDEN,
  shownRows,
  typesIn,
} from "../../traces/viewer/selection.ts";
import { fieldsAt, inFlightAt } from "../../traces/viewer/states.ts";
import { changesText, headOf, piecesOf } from "../../traces/viewer/words.ts";
import { longStory, storyIn } from "./stories.ts";

const forgets = await storyIn("raft.forgets-vote.ElectionSafety");
const long = longStory(2000);

describe("the geometry", () => {
  it.each([320, 390, 640, 1280, 2560])("leaves room for words on %i pixels", (width) => {
    for (const lanes of [0, 1, 3, 9]) {
      const geometry = geometryFor(width, lanes);
      expect(width - geometry.textLeft).toBeGreaterThan(width * 0.35);
      expect(laneX(geometry, lanes - 1)).toBeLessThan(geometry.textLeft);
    }
  });

  it("keeps the window within the rows, and small", () => {
    expect(windowAt(0, 600, 9)).toEqual({ first: 0, end: 9 });
    const { first, end } = windowAt(1000 * ROW.height, 600, 2000);
    expect(first).toBeLessThan(1000);
    expect(end).toBeGreaterThan(1010);
    expect(end - first).toBeLessThan(30);
    expect(windowAt(9_999_999, 600, 9)).toEqual({ first: 9, end: 9 });
  });

  it("scrolls only to what is not in view", () => {
    const view = { scrollTop: 600, height: 600, total: 6000 };

    expect(scrollFor(14, view)).toBeUndefined();
    expect(scrollFor(2, view)).toBe(ROW.height);
    expect(scrollFor(50, view)! + view.height).toBeGreaterThan(51 * ROW.height);
  });

  it("cuts what does not fit, and leaves out what would say nothing", () => {
    expect(fitted("RequestVote", 200)).toBe("RequestVote");
    expect(fitted("RequestVote", 50)).toMatch(/^Reques.?…$/);
    expect(fitted("RequestVote", 10)).toBe("");
  });
});

describe("the filters", () => {
  const hidden = { lanes: new Set([2]), types: new Set(["RequestVoteResponse"]) };

  it("leave out rows, but for the first and the last", () => {
    expect(shownRows(forgets, hidden).rows).toEqual([0, 1, 2, 8]);
    expect(shownRows(forgets, NOTHING_HIDDEN).rows).toHaveLength(9);
  });

  it("put what is hidden between its neighbours, and go past it", () => {
    const shown = shownRows(forgets, hidden);

    expect(shown.positions[5]).toBe(2.5);
    expect(neighbour(shown, 2, 1)).toBe(8);
    expect(neighbour(shown, 5, 1)).toBe(8);
    expect(neighbour(shown, 5, -1)).toBe(2);
    expect(neighbour(shown, 5, Number.NEGATIVE_INFINITY)).toBe(0);
  });

  it("know every type, and how many rows have it", () => {
    expect([...typesIn(forgets)]).toEqual([
      ["ElectionTimeout", 2],
      ["RequestVoteRequest", 2],
      ["RequestVoteResponse", 2],
      ["crash", 1],
      ["restart", 1],
    ]);
  });

  it("draw few arrows however many there are", () => {
    const shown = shownRows(long, NOTHING_HIDDEN);

    for (const first of [0, 1000, 1980]) {
      const drawn = { first, end: first + 20 };
      const { arrows, leftOut } = arrowsWithin(long.arrows, shown, NOTHING_HIDDEN, drawn);
      const reaching = long.arrows.filter(
        ({ sent, end }) => sent < drawn.end && (end === null ? sent >= first : end >= first),
      );
      expect(arrows.length + leftOut).toBe(reaching.length);
      expect(arrows.length).toBeLessThanOrEqual(300);
      expect(arrows.some(({ sent, end }) => sent === first + 5 && end === first + 6)).toBe(true);
    }
  });
});

describe("a state", () => {
  it("has its fields, and what they were where the step changed them", () => {
    const third = forgets.groups.find(({ name }) => name === "n3")!;

    const changed = (row: number) =>
      fieldsAt(forgets, third, row)!.filter(({ before }) => before !== undefined);

    expect(changed(5)).toEqual([{ name: "votedFor", value: "null", before: "n2" }]);
    expect(changed(6)).toEqual([]);
    expect(changed(0)).toEqual([]);
    expect(fieldsAt(forgets, third, 6)!.length).toBeGreaterThan(3);
  });

  it("names fields that come and go", () => {
    const group = {
      name: "g",
      lane: null,
      history: [0, 1].map((at) => ({ from: at, content: at })),
    };
    const story = { ...forgets, contents: [[["a", "1"] as const], [["b", "2"] as const]] };

    expect(fieldsAt(story, group, 1)).toEqual([
      { name: "b", value: "2", before: null },
      { name: "a", value: null, before: "1" },
    ]);
  });

  it("has the messages that are in flight, and where they stay, each once", () => {
    expect(inFlightAt(forgets, 2)).toHaveLength(4);
    expect(inFlightAt(forgets, 8)).toHaveLength(2);
    const [arrow] = forgets.arrows;
    const kept = { ...forgets, keepsMessages: true, arrows: [arrow!, { ...arrow!, end: 5 }] };
    expect(inFlightAt(kept, 8)).toHaveLength(1);
  });

  it("has a message that was read as long as there is another arrow of it", () => {
    const [arrow] = forgets.arrows;
    const read = { ...arrow!, sent: 1, end: 3, fate: "read" } as const;
    const lost = { ...arrow!, sent: 1, end: 5, fate: "lost" } as const;
    const story = { ...forgets, arrows: [read, lost] };

    expect([2, 4, 6].map((row) => inFlightAt(story, row).length)).toEqual([1, 1, 0]);
  });
});

describe("an address", () => {
  it("names a state as show numbers it", () => {
    expect(rowIn("#step=7", 9)).toBe(6);
    expect(hashOf(6)).toBe("#step=7");
  });

  it.each(["", "#step=0", "#step=10", "#step=-1", "#step=1e1", "#step=7x", "#other"])(
    "%j names none",
    (hash) => {
      expect(rowIn(hash, 9)).toBeUndefined();
    },
  );
});

describe("the words", () => {
  it("link the numbers of states that there are", () => {
    const pieces = piecesOf("state 7: n1 leads on n2 (Vote, state 3), v (4), (10)", 9);

    expect(pieces.filter(({ row }) => row !== undefined)).toEqual([
      { text: "state 7", row: 6 },
      { text: "state 3", row: 2 },
      { text: "(4)", row: 3 },
    ]);
    expect(pieces.map(({ text }) => text).join("")).toContain("v (4), (10)");
  });

  it("name each subject once, and part a headline from its fields", () => {
    const changes = ["x", "y"].map((text) => ({ subject: "n1", text }));

    expect(changesText(changes)).toBe("n1: x; y");
    expect(headOf("a → b: Vote {term: 1}")).toEqual({ head: "a → b: Vote", rest: " {term: 1}" });
    expect(headOf("a crashes")).toEqual({ head: "a crashes", rest: "" });
  });
});
