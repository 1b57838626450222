/** The page on explanations shows what its command prints. */
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { entryOf } from "../../cli/plan.ts";
import { catalog } from "../../models/catalog.ts";
import { systemLedgerOf } from "../../traces/explanation/explanation.ts";
import { ledgerSection } from "../../traces/explanation/text.ts";
import { scrutineer } from "../cli/scrutineer.ts";
import { mutantOf, violatingOf } from "../traces/violating.ts";
import { snippetsIn } from "./snippets.ts";

const text = readFileSync(new URL("../../docs/explain.md", import.meta.url), "utf8");

it("the page on explanations has the ledger of a transition system as it is", () => {
  const [, block] = /```text\n([^`]*)```/.exec(text)!;
  const entry = entryOf(catalog, "zab-tla");
  const ledger = systemLedgerOf(violatingOf(entry, mutantOf(entry, "forgets-accepted-epoch")))!;

  const lines = ledgerSection(ledger).lines.map((line) => line.text);
  expect(block!.trimEnd().split("\n")).toEqual(lines);
});

it("the page on explanations shows what its command prints", async () => {
  const [run] = snippetsIn(text).runs;
  const { out } = await scrutineer(...run!.command.split(" ").slice(2));

  expect(run!.output).toBe(out);
});
