/**
 * The corpus: beginnings of behaviours that fuzzing found worth going on from, kept in a folder. A
 * session reads all files of its protocol there and writes one of its own, so that shards and nights
 * build on each other. It is untrusted as traces are.
 */
import { join } from "node:path";
import * as v from "valibot";
import { isRecord } from "../checker/data.ts";
import { CheckerError } from "../checker/errors.ts";
import type { Typed } from "../checker/protocol.ts";
import { VERSION } from "../checker/version.ts";
import { fromJson, toJson } from "./codec.ts";
import { namesIn } from "./folder.ts";
import { parseJson, readText } from "./read-json.ts";
import { count, typed } from "./step-schema.ts";
import { writeWhole } from "./write-whole.ts";

const FORMAT = "scrutineer-corpus";
const FORMAT_VERSION = 1;
const SUFFIX = ".corpus.json";
const PREFIXES_MAX = 10_000;
const STEPS_MAX = 10_000;

/** The beginning of a behaviour. */
export interface CorpusPrefix {
  /** How many processes the model has. */
  readonly size: number;
  readonly initial: number;
  readonly steps: readonly Typed[];
}

const schema = v.strictObject({
  format: v.literal(FORMAT),
  version: v.literal(FORMAT_VERSION),
  tool: v.string(),
  prefixes: v.pipe(
    v.array(
      v.strictObject({
        size: count,
        initial: count,
        steps: v.pipe(v.array(typed), v.maxLength(STEPS_MAX)),
      }),
    ),
    v.maxLength(PREFIXES_MAX),
  ),
});

/**
 * What the files of `folder` hold whose names are `of` and perhaps a part; none if there is no folder.
 * @throws CheckerError `BadTrace` for a file that is no corpus, or a folder that can't be read.
 */
export async function readCorpus(folder: string, of: string): Promise<CorpusPrefix[]> {
  const prefixes: CorpusPrefix[] = [];
  for (const name of await namesIn(folder)) {
    if (!name.startsWith(`${of}.`) || !name.endsWith(SUFFIX)) continue;
    const part = name.slice(of.length + 1, -SUFFIX.length);
    if (part !== "" && !/^\d+-of-\d+$/.test(part)) continue;
    prefixes.push(...(await prefixesIn(join(folder, name))));
  }
  return prefixes;
}

/** Writes `prefixes` to the file in `folder` that is called `of` and `part`; resolves to its path. */
export async function writeCorpus(
  folder: string,
  of: string,
  part: string | undefined,
  prefixes: readonly CorpusPrefix[],
): Promise<string> {
  const file = join(folder, `${of}${part === undefined ? "" : `.${part}`}${SUFFIX}`);
  const lines = prefixes.map((prefix) => `    ${JSON.stringify(toJson(prefix))}`);
  const head = { format: FORMAT, version: FORMAT_VERSION, tool: VERSION };
  const fields = Object.entries(head).map(([key, value]) => `  "${key}": ${JSON.stringify(value)}`);
  const list = lines.length === 0 ? "[]" : `[\n${lines.join(",\n")}\n  ]`;
  try {
    await writeWhole(file, `{\n${[...fields, `  "prefixes": ${list}`].join(",\n")}\n}\n`);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CheckerError("BadOutput", `The corpus can't be written: ${reason}.`, {
      cause: error,
    });
  }
  return file;
}

async function prefixesIn(file: string): Promise<readonly CorpusPrefix[]> {
  const text = await readText(file);
  try {
    return prefixesOf(parseJson(text));
  } catch (error) {
    if (!(error instanceof CheckerError)) throw error;
    throw new CheckerError("BadTrace", `${file}: ${error.message}`, {
      hint: "Remove the file to begin with an empty corpus.",
    });
  }
}

function prefixesOf(json: unknown): readonly CorpusPrefix[] {
  if (!isRecord(json) || json["format"] !== FORMAT) {
    throw new CheckerError("BadTrace", `It is not a corpus: it has no "format": "${FORMAT}".`);
  }
  const result = v.safeParse(schema, fromJson(json), { abortEarly: true });
  if (result.success) return result.output.prefixes;
  const [issue] = result.issues;
  const at = v.getDotPath(issue) ?? "the whole";
  throw new CheckerError(
    "BadTrace",
    `It is not a valid corpus: ${at} should be ${issue.expected ?? "something else"}.`,
  );
}
