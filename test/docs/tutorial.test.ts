/**
 * The tutorial does what it says: its files have types that fit and run, and each output that it shows
 * is what is really printed.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { guideIn } from "./guide.ts";

const guide = guideIn("docs/tutorial.md");
const { files, runs, unchecked } = guide;

describe("the tutorial", () => {
  let printed: ReadonlyMap<string, string>;

  beforeAll(async () => {
    printed = await guide.run();
  });

  afterAll(() => guide.dispose());

  it("leaves nothing unchecked but the installation", () => {
    expect(unchecked).toEqual([expect.stringContaining("npm install ../scrutineer")]);
  });

  it("runs every file that prints", () => {
    const printing = [...files].filter(([name, text]) => prints(name, text)).map(([name]) => name);

    expect(runs.map(({ command }) => command)).toEqual(printing.map((name) => `npx tsx ${name}`));
  });

  it("has a model of under 80 lines", () => {
    const model = files.get("ring.ts")!;

    expect(model).toContain("defineProtocol");
    expect(model.trimEnd().split("\n").length).toBeLessThan(80);
  });

  it("has types that fit", async () => {
    expect(await guide.typeErrors()).toBe("");
  });

  it.each(runs)("prints what it says: $command", ({ command, output }) => {
    expect(printed.get(command)).toBe(output);
  });
});

/** Does the file print by itself, rather than when another one calls it? */
function prints(name: string, text: string): boolean {
  const ownLines = text.split("\n").filter((line) => !line.startsWith(" "));
  return name.endsWith(".ts") && /^(for|console|report|survey)\b/m.test(ownLines.join("\n"));
}
