/** The page on formats does what it says: its examples are what is printed, its commands exist. */
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { EXPORT_FORMATS } from "../../traces/export/formats.ts";
import { scrutineer } from "../cli/scrutineer.ts";
import { snippetsIn } from "./snippets.ts";

const text = readFileSync(new URL("../../docs/formats.md", import.meta.url), "utf8");
const { runs, unchecked } = snippetsIn(text);

describe("the page on formats", () => {
  it("shows what its commands print", async () => {
    expect(runs.length).toBeGreaterThan(1);
    for (const { command, output } of runs) {
      const { out } = await scrutineer(...command.split(" ").slice(2));
      expect(output).toBe(out);
    }
  });

  it("has a row for each format", () => {
    const rows = Array.from(text.matchAll(/^\| `(\w+)` /gm), ([, name]) => name);

    expect(rows).toEqual(EXPORT_FORMATS.map(({ name }) => name));
  });

  it("names commands and options that exist", async () => {
    const lines = unchecked.join("").trimEnd().split("\n");

    for (const line of lines) {
      const { code, out } = await scrutineer(line.split(" ")[2]!, "--help");
      expect(code).toBe(0);
      for (const [option] of line.matchAll(/ --[a-z-]+/g)) expect(out).toContain(option.trim());
    }
  });

  it("links to files that exist", () => {
    const links = Array.from(text.matchAll(/\]\((?!https:)([^)]+)\)/g), ([, path]) => path!);

    expect(links.length).toBeGreaterThan(3);
    for (const path of links) {
      expect(existsSync(new URL(`../../docs/${path}`, import.meta.url))).toBe(true);
    }
  });
});
