/** The page on explanations shows what its command prints. */
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { scrutineer } from "../cli/scrutineer.ts";
import { snippetsIn } from "./snippets.ts";

const text = readFileSync(new URL("../../docs/explain.md", import.meta.url), "utf8");

it("the page on explanations shows what its command prints", async () => {
  const [run] = snippetsIn(text).runs;
  const { out } = await scrutineer(...run!.command.split(" ").slice(2));

  expect(run!.output).toBe(out);
});
