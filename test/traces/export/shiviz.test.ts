/** ShiViz logs, read by ShiViz's rules. */
import { describe, expect, it } from "vitest";
import { shivizText } from "../../../traces/export/shiviz.ts";
import { gossipScene, HOSTILE, hostileScene, tankScene } from "./scenes.ts";
import { readShiviz } from "./shiviz-reader.ts";

describe("a ShiViz log", () => {
  it("has the clocks that the messages make", () => {
    const events = readShiviz(shivizText(gossipScene()));

    expect(events.map(({ host, clock }) => [host, clock])).toEqual([
      ["ann", { ann: 1 }],
      ["network", { ann: 1, network: 1 }],
      ["bob", { ann: 1, bob: 1 }],
      ["network", { ann: 1, network: 2 }],
      ["network", { ann: 1, network: 3 }],
      ["cyd", { cyd: 1 }],
      ["cyd", { cyd: 2 }],
      ["network", { ann: 1, network: 4 }],
      // The copy that the network made.
      ["bob", { ann: 1, bob: 2, network: 1 }],
    ]);
  });

  it("tells each step, and with the last one what is violated", () => {
    const events = readShiviz(shivizText(gossipScene())).map(({ event }) => event);

    expect(events[0]).toBe('2 ann: Begin {word: "fire"}');
    expect(events.at(-1)).toMatch(/^10 ann → bob: .* — NobodyHearsTwice is violated in state 10/);
  });

  it.each(HOSTILE)("is read the same with names such as %j", (text) => {
    const scene = hostileScene(text);

    const events = readShiviz(shivizText(scene));

    expect(events).toHaveLength(scene.trace.steps.length);
    expect(new Set(events.map(({ host }) => host)).size).toBe(3);
    for (const { host, clock } of events) {
      expect(host).toMatch(/^[\p{L}\p{N}._-]+$/u);
      expect([host in {}, Object.keys(clock).some((key) => key in {})]).toEqual([false, false]);
    }
  });

  it("puts a transition system's steps one after the other", () => {
    const events = readShiviz(shivizText(tankScene()));

    expect(events.map(({ host, clock }) => clock[host])).toEqual([1, 2, 3, 4]);
  });

  it("can't be made of no steps", () => {
    expect(() => shivizText(gossipScene([]))).toThrow("no steps");
  });

  it.each([
    ["that count by more", '{"ann":1,"bob":1}', '{"ann":1,"bob":2}', "does not count by 1"],
    ["of a future", '{"ann":1,"bob":1}', '{"ann":7,"bob":1}', "ann has no event 7"],
    ["that forget", '{"ann":1,"network":4}', '{"network":4}', "an impermissible clock"],
    ["that know too much", '{"cyd":2}', '{"cyd":2,"network":3}', "an impermissible clock"],
  ])("has clocks that are checked: not those %s", (_what, right, wrong, error) => {
    const text = shivizText(gossipScene());
    const damaged = text.replace(right, wrong);

    expect(damaged).not.toBe(text);
    expect(() => readShiviz(damaged)).toThrow(error);
  });
});
