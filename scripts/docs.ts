/**
 * `npm run docs`: writes what is made by running models into the documents, between markers:
 * `<!-- generated: NAME -->` and `<!-- /generated -->`. With `--check` it only says what is stale.
 */
import { readFile, writeFile } from "node:fs/promises";
import { bullyTable } from "./bully-table.ts";

interface Generated {
  readonly file: string;
  readonly name: string;
  readonly make: () => string;
}

const GENERATED: readonly Generated[] = [
  { file: "models/bully/README.md", name: "bully-table", make: bullyTable },
];

/** `text` with what is between the markers of `name` replaced. */
export function replaceGenerated(text: string, name: string, content: string): string {
  const open = `<!-- generated: ${name} -->`;
  const close = "<!-- /generated -->";
  const start = text.indexOf(open);
  const end = text.indexOf(close, start);
  if (start === -1 || end === -1) throw new Error(`there are no markers for ${name}`);
  return `${text.slice(0, start)}${open}\n\n${content}\n\n${text.slice(end)}`;
}

/** The files that are not as running the models makes them; written unless only checked. */
export async function update(onlyCheck: boolean): Promise<string[]> {
  const stale: string[] = [];
  for (const { file, name, make } of GENERATED) {
    const url = new URL(`../${file}`, import.meta.url);
    const text = await readFile(url, "utf8");
    const updated = replaceGenerated(text, name, make());
    if (updated === text) continue;
    stale.push(file);
    if (!onlyCheck) await writeFile(url, updated);
  }
  return stale;
}

if (import.meta.filename === process.argv[1]) {
  const onlyCheck = process.argv.includes("--check");
  const stale = await update(onlyCheck);
  const verb = onlyCheck ? "stale" : "updated";
  process.stdout.write(stale.length === 0 ? "all up to date\n" : `${verb}: ${stale.join(", ")}\n`);
  if (onlyCheck && stale.length > 0) process.exitCode = 1;
}
