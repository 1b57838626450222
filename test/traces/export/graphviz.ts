/** Graphviz itself: where CI runs it has to be there; elsewhere its tests may be left out. */
import { spawnSync } from "node:child_process";

/** May the tests that need Graphviz be left out? */
export const isGraphvizMissing =
  process.env["CI"] === undefined && spawnSync("dot", ["-V"]).error !== undefined;

/** What Graphviz draws of `text`, as SVG. @throws Error with its errors and warnings. */
export function drawn(text: string): string {
  const { stdout, stderr, status, error } = spawnSync("dot", ["-Tsvg"], {
    input: text,
    encoding: "utf8",
    maxBuffer: 2 ** 26,
  });
  if (error !== undefined) throw error;
  if (status !== 0 || stderr !== "") throw new Error(`Graphviz: ${stderr}`);
  return stdout;
}

/** The texts in an SVG of Graphviz, those of one state or step together. */
export function textsIn(svg: string): string[] {
  const groups = Array.from(svg.matchAll(/<g id="(?:node|edge)\d+"[\s\S]*?<\/g>/g), ([g]) => g);
  return groups.map((group) =>
    Array.from(group.matchAll(/<text[^>]*>([^<]*)<\/text>/g), ([, text]) => letters(text!)).join(
      "\n",
    ),
  );
}

/** XML's own escapes undone. */
function letters(text: string): string {
  const named: Readonly<Record<string, string>> = { lt: "<", gt: ">", quot: '"', amp: "&" };
  return text.replaceAll(/&(?:#(\d+)|(\w+));/g, (whole, code?: string, name?: string) =>
    code === undefined ? (named[name!] ?? whole) : String.fromCodePoint(Number(code)),
  );
}
