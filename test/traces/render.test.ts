/**
 * What a trace looks like. The goldens are read by people: commit a change to them only if you know
 * what caused it and find it better. Update them with `npx vitest run test/traces -u`.
 */
import { describe, expect, it } from "vitest";
import { targetOf } from "../../checker/check.ts";
import type { Link, Step } from "../../checker/world/step.ts";
import { catalog } from "../../models/catalog.ts";
import { cutText } from "../../traces/narrate.ts";
import { PLAIN } from "../../traces/palette.ts";
import { renderBehaviour } from "../../traces/render.ts";
import { replayTrace } from "../../traces/replay-trace.ts";
import { stageOf } from "../../traces/stage.ts";
import { BLOCKING } from "./blocking.ts";
import { told, tank } from "./gossip.ts";

const RUMOUR = { type: "Rumour", word: "fire" };
const BEGINNING = { type: "Begin", word: "fire" };
const BEGIN: Step = {
  type: "event",
  process: "ann",
  event: BEGINNING,
  outcome: 0,
};
const HEARD: Step = { type: "deliver", process: "bob", from: "ann", message: RUMOUR, outcome: 0 };
const budgets = { crashes: 1, restarts: 1, drops: 1, duplicates: 1, partitions: 1 };

const EVERY_KIND: readonly Step[] = [
  BEGIN,
  { type: "duplicate", process: "bob", from: "ann", message: RUMOUR },
  HEARD,
  { type: "drop", process: "cyd", from: "ann", message: RUMOUR },
  { type: "partition", links: between(["ann"], ["bob", "cyd"]) },
  { type: "heal" },
  { type: "deliver", process: "ann", from: "bob", message: { type: "Echo" }, outcome: 0 },
  { type: "crash", process: "bob" },
  { type: "restart", process: "bob" },
  HEARD,
];

const LOSSES: readonly Step[] = [
  BEGIN,
  { type: "crash", process: "bob" },
  { type: "partition", links: between(["ann", "bob"], ["cyd"]) },
  { type: "restart", process: "bob" },
  { type: "heal" },
];

/** The links between two sides, both ways. */
function between(one: readonly string[], other: readonly string[]): Link[] {
  return ["ann", "bob", "cyd"].flatMap((from) =>
    (one.includes(from) ? other : one).map((to): Link => [from, to]),
  );
}

describe("a trace as text", () => {
  it("tells of two-phase commit how a crash blocks it", async () => {
    const [entry] = catalog.filter(({ model }) => model.name === BLOCKING.protocol);
    const target = targetOf(entry!.model, {
      config: BLOCKING.config,
      environment: BLOCKING.environment ?? {},
      properties: entry!.properties(BLOCKING.config),
    });
    const { states } = replayTrace(BLOCKING, target);
    const options = { full: false, palette: PLAIN, columns: 80, howToSeeAll: "--full" };

    const text = renderBehaviour(BLOCKING.steps, states, stageOf(target), options);

    await expect(`${text}\n`).toMatchFileSnapshot("../golden/trace-blocking.txt");
  });

  it("tells every kind of step", async () => {
    const text = told(EVERY_KIND, { budgets }, { palette: PLAIN });

    await expect(text).toMatchFileSnapshot("../golden/trace-every-kind.txt");
  });

  it("shows whole states if asked for", async () => {
    const text = told(EVERY_KIND.slice(0, 5), { budgets }, { palette: PLAIN, full: true });

    await expect(text).toMatchFileSnapshot("../golden/trace-full.txt");
  });

  it("tells what is lost with a process or a link under fifo", async () => {
    const fifo = { order: "fifo", budgets: { ...budgets, duplicates: 0 } } as const;

    const text = told(LOSSES, fifo, { palette: PLAIN });

    await expect(text).toMatchFileSnapshot("../golden/trace-losses.txt");
  });

  it("tells the actions of a transition system", async () => {
    const target = targetOf(tank);
    const steps = [{ type: "Fill", by: 1 }, { type: "Fill", by: 1 }, { type: "Empty" }];
    const trace = { ...BLOCKING, environment: null, steps, length: 4 };
    const { states } = replayTrace(trace, target);
    const options = { full: false, palette: PLAIN, columns: 80, howToSeeAll: "--full" };

    const text = renderBehaviour(steps, states, stageOf(target), options);

    await expect(`${text}\n`).toMatchFileSnapshot("../golden/trace-system.txt");
  });

  it("tells the steps that could not be replayed without states", () => {
    const [first, , third] = EVERY_KIND;

    const text = told([first!, third!, third!], { budgets }, { palette: PLAIN });

    expect(text).toContain('ann → bob: Rumour {word: "fire"}  (not replayed)');
  });
});

describe("a partition as text", () => {
  it.each([
    ["two sides", between(["ann"], ["bob", "cyd"]), "ann | bob, cyd"],
    [
      "a link",
      [
        ["ann", "bob"],
        ["bob", "ann"],
      ],
      "ann ↮ bob",
    ],
    ["a direction of a link", [["bob", "ann"]], "bob ↛ ann"],
    [
      "all links of one, in one direction",
      [
        ["ann", "bob"],
        ["ann", "cyd"],
      ],
      "ann ↛ bob, ann ↛ cyd",
    ],
  ] as const)("names %s", (_what, links, text) => {
    expect(cutText(links, ["ann", "bob", "cyd"])).toBe(text);
  });
});
