/** Stories for tests: of traces that the repository keeps, and one that is made to be long. */
import { catalog } from "../../models/catalog.ts";
import type { Trace } from "../../traces/format.ts";
import type { Arrow, Row, Story } from "../../traces/page/story.ts";
import { storyOf } from "../../traces/page/story-of.ts";
import { readTrace } from "../../traces/read-trace.ts";
import { replayTrace } from "../../traces/replay-trace.ts";
import { targetIn } from "../../traces/trace-target.ts";

const REGRESSIONS = new URL("../../traces/regressions/", import.meta.url).pathname;

/** The story of a trace in traces/regressions/; `name` is without its ending. */
export async function storyIn(name: string): Promise<Story> {
  return storyOfTrace(await readTrace(`${REGRESSIONS}${name}.trace.json`));
}

/** The story of `trace`, whose protocol is in the catalog. */
export function storyOfTrace(trace: Trace): Story {
  const traced = targetIn(catalog, trace);
  const replayed = replayTrace(trace, traced.target);
  const entry = catalog.find(({ model }) => model.name === trace.protocol);
  const right = trace.mutant === null ? undefined : entry?.model;
  return storyOf({ trace, traced, replayed, right, notes: [] });
}

/** A story of `count` rows, in which five processes tell each other numbers. */
export function longStory(count: number): Story {
  const lanes = ["n1", "n2", "n3", "n4", "n5"];
  const rows = Array.from({ length: count }, (_, index): Row => {
    const lane = index % lanes.length;
    return {
      kind: index === 0 ? "initially" : "deliver",
      type: index === 0 ? "initially" : "Number",
      title: index === 0 ? "initially" : `${lanes[(lane + 4) % 5]!} → ${lanes[lane]!}: Number`,
      lanes: index === 0 ? [] : [lane],
      isReplayed: true,
      isInSlice: index % 7 !== 0,
      isDecisive: false,
      changes: [{ subject: lanes[lane]!, text: `last: ${index - 1} → ${index}` }],
      marks: index % 50 === 0 ? [{ lane, kind: "leads", what: String(index / 50) }] : [],
    };
  });
  const arrows = rows.slice(1).flatMap((_row, index): Arrow[] => {
    const [from, to] = [index % 5, (index + 1) % 5];
    const common = { from, type: "Number", text: "Number", sent: index, isCopy: false } as const;
    return [
      { ...common, to, end: index + 1, fate: "delivered" },
      // Long ones pass by everywhere.
      { ...common, to: (from + 2) % 5, end: null, fate: "in flight" },
      { ...common, to: (from + 3) % 5, end: Math.min(count - 1, index + 900), fate: "delivered" },
    ];
  });
  const contents = rows.map((_row, index) => [["last", String(index)] as const]);
  return {
    heading: {
      protocol: "numbers",
      instance: null,
      mutant: null,
      about: "made for a test",
      setting: [],
      property: "Bounded",
      claim: "Numbers stay small.",
      tool: "0",
    },
    outcome: { kind: "violates", sentence: "too large", row: count - 1, notes: [] },
    lanes,
    rows,
    arrows,
    keepsMessages: false,
    groups: lanes.map((name, lane) => ({
      name,
      lane,
      history: rows.flatMap((_row, from) =>
        from % 5 === lane || from === 0 ? [{ from, content: from }] : [],
      ),
    })),
    contents,
    reigns: [],
    splits: [],
    outages: [],
    cuts: [],
    sections: [],
  };
}

/** `value` with `addition` after every text in it that is not a word of the page's own. */
export function withEveryText<T>(value: T, addition: string): T {
  const own = new Set(["kind", "fate", "tone"]);
  const visit = (item: unknown, key = ""): unknown => {
    if (typeof item === "string") return own.has(key) ? item : item + addition;
    if (Array.isArray(item)) return item.map((each) => visit(each));
    if (typeof item !== "object" || item === null) return item;
    return Object.fromEntries(
      Object.entries(item).map(([name, each]) => [name, visit(each, name)]),
    );
  };
  return visit(value) as T;
}
