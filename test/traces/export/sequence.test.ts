/** Sequence diagrams, opened: Mermaid's by Mermaid itself, PlantUML's by a reader of its rules. */
import mermaid from "mermaid";
import { describe, expect, it } from "vitest";
import { mermaidText } from "../../../traces/export/mermaid.ts";
import { momentsOf } from "../../../traces/export/moments.ts";
import { shortened } from "../../../traces/export/one-line.ts";
import { plantumlText } from "../../../traces/export/plantuml.ts";
import { conclusionOf, type Scene } from "../../../traces/scene.ts";
import { readPlantuml } from "./plantuml-reader.ts";
import { EVERYTHING, gossipScene, HOSTILE, hostileScene, longScene, tankScene } from "./scenes.ts";

/** What Mermaid's parser tells of a diagram; it has no types for it. */
interface MermaidDiagram {
  readonly db: {
    getActors(): ReadonlyMap<string, { readonly description: string }>;
    getMessages(): readonly { from: string; to: string; message: string; type: number }[];
  };
}

const KINDS = new Map([
  [0, "->>"],
  [1, "-->>"],
  [2, "note"],
  [3, "-x"],
]);

/** A diagram as Mermaid reads it: its labels and lines; also where it looks for directives first. */
async function read(text: string) {
  await mermaid.parse(text);
  return drawn(text);
}

/** What Mermaid draws of a diagram. */
async function drawn(text: string) {
  const diagram = (await mermaid.mermaidAPI.getDiagramFromText(text)) as unknown as MermaidDiagram;
  const { db } = diagram;
  return {
    labels: [...db.getActors().values()].map(({ description }) => decoded(description)),
    rows: db.getMessages().map(({ from, to, message, type }) => ({
      kind: KINDS.get(type) ?? `type ${type}`,
      from,
      to,
      text: decoded(message),
    })),
  };
}

/** `#code;` is put aside as `ﬂ°°code¶ß` while Mermaid parses, and becomes the letter when it draws. */
function decoded(text: string): string {
  return text.replaceAll(/ﬂ°°(\d+)¶ß/g, (_, code: string) => String.fromCodePoint(Number(code)));
}

function titleOf({ trace: { protocol, mutant, property } }: Scene): string {
  return mutant === null
    ? `${protocol}: ${property}`
    : `${protocol} (mutant ${mutant}): ${property}`;
}

/** The texts of the lines that a diagram has to have. */
function textsOf(scene: Scene): string[] {
  const texts = momentsOf(scene).flatMap((moments) => moments.map(({ text }) => text));
  return [titleOf(scene), ...texts, conclusionOf(scene)].map((text) => shortened(text, 160));
}

describe("a Mermaid diagram", () => {
  it("draws deliveries, copies, losses and what the world does", async () => {
    const { labels, rows } = await read(mermaidText(gossipScene()));

    expect(labels).toEqual(["ann", "bob", "cyd"]);
    expect(rows.map(({ kind, from, to, text }) => `${from} ${kind} ${to}: ${text}`)).toEqual([
      "p1 note p3: gossip: NobodyHearsTwice",
      'p1 note p1: 2 Begin {word: "fire"}',
      'p1 note p2: 3 the network duplicates Rumour {word: "fire"}',
      'p1 ->> p2: 4 Rumour {word: "fire"} (sent in 2)',
      'p1 -x p3: 5 lost: Rumour {word: "fire"} (sent in 2)',
      "p1 note p3: 6 partition: ann | bob, cyd",
      "p3 note p3: 7 ✗ cyd crashes",
      "p3 note p3: 8 ↻ cyd restarts",
      "p1 note p3: 9 the partition heals",
      'p1 -->> p2: 10 Rumour {word: "fire"} (sent in 2)',
      "p1 note p3: NobodyHearsTwice is violated in state 10: bob hears a word twice",
    ]);
  });

  it.each(HOSTILE)("shows %j as it is", async (text) => {
    const scene = hostileScene(text);

    const { labels, rows } = await read(mermaidText(scene));

    expect(labels).toEqual([shortened(text, 40), shortened(`${text} 2`, 40)]);
    expect(rows.map((row) => row.text)).toEqual(textsOf(scene));
  });

  it.each(HOSTILE)("has no letter of %j that Mermaid or HTML would obey", (text) => {
    const lines = mermaidText(hostileScene(text)).split("\n");
    const texts = lines.map((line) => line.replace(/^ {2}p\d-?->?[>x]p\d: /, ""));

    for (const line of texts) {
      expect(line.replaceAll(/#\d+;/g, "")).not.toMatch(/[<>"'`&;#%$\\@~^]|wrap:|\p{C}/u);
    }
  });

  it("is cut to what Mermaid draws, and says so", async () => {
    const text = mermaidText(longScene(1600));

    const { rows } = await drawn(text);

    expect(text.length).toBeLessThanOrEqual(50_000);
    expect(text.length).toBeGreaterThan(49_000);
    const gap = rows.findIndex((row) => row.text.includes("are left out"));
    const [, first, last] = /states (\d+) to (\d+) are left out: Mermaid/.exec(rows[gap]!.text)!;
    expect(rows[gap - 1]!.text).toMatch(new RegExp(`^${Number(first) - 1} `));
    expect(rows[gap + 1]!.text).toMatch(new RegExp(`^${Number(last) + 1} `));
    expect(rows.at(-2)!.text).toContain("1601 ");
  });

  it("has notes for the actions of a transition system", async () => {
    const { labels, rows } = await read(mermaidText(tankScene()));

    expect(labels).toEqual(["the system"]);
    expect(rows.map(({ text }) => text)).toEqual(textsOf(tankScene()));
  });

  it("says so if nothing happens, or if the property holds now", async () => {
    const nothing = await read(mermaidText(gossipScene([])));
    const harmless = await read(mermaidText(gossipScene(EVERYTHING.slice(0, 2))));

    expect(nothing.rows.map(({ text }) => text)).toEqual([
      "gossip: NobodyHearsTwice",
      "nothing happens",
      "NobodyHearsTwice holds here now",
    ]);
    expect(harmless.rows.at(-1)!.text).toBe("NobodyHearsTwice holds here now");
  });

  it("is not just anything to Mermaid", async () => {
    await expect(read("sequenceDiagram\n  p1->>: x")).rejects.toThrow("Parse error");
  });
});

describe("a PlantUML diagram", () => {
  it("draws the same", async () => {
    const { rows, participants } = readPlantuml(plantumlText(gossipScene()));
    const same = await read(mermaidText(gossipScene()));

    const arrows = new Map([
      ["->", "->>"],
      ["-->", "-->>"],
      ["->x", "-x"],
      ["note", "note"],
    ]);
    expect([...participants.values()]).toEqual(same.labels);
    expect(rows.map((row) => ({ ...row, kind: arrows.get(row.kind) }))).toEqual(same.rows);
  });

  it.each(HOSTILE)("shows %j as it is", (text) => {
    const scene = hostileScene(text);

    const { participants, rows } = readPlantuml(plantumlText(scene));

    expect([...participants.values()]).toEqual([shortened(text, 40), shortened(`${text} 2`, 40)]);
    expect(rows.map((row) => row.text)).toEqual(textsOf(scene));
  });

  it("is cut to what its pictures hold, and says so", () => {
    const { rows } = readPlantuml(plantumlText(longScene(400)));

    expect(rows.length).toBeLessThanOrEqual(90);
    expect(rows.length).toBeGreaterThan(85);
    expect(rows.filter(({ text }) => /states \d+ to \d+ are left out/.test(text))).toHaveLength(1);
  });

  it("is not just anything to its reader", () => {
    const markup = plantumlText(gossipScene()).replace("Begin", "**Begin**");

    expect(() => readPlantuml(markup)).toThrow("has markup");
    expect(() => readPlantuml("@startuml\n!include x\n@enduml")).toThrow("no line of a diagram");
  });
});
