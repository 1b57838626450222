/** Trace events: valid by their schema, with flows that begin and end, and spans that do not overlap. */
import { describe, expect, it } from "vitest";
import { perfettoText, type TraceEvent } from "../../../traces/export/perfetto.ts";
import type { Scene } from "../../../traces/scene.ts";
import { gossipScene, HOSTILE, hostileScene, tankScene } from "./scenes.ts";
import { errorsBy } from "./schemas.ts";

function eventsOf(scene: Scene): readonly TraceEvent[] {
  const json: unknown = JSON.parse(perfettoText(scene));
  expect(errorsBy("perfetto", json)).toBeNull();
  return (json as { readonly traceEvents: readonly TraceEvent[] }).traceEvents;
}

/** The names of the threads by their numbers. */
function threadsIn(events: readonly TraceEvent[]): Map<number, unknown> {
  const named = events.filter(({ name }) => name === "thread_name");
  return new Map(named.map(({ tid, args }) => [tid, args?.["name"]]));
}

describe("trace events", () => {
  it.each<readonly [string, Scene, number]>([
    ["all that a world can do", gossipScene(), 9],
    ["a transition system", tankScene(), 4],
    ["no steps", gossipScene([]), 0],
  ])("have a span for each step: %s", (_what, scene, count) => {
    const spans = eventsOf(scene).filter(({ ph }) => ph === "X");

    expect(spans.map(({ ts }) => ts)).toEqual(Array.from({ length: count }, (_, i) => i * 1000));
  });

  it("have each step on the thread of who makes it", () => {
    const events = eventsOf(gossipScene());
    const threads = threadsIn(events);

    expect(events.filter(({ ph }) => ph === "X").map(({ tid }) => threads.get(tid))).toEqual(
      "ann (network) bob (network) (network) cyd cyd (network) bob".split(" "),
    );
  });

  it("have a flow for each delivery, within the spans that send and receive", () => {
    const events = eventsOf(gossipScene());
    const spans = events.filter(({ ph }) => ph === "X");
    const within = (flow: TraceEvent) =>
      spans.findIndex(
        ({ tid, ts, dur = 0 }) => tid === flow.tid && ts < flow.ts && flow.ts < ts + dur,
      );
    const ends = events.filter(({ ph }) => ph === "f");

    const flows = ends.map((end) => {
      const starts = events.filter(({ ph, id }) => ph === "s" && id === end.id);
      return [starts.map(within), within(end)];
    });
    expect(flows).toEqual([
      [[0], 2],
      [[0], 8],
    ]);
  });

  it("end each span in which a process is down", () => {
    const spans = eventsOf(hostileScene("n")).filter(({ cat }) => cat === "down");

    expect(spans.map(({ ph, ts }) => [ph, ts])).toEqual([
      ["b", 5000],
      ["e", 6000],
    ]);
  });

  it("count the messages in flight in each state", () => {
    const counters = eventsOf(gossipScene()).filter(({ ph }) => ph === "C");

    expect(counters.map(({ args }) => args?.["messages"])).toEqual([0, 2, 3, 3, 2, 2, 2, 2, 2, 2]);
  });

  it.each(HOSTILE)("are valid, and on one line each, with names such as %j", (text) => {
    const lines = perfettoText(hostileScene(text)).split("\n");

    eventsOf(hostileScene(text));
    expect(lines.filter((line) => line.startsWith("    {")).every(isJson)).toBe(true);
  });

  it("are not just anything to their schema", () => {
    const event = { name: "x", ph: "Q", ts: 0, pid: 1, tid: 1 };
    const file = { displayTimeUnit: "ms", otherData: {}, traceEvents: [event] };

    expect(errorsBy("perfetto", file)).not.toBeNull();
  });
});

function isJson(line: string): boolean {
  return typeof JSON.parse(line.replace(/,$/, "")) === "object";
}
