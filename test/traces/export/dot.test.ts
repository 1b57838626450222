/** Graphs, drawn by Graphviz. */
import { describe, expect, it } from "vitest";
import { targetOf } from "../../../checker/check.ts";
import { headline } from "../../../traces/narrate.ts";
import { dotText, graphText } from "../../../traces/export/dot.ts";
import { shortened } from "../../../traces/export/one-line.ts";
import { stateGraph } from "../../../traces/export/state-graph.ts";
import { catalog } from "../../../models/catalog.ts";
import { drawn, isGraphvizMissing, textsIn } from "./graphviz.ts";
import { gossipScene, HOSTILE, hostileScene, longScene, tankScene, tankTarget } from "./scenes.ts";

const commitment = catalog.find(({ model }) => model.name === "two-phase-commit")!.model;

/** Text as Graphviz shows it: spaces may be no-break ones. */
function plain(texts: readonly string[]): string[] {
  return texts.map((text) => text.replaceAll("\u00a0", " "));
}

describe.skipIf(isGraphvizMissing)("the path of a trace, drawn by Graphviz", () => {
  it("has every state and what leads there", () => {
    const texts = plain(textsIn(drawn(dotText(gossipScene()))));

    expect(texts.filter((text) => text.startsWith("state "))).toHaveLength(10);
    expect(texts).toContain('2 Begin {word: "fire"}'.replace("2 ", "ann: "));
    expect(texts).toContain("partition: ann | bob, cyd");
    expect(texts.find((text) => text.startsWith("state 2"))).toContain('ann  heard: +"fire"');
  });

  it("marks the state that violates the property, and says how", () => {
    const svg = drawn(dotText(tankScene()));

    expect(svg.match(/stroke="#b00020"/g)).toHaveLength(1);
    expect(svg).toContain("NeverFull is violated in state 5: it is full");
  });

  it.each(HOSTILE)("shows %j as it is", (text) => {
    const scene = hostileScene(text);
    const { steps } = scene.trace;

    const texts = plain(textsIn(drawn(dotText(scene))));

    const expected = steps.map((step) => shortened(headline(step, scene.stage), 120));
    expect(texts.map((each) => each.trim())).toEqual(
      expect.arrayContaining(expected.map((each) => each.trim())),
    );
  });

  it("leaves the middle of a long one out, and says so", () => {
    const text = dotText(longScene(800));

    expect(text.match(/^ {2}s\d+ \[/gm)).toHaveLength(500);
    expect(text.match(/^ {2}\w+ -> \w+/gm)).toHaveLength(500);
    expect(textsIn(drawn(text)).join("\n")).toMatch(/states 251 to 551 are left\s+out/);
  });
});

describe.skipIf(isGraphvizMissing)("Graphviz", () => {
  it("refuses what is no graph", () => {
    const id = 's1 [label="x"]; -> "';

    expect(() => drawn(graphText("x", [{ id, lines: [] }], []))).toThrow("Graphviz: ");
  });
});

describe("the graph of a model", () => {
  it("has all states of two-phase commit, 288 as TLC counts them", () => {
    const { states, isCut, text } = stateGraph(targetOf(commitment), 1000);

    expect([states, isCut]).toEqual([288, false]);
    expect(text).toContain("; these are all");
  });

  it("is cut at the number of states that is asked for, and says so", () => {
    const { states, isCut, text } = stateGraph(targetOf(commitment), 50);

    expect([states, isCut]).toEqual([50, true]);
    expect(text).toContain("there are more states");
    expect(text).toContain("dashed");
  });

  it("is not cut if there are just so many", () => {
    expect(stateGraph(targetOf(commitment), 288).isCut).toBe(false);
  });

  it("marks the states that violate a property", () => {
    const { text } = stateGraph(tankTarget, 30);

    expect(text).toContain("violates NeverFull");
  });

  it.skipIf(isGraphvizMissing)("is drawn by Graphviz", () => {
    const { states, steps, text } = stateGraph(targetOf(commitment), 100);

    const svg = drawn(text);

    expect(svg.match(/class="node"/g)).toHaveLength(states);
    expect(svg.match(/class="edge"/g)).toHaveLength(steps);
  });
});
