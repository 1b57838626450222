/** What is made by running the models and written into the documents is what they make now. */
import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { replaceGenerated, update } from "../../scripts/docs.ts";

describe("what `npm run docs` writes", () => {
  // Some thirty searches, of two million states at most.
  it("is up to date: the Bully algorithm's tables", { timeout: 600_000 }, async () => {
    expect(await update(true)).toEqual([]);
  });

  it("would be found stale if a trace were a step longer", () => {
    const text = `a\n<!-- generated: t -->\n\nold\n\n<!-- /generated -->\nb`;

    expect(replaceGenerated(text, "t", "new")).toBe(text.replace("old", "new"));
    expect(() => replaceGenerated(text, "other", "new")).toThrow(/no markers for other/);
  });

  it("has in the Bully algorithm's tables a trace for each counterexample", async () => {
    const readme = await readFile(new URL("../../models/bully/README.md", import.meta.url), "utf8");
    const tables = readme.slice(
      readme.indexOf("<!-- generated"),
      readme.indexOf("<!-- /generated"),
    );

    const counterexamples = tables.match(/✗ \d+/g) ?? [];
    expect(counterexamples.length).toBeGreaterThan(20);
    expect(tables.match(/^- \*\*/gm)).toHaveLength(counterexamples.length);
  });
});
