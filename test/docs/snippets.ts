/**
 * The code of a guide: which files its blocks make, which commands it runs, and what it says that they
 * print. Blocks for one file are its parts, in order, with an empty line between them.
 */

/** A command of the guide, and the output that it shows. */
export interface Run {
  readonly command: string;
  readonly output: string;
}

export interface Snippets {
  /** The text of each file by its name. */
  readonly files: ReadonlyMap<string, string>;
  readonly runs: readonly Run[];
  /** The blocks that are neither: nothing checks them. */
  readonly unchecked: readonly string[];
}

const BLOCK = /^```(?<info>.*)\n(?<body>[\s\S]*?)^```$/gm;

/** The snippets of a guide in Markdown. */
export function snippetsIn(markdown: string): Snippets {
  const files = new Map<string, string>();
  const runs: Run[] = [];
  const unchecked: string[] = [];
  for (const { groups = {} } of markdown.matchAll(BLOCK)) {
    const { info = "", body = "" } = groups;
    const file = / file=(?<name>\S+)$/.exec(info)?.groups?.["name"];
    const run = /^\$ (?<command>.*)\n(?<output>[\s\S]*)$/.exec(body)?.groups;
    if (file !== undefined) {
      const before = files.get(file);
      files.set(file, before === undefined ? body : `${before}\n${body}`);
    } else if (info === "console" && run !== undefined) {
      runs.push({ command: run["command"]!, output: run["output"]! });
    } else {
      unchecked.push(body);
    }
  }
  return { files, runs, unchecked };
}
