/**
 * The house style, as far as a machine can see it: each rule looks at one file and answers with what is
 * wrong in it. They read text, not syntax trees, and rely on prettier for the layout.
 */

/** A source file: its path from the root of the repository, and its text. */
export interface Source {
  readonly path: string;
  readonly text: string;
}

/** What is wrong with a file, each fault in a sentence. */
export type Rule = (source: Source) => string[];

const LINES_MAX = 300;
const FUNCTION_LINES_MAX = 70;
const COLUMNS_MAX = 100;
/** Prettier leaves comments alone: a word may stand out. */
const COMMENT_COLUMNS_MAX = 105;

/** By folder, the most specific first: what its files may import, besides their own folder. */
const IMPORTS: readonly (readonly [folder: string, allowed: readonly RegExp[]])[] = [
  ["models/catalog.ts", [/^models\//, /^properties\//, /^checker\/(property|protocol)\.ts$/]],
  ["models/index.ts", [/^models\//, /^properties\//, /^checker\/(property|protocol)\.ts$/]],
  ["models/", [/^models\/kit\//, /^checker\/protocol\.ts$/, /^ts-pattern$/]],
  ["properties/", [/^properties\//, /^checker\/property\.ts$/]],
  ["checker/fuzz/", [/^checker\//, /^node:/, /^seedrandom$/]],
  ["checker/", [/^checker\//, /^node:/]],
  // What runs in a browser knows the story or the position that it shows, and nothing else of ours.
  [
    "traces/viewer/",
    [
      /^traces\/viewer\//,
      /^traces\/page\/story\.ts$/,
      /^traces\/explorer\/(address|position)\.ts$/,
      /^preact(\/hooks)?$/,
      /^@preact\/signals$/,
    ],
  ],
  ["traces/", [/^traces\//, /^checker\//, /^node:/, /^valibot$/]],
  ["fast-check/", [/^fast-check\//, /^checker\//, /^traces\//, /^node:/, /^fast-check$/]],
  ["vitest/", [/^vitest\//, /^checker\//, /^traces\//, /^node:/, /^vitest$/]],
  // Who checks from the command line, or without these packages, does not load them.
  ["cli/", [/^(?!fast-check|vitest)/]],
  ["index.ts", [/^(?!fast-check|vitest)/]],
  ["", [/./]],
];

/** Imports go one way. */
export const importTable: Rule = ({ path, text }) => {
  const [, allowed] = IMPORTS.find(([folder]) => path.startsWith(folder))!;
  const isProtocol = /^models\/[^/]+\//.test(path);
  const own = isProtocol ? folderOf(path) : undefined;
  return importsOf(text)
    .map((target) => (target.startsWith(".") ? resolved(path, target) : target))
    .filter((target) => !(own !== undefined && target.startsWith(own)))
    .filter((target) => !allowed.some((pattern) => pattern.test(target)))
    .map((target) => `imports ${target}`);
};

/** Files are short, and functions fit on a screen. */
export const sizes: Rule = ({ text }) => {
  const lines = text.trimEnd().split("\n");
  const long = functionsOf(lines).filter(({ length }) => length > FUNCTION_LINES_MAX);
  return [
    ...(lines.length > LINES_MAX ? [`has ${lines.length} lines`] : []),
    ...long.map(({ line, length }) => `has a function of ${length} lines at line ${line}`),
  ];
};

/** Lines are no longer than the window; a text that prettier can't break may be. */
export const columns: Rule = ({ text }) => {
  let isInTemplate = false;
  return text.split("\n").flatMap((line, index) => {
    const isComment = /^\s*(\/\*\*|\*|\/\/)/.test(line);
    const most = isComment ? COMMENT_COLUMNS_MAX : COLUMNS_MAX;
    const length = isComment ? line.length : withoutTexts(line).length;
    const isTooLong = length > most && !isInTemplate;
    if (!isComment && (line.split("`").length - 1) % 2 === 1) isInTemplate = !isInTemplate;
    return isTooLong ? [`has ${length} columns at line ${index + 1}`] : [];
  });
};

/** Every file opens with a comment that says what it is. */
export const openingComment: Rule = ({ text }) =>
  /^(#![^\n]*\n)?\/\*\*/.test(text) ? [] : ["does not open with a comment"];

/** What is left to do is not left in the code. */
export const nothingLeftToDo: Rule = ({ text }) =>
  // Spelled so that this file does not find itself.
  Array.from(text.matchAll(/\b(TO[D]O|FI[X]ME|XX[X])\b/g), ([mark]) => `has a ${mark}`);

/** Models and properties are pure: no chance, no clock, no world outside. */
export const pure: Rule = ({ path, text }) => {
  if (!/^(models|properties)\//.test(path)) return [];
  const banned = [
    /\bMath\.random\b/,
    /\bDate\b/,
    /\bperformance\b/,
    /\bprocess\.(env|argv|stdout|hrtime)\b/,
    /"node:/,
  ];
  return banned.flatMap((pattern) => matchesIn(code(text), pattern)).map((what) => `uses ${what}`);
};

/** Models are values made of functions. */
export const noClasses: Rule = ({ path, text }) =>
  /^(models|properties)\//.test(path)
    ? matchesIn(code(text), /\bclass \w+/).map((what) => `has a ${what}`)
    : [];

/** What a file exports has a name. */
export const noDefaultExports: Rule = ({ path, text }) =>
  /^[^/]*\.config\.ts$/.test(path) || !/^export default\b/m.test(text)
    ? []
    : ["has a default export"];

/** A file is named by what it is about, in kebab-case. */
export const fileNames: Rule = ({ path }) => {
  const name = path
    .split("/")
    .at(-1)!
    .replace(/(\.(slow|config))?(\.test)?(-d)?\.tsx?$/, "");
  if (/^(utils?|helpers?|common|misc)$/.test(name)) return ["has a name that says nothing"];
  return /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9-]+)*$/.test(name) ? [] : ["is not in kebab-case"];
};

/** The repository speaks of the project alone. */
export const noForeignPaths: Rule = ({ text }) =>
  matchesIn(text, /\/(?:work|home|Users)\/\w+/).map((what) => `names ${what}`);

/** All rules that look at one file. */
export const rules: Readonly<Record<string, Rule>> = {
  importTable,
  sizes,
  columns,
  openingComment,
  nothingLeftToDo,
  pure,
  noClasses,
  noDefaultExports,
  fileNames,
  noForeignPaths,
};

/** What every protocol's folder has. */
export const PROTOCOL_FILES = ["README.md", "index.ts", "instances.ts", "mutants.ts"];

/** The protocol folders among `paths` that lack one of these files, and which. */
export function incompleteProtocols(paths: readonly string[]): string[] {
  const folders = paths.flatMap((path) => /^models\/(?!kit\/)[^/]+\//.exec(path) ?? []);
  return [...new Set(folders)].flatMap((folder) =>
    PROTOCOL_FILES.filter((file) => !paths.includes(folder + file)).map((file) => folder + file),
  );
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/") + 1);
}

/** The path of `target`, which is relative to `path`. */
function resolved(path: string, target: string): string {
  const parts = folderOf(path).split("/").slice(0, -1);
  for (const part of target.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== ".") parts.push(part);
  }
  return parts.join("/");
}

function importsOf(text: string): string[] {
  const plain = /^(?:import|export)\s(?:[^"';=]*?\sfrom\s+)?"([^"\n]+)"/gm;
  const dynamic = /\bimport\(\s*"([^"\n]+)"/g;
  return [plain, dynamic].flatMap((pattern) =>
    Array.from(code(text).matchAll(pattern), ([, target]) => target!),
  );
}

function matchesIn(text: string, pattern: RegExp): string[] {
  return Array.from(text.matchAll(new RegExp(pattern, "g")), ([match]) => match);
}

/** `text` without its comments; a `//` within a string, as in a URL, stays. */
function code(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\//g, "").replaceAll(/(^|[\s;{}(,])\/\/[^\n]*/g, "$1");
}

/** `line` with every string and template in it made empty. */
function withoutTexts(line: string): string {
  const open = line.replaceAll(
    /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\/(?:[^/\\\n]|\\.)+\/[a-z]*/g,
    '""',
  );
  // A template may hold others; what begins on this line, or ends on it, is text as well.
  return open.replace(/`.*`|`.*$/, "``");
}

/** Where functions begin, and how many lines they take: up to the brace below their first letter. */
function functionsOf(lines: readonly string[]): { line: number; length: number }[] {
  return lines.flatMap((line, index) => {
    if (!beginsFunction(line)) return [];
    const indent = /^\s*/.exec(line)![0];
    const end = lines.findIndex(
      (other, at) => at > index && new RegExp(`^${indent}}[\\s)\\];,]*$`).test(other),
    );
    return end === -1 ? [] : [{ line: index + 1, length: end - index + 1 }];
  });
}

/** Suites of tests are lists of functions, not functions. */
function beginsFunction(line: string): boolean {
  const plain = withoutTexts(line);
  if (/^\s*describe\b/.test(plain)) return false;
  const isMethod = /^\s+(?!if|for|while|switch|return|catch)[\w#\s<>,]*\(.*\)(: .+)? \{$/.test(
    plain,
  );
  const endsSignature = /^\s*\)(: .+)? \{$/.test(plain);
  return /\bfunction\b.*\(/.test(plain) || plain.endsWith("=> {") || isMethod || endsSignature;
}
